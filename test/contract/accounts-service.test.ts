import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askModel } from '../../src/services/openai-account';
import { createPhone } from '../../src/services/twilio';
import { askAccount, tryApiKey } from '../../src/services/twilio-account';
import type { TwilioAccess } from '../../src/settings/accounts';
import { createOpenAiBench, KEY } from './openai-bench';
import { checkExchanges, createRecorder, hasSpecs, type Recorder } from './openapi';
import { type Bench, LINE, openBench } from './twilio-bench';

/* Whether credentials are good, asked at each vendor's stand-in. */

let recorder: Recorder;
const answerBy = (send: (request: Request) => Promise<Response>): void => {
  recorder = createRecorder();
  const recorded = recorder.wrap(send);
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => recorded(new Request(url, init)));
};
afterEach(async () => {
  vi.unstubAllGlobals();
  if (hasSpecs()) expect((await checkExchanges(recorder.exchanges)).complaints).toEqual([]);
});
const hosts = () => [...new Set(recorder.exchanges.map(({ request }) => new URL(request.url).host))];

describe('a Twilio account', () => {
  let bench: Bench;
  beforeEach(() => {
    bench = openBench({ call: '<Hangup/>' });
    answerBy((request) => bench.twilio.fetch(request));
  });
  const accessOf = (region: TwilioAccess['region'] = 'us1'): TwilioAccess => {
    const { accountSid, authToken, apiKeySid, apiKeySecret } = bench.twilio.credentialsOf(region);
    return { accountSid, authToken, apiKey: { sid: apiKeySid, secret: apiKeySecret }, region };
  };

  it('is known by its token, and tells its state', async () => {
    expect(await askAccount(accessOf())).toEqual({
      ok: true,
      value: { kind: 'known', status: 'active', isTrial: false },
    });
    bench.twilio.changeSettings({ status: 'suspended', type: 'Trial' });
    expect(await askAccount(accessOf())).toMatchObject({ value: { status: 'suspended', isTrial: true } });
  });

  it('is not known by another token, nor under another id', async () => {
    const access = accessOf();
    for (const wrong of [{ authToken: 'f'.repeat(32) }, { accountSid: `AC${'0'.repeat(32)}` }])
      expect(await askAccount({ ...access, ...wrong })).toEqual({ ok: true, value: { kind: 'refused' } });
  });

  it('takes its secondary token for requests at once, and the one before not any more once that is promoted', async () => {
    const before = accessOf();
    const authToken = bench.twilio.addSecondaryToken();
    for (const access of [before, { ...before, authToken }])
      expect(await askAccount(access)).toMatchObject({ value: { kind: 'known' } });
    bench.twilio.promoteToken();
    expect(await askAccount({ ...before, authToken })).toMatchObject({ value: { kind: 'known' } });
    expect(await askAccount(before)).toMatchObject({ value: { kind: 'refused' } });
  });

  it('takes an API key for all but itself, so that the token is not sent along', async () => {
    const access = accessOf();
    expect(await tryApiKey(access)).toEqual({ ok: true, value: 'accepted' });
    expect(await createPhone({ ...access, authToken: 'unused' }).listCalls(LINE, 0)).toMatchObject({
      ok: true,
    });
    const wrong = { ...access, apiKey: { sid: `SK${'0'.repeat(32)}`, secret: 'x'.repeat(32) } };
    expect(await tryApiKey(wrong)).toEqual({ ok: true, value: 'refused' });
  });

  it('has credentials of its own in each region, at the host of that region', async () => {
    expect(await askAccount(accessOf('ie1'))).toMatchObject({ value: { kind: 'known' } });
    expect(await tryApiKey(accessOf('au1'))).toMatchObject({ value: 'accepted' });
    expect(hosts()).toEqual(['api.dublin.ie1.twilio.com', 'api.sydney.au1.twilio.com']);
    expect(await askAccount({ ...accessOf('us1'), region: 'ie1' })).toMatchObject({
      value: { kind: 'refused' },
    });
    expect(await tryApiKey({ ...accessOf('ie1'), region: 'us1' })).toMatchObject({ value: 'refused' });
  });

  it('that can not be asked is neither known nor refused', async () => {
    bench.twilio.setFaults({ rest: { kind: 503, count: 2, path: '' } });
    expect(await askAccount(accessOf())).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
    expect(await tryApiKey(accessOf())).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });
});

describe('a project at OpenAI', () => {
  const open = async (project: object) => {
    const bench = createOpenAiBench();
    await bench.control('POST', '/projects', { apiKey: KEY, id: 'proj_a', ...project });
    answerBy((request) => bench.openai.fetch(request));
    return bench;
  };
  const access = { apiKey: KEY, region: 'global' } as const;

  it('may use a model, or not', async () => {
    await open({ models: ['gpt-transcribe'] });
    expect(await askModel(access, 'gpt-transcribe')).toEqual({ ok: true, value: 'usable' });
    expect(await askModel(access, 'gpt-6.1-terra')).toEqual({ ok: true, value: 'missing' });
    expect(await askModel({ ...access, project: 'proj_a' }, 'gpt-transcribe')).toMatchObject({
      value: 'usable',
    });
    expect(await askModel({ ...access, project: 'proj_b' }, 'gpt-transcribe')).toMatchObject({
      value: 'other-project',
    });
  });

  it('is served in its region only', async () => {
    await open({ region: 'eu' });
    expect(await askModel(access, 'gpt-transcribe')).toEqual({ ok: true, value: 'elsewhere' });
    expect(await askModel({ ...access, region: 'eu' }, 'gpt-transcribe')).toMatchObject({ value: 'usable' });
    expect(hosts()).toEqual(['api.openai.com', 'eu.api.openai.com']);
  });

  it('does not know a key that was revoked, and shows no models to a restricted one', async () => {
    await open({ revoked: true });
    expect(await askModel(access, 'gpt-transcribe')).toEqual({ ok: true, value: 'refused' });
    await open({ mayListModels: false });
    expect(await askModel(access, 'gpt-transcribe')).toEqual({ ok: true, value: 'restricted' });
  });

  it('that can not be asked is a failure', async () => {
    const { control } = await open({});
    await control('POST', '/faults', { kind: 'server-error', times: 1 });
    expect(await askModel(access, 'gpt-transcribe')).toMatchObject({ failure: { kind: 'unavailable' } });
    await control('POST', '/faults', { kind: 'rate-limit', times: 1 });
    expect(await askModel(access, 'gpt-transcribe')).toMatchObject({ failure: { kind: 'rate-limited' } });
  });
});
