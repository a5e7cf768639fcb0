import type { Answer, Setup } from '../contract/admin';
import type { SaveRotation } from '../contract/admin-credentials';
import { FailureKind, type Result, type Service } from '../contract/failure';
import type { Settings } from '../contract/settings';
import { changeSettings } from './administer';
import type { Administration, SecretFacts } from './administration';
import { explain } from './explain';

/* What saving credentials has in common, whosever they are. */

export const saveRotation = ({ rotationDays }: SaveRotation, admin: Administration): Promise<Answer<Setup>> =>
  changeSettings(admin, (settings) => ({ ...settings, rotationDays }));

export const factsOf = (shown: string, { accountId, now }: Administration): SecretFacts => ({
  endsWith: shown.slice(-4),
  savedAt: now(),
  savedBy: accountId,
});

interface Keeping {
  /** Writes what has been tested. */
  save(): Promise<Result<void>>;
  /** Brings back what was there before. */
  undo(): Promise<Result<void>>;
  /** Says the same in the settings, for whoever reads only those. */
  mirror(settings: Settings): Settings;
}

/**
 * Writes a tested credential, then what the settings say of it. Each secret says for itself which account and region it
 * belongs to, so that between the two, and where the second fails, nothing is paired wrongly; the second one's failure
 * brings back what was there, so that a refusal has changed nothing.
 */
export async function keepCredential(
  service: Extract<Service, 'twilio' | 'openai'>,
  { save, undo, mirror }: Keeping,
  admin: Administration,
): Promise<Answer<Setup>> {
  const kept = await save();
  if (!kept.ok) return explain(kept.failure);
  const saved = await changeSettings(admin, mirror);
  if (!saved.ok) {
    await undo();
    return saved;
  }
  await admin.trail.note({ action: 'credentials', outcome: 'done', service, by: admin.accountId });
  // What failed with the credentials before says nothing about the new ones. Where this fails, the service is tried again
  // a little later all the same.
  const forgotten = await admin.forgetOutage(service);
  if (!forgotten.ok) return saved;
  const outages = saved.value.outages.filter((outage) => outage.service !== service);
  return { ok: true, value: { ...saved.value, outages } };
}

/** Notes that a credential was entered and not taken. */
export async function noteRefused<T extends Answer<never> & { ok: false }>(
  service: Extract<Service, 'twilio' | 'openai'>,
  refused: T,
  { trail, accountId }: Administration,
): Promise<T> {
  const failure = FailureKind.catch('unauthorised').parse(refused.error.values?.failure);
  await trail.note({ action: 'credentials', outcome: 'failed', service, failure, by: accountId });
  return refused;
}
