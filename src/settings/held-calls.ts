import { WORK_STATES } from '../call/life';
import type { Answer, HeldCall, ListAudit } from '../contract/admin';
import type { AuditPage } from '../contract/audit';
import type { Call } from '../contract/call';
import type { Administration } from './administration';
import { explain, explainFailure } from './explain';

const MOST_LISTED = 100;
const AUDIT_PAGE = 50;
/** A list leaves out what changed within the second that is running. */
const A_MOMENT_MS = 1000;

/** Calls that wait: for a person first, then for a service (the one with the next try first). */
export async function listHeldCalls({ calls, now }: Administration): Promise<Answer<HeldCall[]>> {
  const before = now() + A_MOMENT_MS;
  const lists = await Promise.all(
    (['parked', ...WORK_STATES] as const).map((state) => calls.listStale(state, before)),
  );
  const found: Call[] = [];
  for (const list of lists) {
    if (!list.ok) return explain(list.failure);
    found.push(...list.value);
  }
  const parked = found.filter(({ state }) => state === 'parked');
  const waiting = found
    .filter(({ state }) => state !== 'parked')
    .flatMap((call) => (call.retry === undefined ? [] : [{ call, retry: call.retry }]))
    .toSorted((a, b) => a.retry.at - b.retry.at);
  return {
    ok: true,
    value: [
      ...parked.map((call) => ({ ...factsOf(call), reason: call.problem ?? 'It needs a person.' })),
      ...waiting.map(({ call, retry }) => waitingCall(call, retry)),
    ].slice(0, MOST_LISTED),
  };
}

function waitingCall(call: Call, { service, failure, since, at }: NonNullable<Call['retry']>): HeldCall {
  const { happened, next } = explainFailure(failure, service);
  return {
    ...factsOf(call),
    reason: `${happened} ${next}`,
    waiting: { service, since, nextTry: at },
  };
}

const factsOf = ({ id, reference, lineId, answeredAt, request }: Call) => ({
  id,
  reference,
  lineId,
  answeredAt,
  ...(request === undefined ? {} : { issueKey: request.key }),
});

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
