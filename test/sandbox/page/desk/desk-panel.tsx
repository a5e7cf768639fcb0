import { usePage } from '../page-context';
import { RequestList } from './request-list';
import { RequestPanel } from './request-panel';

/** A small Jira Service Management: the queue, or one request. */
export function DeskPanel() {
  const { state } = usePage();
  return state.desk.open === undefined ? <RequestList /> : <RequestPanel requestKey={state.desk.open} />;
}
