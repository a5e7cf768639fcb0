import type { AuditAction } from '../contract/audit';
import type { Call } from '../contract/call';
import type { Result } from '../contract/failure';
import type { Intake } from './stage';

/**
 * Makes an attempt at something outside and writes it to the audit trail, whatever comes of it (K5). Where the
 * service was not asked, since it is known to be out, there was none; one that came too early is no failure.
 *
 * @param keyOf the request that it made, where it made one
 */
export async function attempt<T>(
  action: AuditAction,
  { id, request }: Call,
  { audit, now }: Pick<Intake, 'audit' | 'now'>,
  act: () => Promise<Result<T>>,
  keyOf: (value: T) => string | undefined = () => request?.key,
): Promise<Result<T>> {
  const begun = now();
  const result = await act();
  if (!result.ok && result.failure.notAsked === true) return result;
  const issueKey = result.ok ? keyOf(result.value) : request?.key;
  await audit({
    action,
    callId: id,
    ms: Math.max(0, now() - begun),
    ...(issueKey === undefined ? {} : { issueKey }),
    ...(result.ok || result.failure.notReady === true
      ? { outcome: result.ok ? 'done' : 'skipped' }
      : { outcome: 'failed', failure: result.failure.kind, service: result.failure.service }),
  });
  return result;
}
