import { describe, expect, it } from 'vitest';
import type { SaveOpenAi, SaveTwilio } from '../../src/contract/admin-credentials';
import { twilioAccess } from '../../src/settings/accounts';
import { saveRotation } from '../../src/settings/save-credentials';
import { saveOpenAi } from '../../src/settings/save-openai';
import { saveTwilio } from '../../src/settings/save-twilio';
import { createAdmin } from './fake-admin';
import { createProviders } from './fake-providers';
import { ACCOUNT, failure, START } from './fakes';

const TOKEN = '0123456789abcdef0123456789abcdef';
const NEXT_TOKEN = 'fedcba9876543210fedcba9876543210';
const LAST_TOKEN = 'c'.repeat(32);
const OTHER_ACCOUNT = `AC${'b'.repeat(32)}`;
const API_KEY = { sid: `SK${'5'.repeat(32)}`, secret: 's3cret'.repeat(6) };
const KEY = 'sk-proj-abcdefghijklmnopqrstuvwxyz';
const NEXT_KEY = 'sk-proj-zyxwvutsrqponmlkjihgfedcba';

function open(broken = {}) {
  const world = createAdmin(broken);
  const vendors = createProviders();
  return {
    ...world,
    ...vendors,
    twilio: (payload: Partial<SaveTwilio>) =>
      saveTwilio({ accountSid: ACCOUNT, ...payload }, world.admin, vendors.providers),
    openai: (payload: SaveOpenAi) => saveOpenAi(payload, world.admin, vendors.providers),
  };
}

describe('the Twilio token', () => {
  it('before the new one keeps verifying webhooks (V21), and older ones do not', async () => {
    const { twilio, stored } = open();
    await twilio({ authToken: TOKEN });
    expect(stored().twilio).toEqual({
      authToken: TOKEN,
      endsWith: 'cdef',
      savedAt: START,
      savedBy: 'admin-1',
      previousAuthTokens: [],
      of: { accountSid: ACCOUNT, region: 'us1' },
    });
    const second = await twilio({ authToken: NEXT_TOKEN });
    expect(second).toMatchObject({ value: { twilio: { previousToken: { endsWith: 'cdef' } } } });
    // Whether Twilio signs with the second already is not known, so the first stays too.
    await twilio({ authToken: LAST_TOKEN });
    expect(stored().twilio?.previousAuthTokens).toEqual([NEXT_TOKEN, TOKEN]);
    await twilio({ authToken: 'd'.repeat(32) });
    expect(stored().twilio?.previousAuthTokens).toEqual([LAST_TOKEN, NEXT_TOKEN]);
  });

  it('entered twice is as old as it was, and does not drop the one before', async () => {
    const { twilio, stored, clock, asked } = open();
    await twilio({ authToken: TOKEN });
    await twilio({ authToken: NEXT_TOKEN });
    asked.length = 0;
    clock.now += 5000;
    await twilio({ authToken: NEXT_TOKEN });
    await twilio({});
    expect(stored().twilio).toMatchObject({ savedAt: START, previousAuthTokens: [TOKEN] });
    expect(asked).toEqual([]);
  });

  it.each([
    ['refused', { kind: 'refused' }, { code: 'twilio-token-refused', field: 'authToken' }],
    ['unreachable', failure('unreachable', 'twilio'), { code: 'twilio-not-tested' }],
  ] as const)('that is %s changes nothing, and is told and noted', async (_, account, error) => {
    const { twilio, stored, answers, entries } = open();
    await twilio({ authToken: TOKEN, apiKey: API_KEY });
    const before = structuredClone(stored());
    answers.account = account;
    const answer = await twilio({ authToken: NEXT_TOKEN, region: 'ie1' });
    expect(answer).toMatchObject({ ok: false, error });
    expect(!answer.ok && answer.error.message).toMatch(/nothing was changed/i);
    expect(stored()).toEqual(before);
    expect(entries.at(-1)).toMatchObject({ action: 'credentials', outcome: 'failed', service: 'twilio' });
  });

  it('is asked for where there is none, and for another account', async () => {
    const { twilio } = open();
    const needed = { ok: false, error: { code: 'twilio-token-needed', field: 'authToken' } };
    expect(await twilio({})).toMatchObject(needed);
    await twilio({ authToken: TOKEN });
    expect(await twilio({ accountSid: OTHER_ACCOUNT })).toMatchObject(needed);
  });

  it('of another account leaves no token of the account before behind', async () => {
    const { twilio, stored } = open();
    await twilio({ authToken: TOKEN });
    await twilio({ accountSid: OTHER_ACCOUNT, authToken: NEXT_TOKEN });
    expect(stored().twilio).toMatchObject({ previousAuthTokens: [], of: { accountSid: OTHER_ACCOUNT } });
    expect(stored().settings.twilio?.accountSid).toBe(OTHER_ACCOUNT);
  });

  it('is not replaced when the one before could not be read', async () => {
    const { twilio, broken, stored } = open();
    await twilio({ authToken: TOKEN });
    broken.loadTwilioSecret = failure('unavailable', 'forge');
    expect(await twilio({ authToken: NEXT_TOKEN })).toMatchObject({ ok: false });
    expect(stored().twilio?.authToken).toBe(TOKEN);
  });
});

describe('what is stored of a credential', () => {
  it('is what was there before when the settings can not be saved', async () => {
    for (const wasSet of [true, false]) {
      const { twilio, openai, broken, stored } = open();
      if (wasSet) await Promise.all([twilio({ authToken: TOKEN }), openai({ apiKey: KEY })]);
      const before = structuredClone(stored());
      broken.saveSettings = failure('unavailable', 'forge');
      expect((await twilio({ authToken: NEXT_TOKEN, region: 'au1' })).ok).toBe(false);
      expect((await openai({ apiKey: NEXT_KEY, region: 'eu' })).ok).toBe(false);
      expect(stored()).toEqual(before);
    }
  });

  it('fits together even if that can not be undone: the secret says what it belongs to', async () => {
    const { twilio, broken, stored, admin } = open();
    await twilio({ authToken: TOKEN });
    const { saveTwilioSecret } = admin;
    broken.saveSettings = failure('unavailable', 'forge');
    let saves = 0;
    admin.saveTwilioSecret = (secret) =>
      saves++ === 0
        ? saveTwilioSecret(secret)
        : Promise.resolve({ ok: false, failure: failure('unavailable', 'forge') });
    expect((await twilio({ authToken: NEXT_TOKEN, region: 'ie1' })).ok).toBe(false);
    const { settings, twilio: secret } = stored();
    expect(settings.twilio?.region).toBe('us1');
    expect(twilioAccess(settings, secret)).toMatchObject({ authToken: NEXT_TOKEN, region: 'ie1' });
  });
});

describe('the API key of Twilio', () => {
  it('is tried by itself, shown by its SID, kept until it is replaced or taken away', async () => {
    const { twilio, asked, stored, clock } = open();
    await twilio({ authToken: TOKEN });
    asked.length = 0;
    const saved = await twilio({ apiKey: API_KEY });
    expect(asked).toEqual(['key us1']);
    expect(saved).toMatchObject({ value: { twilio: { apiKey: { endsWith: '5555', savedBy: 'admin-1' } } } });
    expect(JSON.stringify(saved)).not.toContain(API_KEY.secret);
    clock.now += 1000;
    await twilio({ authToken: NEXT_TOKEN });
    expect(stored().twilio?.apiKey).toMatchObject({ ...API_KEY, savedAt: START });
    await twilio({ apiKey: null });
    expect(stored().twilio).not.toHaveProperty('apiKey');
  });

  it('that is refused changes nothing, a new token beside it neither', async () => {
    const { twilio, answers, stored } = open();
    await twilio({ authToken: TOKEN });
    answers.apiKey = 'refused';
    expect(await twilio({ authToken: NEXT_TOKEN, apiKey: API_KEY })).toMatchObject({
      error: { code: 'twilio-key-refused', field: 'apiKey' },
    });
    expect(stored().twilio).toMatchObject({ authToken: TOKEN, previousAuthTokens: [] });
  });

  it('of another account is asked for, or taken away', async () => {
    const { twilio, stored } = open();
    await twilio({ authToken: TOKEN, apiKey: API_KEY });
    const moved = { accountSid: OTHER_ACCOUNT, authToken: NEXT_TOKEN };
    expect(await twilio(moved)).toMatchObject({ error: { code: 'twilio-key-needed', field: 'apiKey' } });
    await twilio({ ...moved, apiKey: null });
    expect(stored().twilio).toMatchObject({ of: { accountSid: OTHER_ACCOUNT } });
  });
});

describe('a region', () => {
  it('has credentials of its own, so all that is kept is tried there', async () => {
    const { twilio, openai, asked, signedIn } = open();
    await twilio({ authToken: TOKEN, apiKey: API_KEY });
    await openai({ apiKey: KEY });
    asked.length = 0;
    signedIn.length = 0;
    await twilio({ region: 'ie1' });
    await openai({ region: 'eu', project: 'proj_abc' });
    expect(asked).toEqual(['account ie1', 'key ie1', 'gpt-transcribe eu', 'gpt-6.1-terra eu']);
    expect(signedIn.at(-1)).toEqual({ apiKey: KEY, region: 'eu', project: 'proj_abc' });
  });
});

describe('the OpenAI key', () => {
  it('is tried with both models, and kept beside its project and region', async () => {
    const { openai, stored } = open();
    const saved = await openai({ apiKey: KEY, project: 'proj_abc', region: 'eu' });
    expect(saved).toMatchObject({ value: { openai: { project: 'proj_abc', region: 'eu' } } });
    expect(stored().openai).toMatchObject({ apiKey: KEY, of: { project: 'proj_abc', region: 'eu' } });
    expect(stored().settings.openai).toMatchObject({ project: 'proj_abc', region: 'eu' });
    await openai({ project: null });
    expect(stored().openai?.of).toEqual({ region: 'eu' });
    expect(stored().settings.openai).not.toHaveProperty('project');
  });

  it.each([
    ['refused', { code: 'openai-key-refused', field: 'apiKey' }],
    ['elsewhere', { code: 'openai-other-region', field: 'region' }],
    ['other-project', { code: 'openai-other-project', field: 'project' }],
    ['restricted', { code: 'openai-key-restricted', field: 'apiKey' }],
    [
      'missing',
      { code: 'openai-model-missing', field: 'understandingModel', values: { model: 'gpt-6-luna' } },
    ],
  ] as const)('of which OpenAI says "%s" is refused in words, and nothing changes', async (kind, error) => {
    const { openai, stored, answers } = open();
    await openai({ apiKey: KEY });
    const before = structuredClone(stored());
    answers.models['gpt-6-luna'] = kind;
    expect(await openai({ apiKey: NEXT_KEY, understandingModel: 'gpt-6-luna' })).toMatchObject({ error });
    expect(stored()).toEqual(before);
  });

  it('that could not be tried is not taken either', async () => {
    const { openai, stored, answers } = open();
    answers.models['gpt-transcribe'] = failure('timed-out', 'openai');
    expect(await openai({ apiKey: KEY })).toMatchObject({
      error: { code: 'openai-not-tested', message: expect.stringContaining('did not answer in time') },
    });
    expect(stored().openai).toBeUndefined();
  });

  it('is asked for before anything else of OpenAI can be chosen', async () => {
    const { openai } = open();
    expect(await openai({ understandingModel: 'gpt-6-luna' })).toMatchObject({
      error: { code: 'openai-key-needed', field: 'apiKey' },
    });
  });

  it('stays as old as it is when a model is chosen', async () => {
    const { openai, stored, clock } = open();
    await openai({ apiKey: KEY, transcriptionModel: 'whisper-1' });
    clock.now += 1000;
    await openai({ understandingModel: 'gpt-6-luna' });
    expect(stored().settings.openai).toMatchObject({
      transcriptionModel: 'whisper-1',
      understandingModel: 'gpt-6-luna',
    });
    expect(stored().openai).toMatchObject({ apiKey: KEY, savedAt: START });
    expect(JSON.stringify(stored().settings)).not.toContain(KEY);
  });
});

it('the days until a credential should be replaced are the admin’s choice', async () => {
  const { admin } = open();
  expect(await saveRotation({ rotationDays: 30 }, admin)).toMatchObject({ value: { rotationDays: 30 } });
});
