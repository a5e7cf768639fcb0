import Badge from '@atlaskit/badge';
import Heading from '@atlaskit/heading';
import Skeleton from '@atlaskit/skeleton';
import type { RequestSummary } from '../api-schemas';
import { Failure } from '../failure';
import { formatDay } from '../format';
import { useActions, usePage } from '../page-context';
import { PriorityIcon } from './priority-icon';
import { StatusLozenge } from './status-lozenge';

/** All requests, newest first. */
export function RequestList() {
  const { state, effects } = usePage();
  const { requests } = state.desk;
  const newestFirst = [...(requests.value ?? [])].sort((a, b) => b.created - a.created);
  return (
    <>
      <div className="area-head">
        <Heading size="small" as="h2">
          Jira requests
        </Heading>
        {requests.value && <Badge>{requests.value.length}</Badge>}
      </div>
      {requests.error !== undefined && (
        <div className="area-message">
          <Failure title="The requests could not be read" error={requests.error} retry={effects.refresh} />
        </div>
      )}
      <ul className="request-list" aria-label="Requests" aria-busy={!requests.value && !requests.error}>
        {newestFirst.map((request) => (
          <RequestRow key={request.key} request={request} />
        ))}
        {!requests.value && !requests.error && <LoadingRows />}
        {requests.value?.length === 0 && (
          <li className="empty">No requests yet. A call that the line has filed shows up here.</li>
        )}
      </ul>
    </>
  );
}

function RequestRow({ request }: { request: RequestSummary }) {
  const { effects } = useActions();
  return (
    <li>
      <button type="button" className="request-row" onClick={() => void effects.openRequest(request.key)}>
        <span className="request-row-top">
          <span className="request-key">{request.key}</span>
          <span className="request-type">{request.requestType?.name}</span>
          <span className="spacer" />
          {request.priority !== null && <PriorityIcon priority={request.priority} />}
          <StatusLozenge status={request.status} />
        </span>
        <span className="request-summary">{request.summary}</span>
        <span className="request-row-foot">
          {request.reporter.displayName} · {formatDay(request.created)}
        </span>
      </button>
    </li>
  );
}

const LoadingRows = () => (
  <>
    {['first', 'second', 'third'].map((row) => (
      <li key={row} className="request-row">
        <Skeleton width="40%" height={14} isShimmering />
        <Skeleton width="90%" height={18} isShimmering />
        <Skeleton width="55%" height={12} isShimmering />
      </li>
    ))}
  </>
);
