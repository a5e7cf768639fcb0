import { describe, expect, it } from 'vitest';
import { saveLine } from '../../src/settings/administer';
import { pauseIntake, resumeIntake } from '../../src/settings/pause';
import { readSetup } from '../../src/settings/read-setup';
import { createAdmin } from './fake-admin';
import { CALL_ID, failure, makeLine, START } from './fakes';

describe('the pause switch (V23)', () => {
  it('keeps since when and by whom, and the trail keeps both turns', async () => {
    const { admin, clock, entries, stored } = createAdmin();
    expect(await pauseIntake(admin)).toMatchObject({ value: { paused: { since: START, turnedAway: 0 } } });
    expect(stored().settings.paused).toEqual({ since: START, by: 'admin-1' });
    clock.now += 60_000;
    expect(await resumeIntake(admin)).toMatchObject({ value: { paused: undefined } });
    expect(stored().settings).not.toHaveProperty('paused');
    expect(entries).toEqual([
      { at: START, action: 'pause', outcome: 'done', by: 'admin-1' },
      { at: START + 60_000, action: 'resume', outcome: 'done', by: 'admin-1' },
    ]);
  });

  it('turned twice is turned once', async () => {
    const { admin, clock, entries, stored } = createAdmin();
    expect(await resumeIntake(admin)).toMatchObject({ ok: true, value: { paused: undefined } });
    await pauseIntake(admin);
    clock.now += 60_000;
    expect(await pauseIntake(admin)).toMatchObject({ value: { paused: { since: START } } });
    expect(stored().settings.paused?.since).toBe(START);
    expect(entries).toHaveLength(1);
  });

  it('tells how many callers were turned away since; an earlier pause does not count', async () => {
    const { admin, clock } = createAdmin();
    await admin.trail.note({ action: 'turn-away', outcome: 'done', callId: CALL_ID });
    clock.now += 1000;
    await pauseIntake(admin);
    await admin.trail.note({ action: 'turn-away', outcome: 'done', callId: CALL_ID });
    expect(await readSetup(admin)).toMatchObject({ value: { paused: { turnedAway: 1 } } });
  });

  it('is shown as paused also when nobody can count', async () => {
    const { admin } = createAdmin({ countTurnedAway: failure('unavailable', 'forge') });
    expect(await pauseIntake(admin)).toMatchObject({
      ok: true,
      value: { paused: { since: START, turnedAway: undefined } },
    });
  });

  it('says so when it could not be turned', async () => {
    const { admin, entries, stored } = createAdmin({ saveSettings: failure('unavailable', 'forge') });
    expect(await pauseIntake(admin)).toMatchObject({ ok: false });
    expect(stored().settings.paused).toBeUndefined();
    expect(entries).toMatchObject([{ action: 'pause', outcome: 'failed' }]);
    const unread = createAdmin({ loadSettings: failure('unavailable', 'forge') });
    expect(await pauseIntake(unread.admin)).toMatchObject({ ok: false });
    expect(await resumeIntake(unread.admin)).toMatchObject({ ok: false });
  });

  it('outlives other changes to the settings', async () => {
    const { admin, stored } = createAdmin();
    await pauseIntake(admin);
    await saveLine(makeLine(), admin);
    expect(stored().settings.paused?.since).toBe(START);
  });
});
