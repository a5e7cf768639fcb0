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
        <AdfDocument node={request.description.adf} />
      ) : (
        <p className="hint">No description</p>
      )}
    </section>
    {request.attachments.length > 0 && <Attachments attachments={request.attachments} />}
    <Fields request={request} />
    {Object.keys(request.properties).length > 0 && <Properties properties={request.properties} />}
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
        <Field name="Request type">{request.requestType?.name ?? 'None'}</Field>
        <Field name="Reporter">{request.reporter.displayName}</Field>
        {request.participants.length > 0 && (
          <Field name="Participants">
            {request.participants.map(({ displayName }) => displayName).join(', ')}
          </Field>
        )}
        {request.priority !== null && (
          <Field name="Priority">
            <PriorityIcon priority={request.priority} /> {request.priority}
          </Field>
        )}
        {request.labels.length > 0 && <Field name="Labels">{request.labels.join(', ')}</Field>}
        {request.fields.map(({ id, name, text }) => (
          <Field key={id} name={name}>
            {text ?? '–'}
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
