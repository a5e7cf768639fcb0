import type { AuditAction } from '../contract/audit';
import type { Call } from '../contract/call';
import type { Result } from '../contract/failure';
import type { Intake } from './stage';

/** Makes an attempt at something outside and writes it to the audit trail, whatever comes of it (K5). */
export async function attempt<T>(
  action: AuditAction,
  { id, request }: Call,
  { audit, now }: Pick<Intake, 'audit' | 'now'>,
  act: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const begun = now();
  const result = await act();
  await audit({
    action,
    callId: id,
    ms: now() - begun,
    ...(request === undefined ? {} : { issueKey: request.key }),
    ...(result.ok
      ? { outcome: 'done' }
      : { outcome: 'failed', failure: result.failure.kind, service: result.failure.service }),
  });
  return result;
}
