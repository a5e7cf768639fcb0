import { describe, expect, it } from 'vitest';
import { fallbackUrl } from '../../src/call/fallback';
import { fail, type Result, succeed } from '../../src/contract/failure';
import { connectNumber } from '../../src/settings/connect-number';
import type { NumberDesk, NumberTargets, Wired } from '../../src/settings/wiring';
import { createAdmin, PHONE_URL } from './fake-admin';
import { failure, makeLine, makeSettings, OWN_NUMBER } from './fakes';

function createDesk(
  wired: Result<Wired> = succeed({ kind: 'wired' }),
  adopted: Result<void> = succeed(undefined),
) {
  const did: string[] = [];
  const targets: NumberTargets[] = [];
  const desk: NumberDesk = {
    wireNumber: async (number, given) => {
      did.push(`wire ${number}`);
      targets.push(given);
      return wired;
    },
    adoptNumber: async (number) => {
      did.push(`adopt ${number}`);
      return adopted;
    },
  };
  return { desk, did, targets };
}

async function openAdmin(broken = {}) {
  const opened = createAdmin(broken);
  await opened.admin.saveSettings(makeSettings());
  return opened.admin;
}

describe('connecting a number', () => {
  it("points the line's number at the app and its fallback; from then on it is ours", async () => {
    const { desk, did, targets } = createDesk();
    const answer = await connectNumber({ lineId: 'support' }, await openAdmin(), desk);
    expect(answer).toMatchObject({ ok: true, value: { lines: [{ id: 'support' }] } });
    // Ours first, so that no call can come in between.
    expect(did).toEqual([`adopt ${OWN_NUMBER}`, `wire ${OWN_NUMBER}`]);
    expect(targets).toEqual([
      {
        voiceUrl: `${PHONE_URL}/call`,
        fallbackUrl: fallbackUrl(makeLine(), PHONE_URL),
        statusUrl: `${PHONE_URL}/status`,
        textUrl: `${PHONE_URL}/text`,
      },
    ]);
  });

  it.each([
    [{ kind: 'missing' }, /does not have the number \+14155550100/],
    [{ kind: 'overruled', by: 'application' }, /TwiML App.*connect it again/],
    [{ kind: 'overruled', by: 'trunk' }, /SIP trunk.*connect it again/],
  ] as const)('says what is in the way: %o', async (wired, words) => {
    const { desk } = createDesk(succeed(wired));
    expect(await connectNumber({ lineId: 'support' }, await openAdmin(), desk)).toEqual({
      ok: false,
      error: { field: 'number', message: expect.stringMatching(words) },
    });
  });

  it('says so when the line is gone', async () => {
    const { desk, did } = createDesk();
    const answer = await connectNumber({ lineId: 'sales' }, await openAdmin(), desk);
    expect(answer).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('does not exist') },
    });
    expect(did).toEqual([]);
  });

  it('explains a failure of Twilio or of the store', async () => {
    const { desk } = createDesk(fail(failure('unauthorised', 'twilio')));
    expect(await connectNumber({ lineId: 'support' }, await openAdmin(), desk)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('Twilio') },
    });
    const unnoted = createDesk(undefined, fail(failure('unavailable', 'forge')));
    expect((await connectNumber({ lineId: 'support' }, await openAdmin(), unnoted.desk)).ok).toBe(false);
    expect(unnoted.did).toEqual([`adopt ${OWN_NUMBER}`]);
    for (const method of ['loadSettings', 'loadPhoneUrl'] as const) {
      const admin = await openAdmin({ [method]: failure('unavailable', 'forge') });
      const store = createDesk();
      expect((await connectNumber({ lineId: 'support' }, admin, store.desk)).ok).toBe(false);
      expect(store.did).toEqual([]);
    }
  });
});
