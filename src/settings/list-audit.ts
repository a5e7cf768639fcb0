import type { Answer, ListAudit } from '../contract/admin';
import type { AuditPage } from '../contract/audit';
import type { Administration } from './administration';
import { explain } from './explain';

const AUDIT_PAGE = 50;

/** What the app did, of one call or of all. */
export async function listAudit(
  { callId, cursor }: ListAudit,
  { trail }: Administration,
): Promise<Answer<AuditPage>> {
  if (callId === undefined) {
    const page = await trail.listRecent(AUDIT_PAGE, cursor);
    return page.ok ? page : explain(page.failure);
  }
  const entries = await trail.listOfCall(callId);
  return entries.ok ? { ok: true, value: { entries: entries.value } } : explain(entries.failure);
}
