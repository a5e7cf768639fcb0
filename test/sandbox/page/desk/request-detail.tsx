import Heading from '@atlaskit/heading';
import type { RequestView } from '../api-schemas';
import { formatDay } from '../format';
import { Activity } from './activity';
import { AdfDocument } from './adf';
import { Attachments } from './attachments';
import { PriorityIcon } from './priority-icon';
import { Properties } from './properties';
import { StatusMenu } from './status-menu';

/** A request as an agent sees it. */
export const RequestDetail = ({ request }: { request: RequestView }) => (
  <article className="stack" aria-label={`Request ${request.key}`}>
    <Heading size="medium" as="h3">
      {request.summary}
    </Heading>
    <StatusMenu request={request} />
    <section aria-label="Description" className="card">
      {request.description ? (
        <AdfDocument node={request.description} />
      ) : (
        <p className="hint">No description</p>
      )}
    </section>
    {request.attachments.length > 0 && <Attachments attachments={request.attachments} />}
    <Fields request={request} />
    {request.properties.length > 0 && <Properties properties={request.properties} />}
    <Activity request={request} />
  </article>
);

function Fields({ request }: { request: RequestView }) {
  return (
    <section className="stack-tight">
      <Heading size="xsmall" as="h4">
        Details
      </Heading>
      <dl className="fields">
        <Field name="Request type">{request.requestType}</Field>
        <Field name="Reporter">{request.reporter}</Field>
        {request.participants.length > 0 && (
          <Field name="Participants">{request.participants.join(', ')}</Field>
        )}
        {request.priority !== undefined && (
          <Field name="Priority">
            <PriorityIcon priority={request.priority} /> {request.priority}
          </Field>
        )}
        {request.fields.map(({ id, name, value }) => (
          <Field key={id} name={name}>
            {describeValue(value)}
          </Field>
        ))}
        <Field name="Created">{formatDay(request.created)}</Field>
      </dl>
    </section>
  );
}

const Field = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className="field-row">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** Jira's values: text, a choice `{ value }` or `{ name }`, a user, a list of those. */
function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(describeValue).join(', ');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  if (typeof value !== 'object' || value === null) return '–';
  for (const name of ['displayName', 'value', 'name', 'label']) {
    const part: unknown = Reflect.get(value, name);
    if (typeof part === 'string') return part;
  }
  return JSON.stringify(value);
}
