import Lozenge from '@atlaskit/lozenge';
import type { RequestSummary } from '../api-schemas';

const APPEARANCES: Record<string, 'success' | 'default'> = { done: 'success', new: 'default' };

/** Jira's colours: grey to do, blue under way, green done. */
export const StatusLozenge = ({ status }: { status: RequestSummary['status'] }) => (
  <Lozenge appearance={APPEARANCES[status.category] ?? 'inprogress'}>{status.name}</Lozenge>
);
