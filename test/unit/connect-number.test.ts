import { describe, expect, it } from 'vitest';
import { fallbackUrl } from '../../src/call/fallback';
import { connectNumber, disconnectNumber } from '../../src/settings/connect-number';
import { disconnect } from '../../src/settings/disconnect';
import type { OwnNumber } from '../../src/settings/wiring';
import { createAdmin, PHONE_URL } from './fake-admin';
import { createNumberDesk, makeNumber, makeTargets } from './fake-numbers';
import { createProviders } from './fake-providers';
import { failure, makeLine, makeSettings, OWN_NUMBER, START } from './fakes';

const OTHER = '+14155550101';
const THEIRS = makeTargets({
  voice: 'https://ivr.example.com/in?token=s3cret',
  text: 'https://user:pa55@texts.example.com/in',
  textFallback: 'https://texts.example.com/later',
});
const connected = () =>
  makeTargets({
    voice: `${PHONE_URL}/call`,
    fallback: fallbackUrl(makeLine(), PHONE_URL),
    status: `${PHONE_URL}/status`,
    text: `${PHONE_URL}/text`,
  });

async function open(numbers?: OwnNumber[], broken = {}) {
  const world = createAdmin(broken);
  const { admin, kept } = world;
  kept.settings = makeSettings([makeLine(), makeLine({ id: 'other', number: OTHER })]);
  kept.twilio = {
    ...{ authToken: 'a'.repeat(32), previousAuthTokens: [], endsWith: 'aaaa' },
    ...{ savedAt: START, savedBy: 'admin-1' },
  };
  kept.openai = { apiKey: 'sk-1', endsWith: 'sk-1', savedAt: START, savedBy: 'admin-1' };
  const desk = createNumberDesk(numbers);
  const { providers } = createProviders();
  return {
    ...world,
    desk,
    connect: (lineId = 'support') => connectNumber({ lineId }, admin, desk.openDesk, providers),
    leave: (number = OWN_NUMBER) => disconnectNumber({ number }, admin, desk.openDesk, providers),
    leaveAll: () => disconnect(admin, desk.openDesk),
  };
}

describe('connecting a number', () => {
  it("points the line's number at the app and its fallback; from before that on it is ours", async () => {
    const { connect, desk, entries } = await open();
    const answer = await connect();
    expect(answer).toMatchObject({ value: { numbers: [{ state: 'connected', lineId: 'support' }, {}] } });
    expect(desk.did).toEqual([`adopt ${OWN_NUMBER}`, `keep ${OWN_NUMBER}`, `point PN14155550100`]);
    const { fallback, ...rest } = connected();
    expect(desk.numbers[0]?.targets).toEqual({ ...rest, fallback: { ...fallback, method: 'GET' } });
    expect(entries).toMatchObject([{ action: 'connect', outcome: 'done', by: 'admin-1' }]);
  });

  it('keeps what was there, with its secrets, and shows it without them', async () => {
    const { connect, desk } = await open([makeNumber({ targets: THEIRS })]);
    const answer = await connect();
    expect(desk.kept.get(OWN_NUMBER)).toEqual(THEIRS);
    expect(answer).toMatchObject({
      value: {
        numbers: [
          {
            before: {
              voice: 'https://ivr.example.com/in',
              text: 'https://texts.example.com/in',
              textFallback: 'https://texts.example.com/later',
            },
          },
          {},
        ],
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/s3cret|pa55/);
  });

  it('again keeps what was there at first, and what somebody has set since', async () => {
    const { connect, leave, desk } = await open([makeNumber({ targets: THEIRS })]);
    await connect();
    await connect();
    expect(desk.kept.get(OWN_NUMBER)).toEqual(THEIRS);
    const [own] = desk.numbers;
    if (own === undefined) throw new Error('none');
    own.targets.voice = { url: 'https://new.example.com/', method: 'GET' };
    await connect();
    const expected = { ...THEIRS, voice: { url: 'https://new.example.com/', method: 'GET' } };
    expect(desk.kept.get(OWN_NUMBER)).toEqual(expected);
    await leave();
    expect(own.targets).toEqual(expected);
    expect(desk.kept.size).toBe(0);
  });

  it.each([
    [{ number: '+14155550199' }, 'number-missing', /does not have the number \+14155550100/],
    [{ overruledBy: 'application' }, 'number-application', /TwiML App.*connect it again/],
    [{ overruledBy: 'trunk' }, 'number-trunk', /SIP trunk.*connect it again/],
  ] as const)('says what is in the way: %o', async (change, code, words) => {
    const { connect, desk } = await open([makeNumber(change)]);
    expect(await connect()).toMatchObject({
      error: { code, field: 'number', message: expect.stringMatching(words) },
    });
    expect(desk.did).toEqual([]);
  });

  it('says so when the line is gone, or there is no account', async () => {
    const { connect, kept } = await open();
    expect(await connect('sales')).toMatchObject({ error: { code: 'line-gone' } });
    kept.twilio = undefined;
    expect(await connect()).toMatchObject({ error: { message: expect.stringContaining('not set up') } });
  });

  it('does not touch the number while it can not keep what was there', async () => {
    for (const method of ['adoptNumber', 'loadBefore', 'keepBefore', 'findNumber'] as const) {
      const { connect, desk } = await open();
      desk.broken[method] = failure('unavailable', 'forge');
      expect((await connect()).ok).toBe(false);
      expect(desk.did).not.toContain('point PN14155550100');
    }
    for (const method of ['loadSettings', 'loadPhoneUrl', 'loadTwilioSecret'] as const) {
      const { connect, desk } = await open(undefined, { [method]: failure('unavailable', 'forge') });
      expect((await connect()).ok).toBe(false);
      expect(desk.did).toEqual([]);
    }
  });
});

describe('disconnecting a number', () => {
  it('clears what is ours where nothing was there before, and nothing else', async () => {
    const { leave, desk } = await open([
      makeNumber({ targets: { ...connected(), voice: THEIRS.voice, status: THEIRS.voice } }),
    ]);
    const answer = await leave();
    expect(desk.numbers[0]?.targets).toEqual(
      makeTargets({ voice: THEIRS.voice.url, status: THEIRS.voice.url }),
    );
    expect(answer).toMatchObject({ value: { numbers: [{ state: 'elsewhere' }, {}] } });
  });

  it('says when it did not work, and keeps what was there before', async () => {
    const { connect, leave, desk, entries } = await open([makeNumber({ targets: THEIRS })]);
    await connect();
    desk.broken.pointNumber = failure('timed-out', 'twilio');
    expect((await leave()).ok).toBe(false);
    expect(desk.kept.get(OWN_NUMBER)).toEqual(THEIRS);
    expect(entries.at(-1)).toMatchObject({ action: 'disconnect', outcome: 'failed', failure: 'timed-out' });
    expect(await leave('+14155550199')).toMatchObject({ error: { code: 'number-missing' } });
  });
});

describe('disconnecting the app', () => {
  it('pauses intake, gives all numbers back and forgets both credentials; done again it is the same', async () => {
    const { connect, leaveAll, desk, stored } = await open([
      makeNumber({ targets: THEIRS }),
      makeNumber({ number: OTHER }),
      makeNumber({ number: '+14155550102', targets: THEIRS }),
    ]);
    await connect('support');
    await connect('other');
    for (let time = 0; time < 2; time++) {
      expect(await leaveAll()).toMatchObject({
        value: { twilio: undefined, openai: { key: undefined }, paused: { since: START } },
      });
      expect(desk.numbers.map(({ targets }) => targets)).toEqual([THEIRS, makeTargets(), THEIRS]);
      expect(stored()).toMatchObject({ twilio: undefined, openai: undefined });
      expect(stored().settings).not.toHaveProperty('twilio');
    }
  });

  it('keeps the credentials while a number is not given back, and names it', async () => {
    const { connect, leaveAll, desk, stored } = await open();
    await connect();
    desk.broken.pointNumber = failure('unavailable', 'twilio');
    expect(await leaveAll()).toMatchObject({
      error: { code: 'disconnect-incomplete', values: { numbers: OWN_NUMBER } },
    });
    expect(stored().twilio).toBeDefined();
    expect(stored().settings.paused).toBeDefined();
    delete desk.broken.pointNumber;
    expect((await leaveAll()).ok).toBe(true);
    expect(desk.numbers[0]?.targets).toEqual(makeTargets());
  });

  it('forgets credentials that Twilio refuses, and names the numbers that it can not give back', async () => {
    const { leaveAll, desk, stored } = await open();
    desk.broken.listNumbers = failure('unauthorised', 'twilio');
    expect(await leaveAll()).toMatchObject({
      error: { code: 'disconnect-numbers-left', values: { numbers: `${OWN_NUMBER}, ${OTHER}` } },
    });
    expect(stored()).toMatchObject({ twilio: undefined, openai: undefined });
  });
});
