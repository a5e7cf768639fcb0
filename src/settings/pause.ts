import type { Answer, Setup } from '../contract/admin';
import { changeSettings } from './administer';
import type { Administration } from './administration';
import { explain } from './explain';
import { readSetup } from './read-setup';

/** Stops new intake (V23): every webhook reads the settings, so the next caller is turned away already. */
export async function pauseIntake(admin: Administration): Promise<Answer<Setup>> {
  const settings = await admin.loadSettings();
  if (!settings.ok) return explain(settings.failure);
  // Asked for twice, it is paused since the first time.
  if (settings.value.paused !== undefined) return readSetup(admin);
  const paused = { since: admin.now(), by: admin.accountId };
  const saved = await changeSettings(admin, (current) => ({ ...current, paused }));
  await noteSwitch('pause', saved, admin);
  return saved;
}

/** Lets callers in again. */
export async function resumeIntake(admin: Administration): Promise<Answer<Setup>> {
  const settings = await admin.loadSettings();
  if (!settings.ok) return explain(settings.failure);
  if (settings.value.paused === undefined) return readSetup(admin);
  const saved = await changeSettings(admin, ({ paused: _, ...current }) => current);
  await noteSwitch('resume', saved, admin);
  return saved;
}

const noteSwitch = (
  action: 'pause' | 'resume',
  { ok }: Answer<Setup>,
  { trail, accountId }: Administration,
) => trail.note({ action, outcome: ok ? 'done' : 'failed', by: accountId });
