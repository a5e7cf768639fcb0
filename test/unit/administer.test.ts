import { describe, expect, it } from 'vitest';
import { type Failure, fail, type Result, succeed } from '../../src/contract/failure';
import { EMPTY_SETTINGS, Settings } from '../../src/contract/settings';
import {
  type Administration,
  explain,
  readSetup,
  removeLine,
  type SecretFacts,
  saveLine,
  saveOpenAi,
  saveTwilio,
} from '../../src/settings/administer';
import { ACCOUNT, failure, makeLine, START } from './fakes';

const TOKEN = '0123456789abcdef0123456789abcdef';
const NEXT_TOKEN = 'fedcba9876543210fedcba9876543210';
const KEY = 'sk-proj-abcdefghijklmnopqrstuvwxyz';
const DAY = 24 * 60 * 60 * 1000;
const URL = 'https://1b2c.webtrigger.atlassian.app/public/abc';

type Broken = Partial<Record<Exclude<keyof Administration, 'now' | 'accountId' | 'licensed'>, Failure>>;

function createAdmin(broken: Broken = {}) {
  const kept: {
    settings: Settings;
    twilio: (SecretFacts & { authToken: string; previousAuthToken?: string | undefined }) | undefined;
    openai: (SecretFacts & { apiKey: string }) | undefined;
  } = { settings: EMPTY_SETTINGS, twilio: undefined, openai: undefined };
  const clock = { now: START };
  const answer = <T>(method: keyof Broken, act: () => T): Promise<Result<T>> => {
    const reason = broken[method];
    return Promise.resolve(reason === undefined ? succeed(act()) : fail(reason));
  };
  const admin: Administration = {
    loadSettings: () => answer('loadSettings', () => kept.settings),
    saveSettings: (next) =>
      answer('saveSettings', () => {
        kept.settings = Settings.parse(JSON.parse(JSON.stringify(next)));
      }),
    loadTwilioSecret: () => answer('loadTwilioSecret', () => kept.twilio),
    saveTwilioSecret: (secret) =>
      answer('saveTwilioSecret', () => {
        kept.twilio = secret;
      }),
    loadOpenAiSecret: () => answer('loadOpenAiSecret', () => kept.openai),
    saveOpenAiSecret: (secret) =>
      answer('saveOpenAiSecret', () => {
        kept.openai = secret;
      }),
    loadPhoneUrl: () => answer('loadPhoneUrl', () => URL),
    calls: { count: () => answer('calls', () => 3) },
    now: () => clock.now,
    accountId: 'admin-1',
    licensed: undefined,
  };
  return { admin, broken, clock, stored: () => ({ ...kept }) };
}

const lineOf = (id: string | undefined, number: string) => {
  const { id: _, ...line } = makeLine({ number });
  return id === undefined ? line : { ...line, id };
};

describe('the state of the set-up', () => {
  it('is complete from the first moment', async () => {
    expect(await readSetup(createAdmin().admin)).toEqual({
      ok: true,
      value: {
        licensed: undefined,
        twilio: undefined,
        openai: { key: undefined, ...EMPTY_SETTINGS.openai },
        lines: [],
        webhooks: { voice: `${URL}/call`, status: `${URL}/status` },
        parkedCalls: 3,
      },
    });
  });

  it('shows of a secret its end and its age, and no answer holds more (V13)', async () => {
    const { admin, clock } = createAdmin();
    const answers = [
      await saveTwilio({ accountSid: ACCOUNT, authToken: TOKEN }, admin),
      await saveTwilio({ accountSid: ACCOUNT, authToken: NEXT_TOKEN }, admin),
      await saveOpenAi({ apiKey: KEY }, admin),
      await saveLine(lineOf('a', '+14155550100'), admin),
      await removeLine({ id: 'a' }, admin),
    ];
    clock.now += 2.5 * DAY;
    const setup = await readSetup(admin);
    expect(setup).toMatchObject({
      value: {
        twilio: { accountSid: ACCOUNT, token: { endsWith: '3210', ageDays: 2 } },
        openai: { key: { endsWith: 'wxyz', ageDays: 2 } },
      },
    });
    const shown = JSON.stringify([...answers, setup]);
    for (const secret of [TOKEN, NEXT_TOKEN, KEY]) expect(shown).not.toContain(secret.slice(0, -4));
    expect(shown).not.toContain('admin-1');
  });

  it('can be read while the URL or the calls cannot', async () => {
    const { admin } = createAdmin({
      loadPhoneUrl: failure('unavailable', 'forge'),
      calls: failure('unavailable', 'forge'),
    });
    expect(await readSetup(admin)).toMatchObject({
      ok: true,
      value: { webhooks: undefined, parkedCalls: 0 },
    });
  });

  it('is never of a negative age, whatever the clocks say', async () => {
    const { admin, clock } = createAdmin();
    await saveOpenAi({ apiKey: KEY }, admin);
    clock.now -= DAY;
    expect(await readSetup(admin)).toMatchObject({ value: { openai: { key: { ageDays: 0 } } } });
  });
});

describe('the Twilio token', () => {
  it('before the new one keeps verifying, until the one after that (V21)', async () => {
    const { admin, stored } = createAdmin();
    await saveTwilio({ accountSid: ACCOUNT, authToken: TOKEN }, admin);
    expect(stored().twilio).toEqual({
      authToken: TOKEN,
      endsWith: 'cdef',
      savedAt: START,
      savedBy: 'admin-1',
    });
    await saveTwilio({ accountSid: ACCOUNT, authToken: NEXT_TOKEN }, admin);
    expect(stored().twilio).toMatchObject({ authToken: NEXT_TOKEN, previousAuthToken: TOKEN });
    await saveTwilio({ accountSid: ACCOUNT, authToken: 'c'.repeat(32) }, admin);
    expect(stored().twilio).toMatchObject({ authToken: 'c'.repeat(32), previousAuthToken: NEXT_TOKEN });
  });

  it('entered twice does not drop the one before', async () => {
    const { admin, stored } = createAdmin();
    await saveTwilio({ accountSid: ACCOUNT, authToken: TOKEN }, admin);
    await saveTwilio({ accountSid: ACCOUNT, authToken: NEXT_TOKEN }, admin);
    await saveTwilio({ accountSid: ACCOUNT, authToken: NEXT_TOKEN }, admin);
    expect(stored().twilio).toMatchObject({ authToken: NEXT_TOKEN, previousAuthToken: TOKEN });
  });

  it('is not replaced when the one before could not be read', async () => {
    const { admin, broken, stored } = createAdmin();
    await saveTwilio({ accountSid: ACCOUNT, authToken: TOKEN }, admin);
    broken.loadTwilioSecret = failure('unavailable', 'forge');
    expect(await saveTwilio({ accountSid: ACCOUNT, authToken: NEXT_TOKEN }, admin)).toMatchObject({
      ok: false,
    });
    expect(stored().twilio?.authToken).toBe(TOKEN);
  });
});

describe('the models', () => {
  it('stay as they were unless others are chosen', async () => {
    const { admin, stored } = createAdmin();
    await saveOpenAi({ apiKey: KEY, transcriptionModel: 'whisper-1' }, admin);
    await saveOpenAi({ apiKey: KEY, understandingModel: 'gpt-6-luna' }, admin);
    expect(stored().settings.openai).toEqual({
      transcriptionModel: 'whisper-1',
      understandingModel: 'gpt-6-luna',
    });
    expect(stored().openai).toEqual({ apiKey: KEY, endsWith: 'wxyz', savedAt: START, savedBy: 'admin-1' });
    expect(JSON.stringify(stored().settings)).not.toContain(KEY);
  });
});

describe('lines', () => {
  const idsOf = (settings: Settings) => settings.lines.map(({ id, number }) => [id, number]);

  it('are added, with an id of their own if need be, and replaced by id or number', async () => {
    const { admin, stored } = createAdmin();
    await saveLine(lineOf(undefined, '+14155550100'), admin);
    expect(idsOf(stored().settings)).toEqual([['14155550100', '+14155550100']]);
    await saveLine(lineOf('b', '+14155550101'), admin);
    await saveLine(lineOf('b', '+14155550102'), admin);
    expect(idsOf(stored().settings)).toEqual([
      ['14155550100', '+14155550100'],
      ['b', '+14155550102'],
    ]);
    await saveLine(lineOf('c', '+14155550100'), admin);
    expect(idsOf(stored().settings)).toEqual([
      ['b', '+14155550102'],
      ['c', '+14155550100'],
    ]);
    await removeLine({ id: 'b' }, admin);
    await removeLine({ id: 'unknown' }, admin);
    expect(idsOf(stored().settings)).toEqual([['c', '+14155550100']]);
  });

  it('are at most 50, and the 51st is refused in words', async () => {
    const { admin, stored } = createAdmin();
    for (let index = 0; index < 50; index++)
      await saveLine(lineOf(undefined, `+141555501${10 + index}`), admin);
    expect(await saveLine(lineOf(undefined, '+14155550199'), admin)).toEqual({
      ok: false,
      error: { message: 'There can be 50 lines' },
    });
    expect(stored().settings.lines).toHaveLength(50);
  });

  it('are not changed by what cannot be stored', async () => {
    const { admin, broken, stored } = createAdmin();
    await saveLine(lineOf('a', '+14155550100'), admin);
    broken.saveSettings = failure('rate-limited', 'forge');
    expect(await removeLine({ id: 'a' }, admin)).toMatchObject({ ok: false });
    expect(stored().settings.lines).toHaveLength(1);
  });
});

describe('a failure in the words of an admin', () => {
  it('says what to do, and nothing of what the service said', () => {
    const answer = explain(failure('unavailable', 'jira', { detail: 'upstream text' }));
    expect(answer).toEqual({
      ok: false,
      error: { message: 'Jira could not answer (unavailable). Nothing was changed; try again in a minute.' },
    });
  });

  it('tells a stored value of another version from an answer of Jira', () => {
    const stored = explain(
      failure('malformed', 'forge', { detail: 'Stored "settings" does not fit at "lines".' }),
    );
    expect(stored).toMatchObject({
      error: { message: expect.stringContaining("can't be read by this version") },
    });
    const jira = explain(failure('malformed', 'jira'));
    expect(jira).toMatchObject({ error: { message: expect.stringContaining('Jira could not answer') } });
  });
});
