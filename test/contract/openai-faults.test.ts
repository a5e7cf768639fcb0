import { serve } from '@hono/node-server';
import OpenAI, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIUserAbortError,
  AuthenticationError,
  InternalServerError,
  RateLimitError,
  toFile,
} from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { settle } from './manual-clock';
import { createOpenAiBench, KEY } from './openai-bench';

const model = 'gpt-6.1-terra';
const input = 'The printer is broken.';
const text = { format: zodTextFormat(z.object({ summary: z.string(), callback: z.boolean() }), 'matter') };
const speech = makeCaptionedSpeech({ text: input, language: 'en' });
const wav = () => toFile(speech, 'call.wav');

type Bench = ReturnType<typeof createOpenAiBench>;

async function benchWith(...faults: object[]): Promise<Bench> {
  const bench = createOpenAiBench();
  for (const fault of faults) expect((await bench.control('POST', '/faults', fault)).status).toBe(201);
  return bench;
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.unreachable('it should have failed'),
    (thrown: unknown) => thrown,
  );

describe('errors on demand, as the official client sees them', () => {
  it('a rate limit, with how long to wait', async () => {
    const { client } = await benchWith({ kind: 'rate-limit', retryAfterSeconds: 20 });
    const error = await failure(client.responses.create({ model, input }));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ code: 'rate_limit_exceeded', type: 'requests' });
    expect(error instanceof RateLimitError && error.headers.get('retry-after')).toBe('20');
    expect((await client.responses.create({ model, input })).status).toBe('completed');
  });

  it('an empty account, which no waiting cures', async () => {
    const { client } = await benchWith({ kind: 'quota', operation: 'transcriptions' });
    const error = await failure(
      client.audio.transcriptions.create({ model: 'gpt-transcribe', file: await wav() }),
    );
    expect(error).toMatchObject({ status: 429, code: 'insufficient_quota' });
    expect(error instanceof RateLimitError && error.headers.get('retry-after')).toBeNull();
  });

  it('a server error that the client retries by itself', async () => {
    const bench = await benchWith({ kind: 'server-error', operation: 'models', times: 2 });
    expect(await failure(bench.client.models.list())).toBeInstanceOf(InternalServerError);
    expect(await failure(bench.client.models.list())).toMatchObject({ status: 500, type: 'server_error' });
    expect((await bench.client.models.list()).data).not.toHaveLength(0);
  });

  it('a key that was withdrawn', async () => {
    const { client } = await benchWith({ kind: 'invalid-key' });
    const error = await failure(client.responses.create({ model, input }));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(String(error)).not.toContain(KEY);
  });

  it('a connection that breaks before the answer', async () => {
    const { client } = await benchWith({ kind: 'reset' });
    const error = await failure(client.responses.create({ model, input }));
    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).toMatchObject({ cause: { cause: { code: 'ECONNRESET' } } });
  });

  it('a connection that breaks in the middle of the answer', async () => {
    const { client } = await benchWith({ kind: 'truncated' });
    expect(await failure(client.responses.create({ model, input }))).toMatchObject({ message: 'terminated' });
  });

  it('no answer until the client gives up', async () => {
    const { client } = await benchWith({ kind: 'timeout' });
    expect(await failure(client.responses.create({ model, input }, { timeout: 5 }))).toBeInstanceOf(
      APIConnectionTimeoutError,
    );
  });

  it('no answer until the gateway gives up', async () => {
    const { client, clock } = await benchWith({ kind: 'timeout', operation: 'models' });
    const answer = failure(client.models.list({ timeout: 86_400_000 }));
    await clock.advance(600_000);
    expect(await answer).toMatchObject({ status: 504 });
  });

  it('a late answer, and a client that leaves before it', async () => {
    const { client, clock } = await benchWith({ kind: 'slow', latencyMs: 9000, times: 2 });
    const ends: string[] = [];
    const patient = client.responses.create({ model, input }).then(({ status }) => ends.push(String(status)));
    await clock.advance(8999);
    expect(ends).toEqual([]);
    await clock.advance(1);
    await patient;
    expect(ends).toEqual(['completed']);
    const leaving = new AbortController();
    const left = failure(client.responses.create({ model, input }, { signal: leaving.signal }));
    await settle();
    leaving.abort();
    expect(await left).toBeInstanceOf(APIUserAbortError);
  });

  it('a refusal', async () => {
    const { client } = await benchWith({ kind: 'refusal' });
    const response = await client.responses.parse({ model, input, text });
    expect(response.output_parsed).toBeNull();
    expect(response.output.at(-1)).toMatchObject({
      content: [{ type: 'refusal', refusal: expect.any(String) }],
    });
  });

  it.each([
    ['incomplete', 'max_output_tokens'],
    ['content-filter', 'content_filter'],
  ])('an ending without an answer: %s', async (kind, reason) => {
    const { client } = await benchWith({ kind });
    const response = await client.responses.parse({ model, input, text });
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason },
      output_parsed: null,
    });
  });

  it('a reply that is no JSON, in an envelope that is right', async () => {
    const { client } = await benchWith({ kind: 'malformed' });
    expect(await failure(client.responses.parse({ model, input, text }))).toBeInstanceOf(SyntaxError);
  });

  it('a page instead of a transcript', async () => {
    const { client } = await benchWith({ kind: 'malformed', operation: 'transcriptions' });
    const heard: unknown = await client.audio.transcriptions.create({
      model: 'gpt-transcribe',
      file: await wav(),
    });
    expect(heard).toContain('<!doctype html>');
  });

  it('a sentence that nobody said', async () => {
    const { client } = await benchWith(
      { kind: 'hallucination' },
      { kind: 'hallucination', text: 'Bis zum nächsten Mal!' },
    );
    const create = async () =>
      client.audio.transcriptions.create({ model: 'gpt-transcribe', file: await wav() });
    expect((await create()).text).toBe('Thank you for watching!');
    expect(await create()).toMatchObject({ text: 'Bis zum nächsten Mal!', languages: [{ code: 'de' }] });
    expect((await create()).text).toBe(input);
  });

  it('more requests than a minute allows', async () => {
    const { client, clock } = createOpenAiBench({ requestsPerMinute: 2 });
    await client.models.list();
    const { response } = await client.models.list().withResponse();
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    await clock.advance(15_000);
    const error = await failure(client.models.list());
    expect(error instanceof RateLimitError && error.headers.get('retry-after')).toBe('45');
    await clock.advance(45_000);
    expect((await client.models.list()).data).not.toHaveLength(0);
  });
});

describe('the control API', () => {
  it('lists, and forgets, what it was told', async () => {
    const { control } = await benchWith({ kind: 'quota', times: 3 });
    expect((await control('GET', '/faults')).json).toMatchObject([
      { kind: 'quota', operation: 'any', times: 3 },
    ]);
    await control('DELETE', '/faults');
    expect((await control('GET', '/')).json).toMatchObject({ standIn: true, faults: [], replies: [] });
  });

  it.each([
    ['/faults', { kind: 'explosion' }],
    ['/faults', { kind: 'refusal', operation: 'transcriptions' }],
    ['/faults', { kind: 'quota', times: 0 }],
    ['/replies', { operation: 'models', output: {} }],
    ['/replies', { operation: 'transcriptions' }],
  ])('refuses POST %s %j', async (path, body) => {
    const { control } = createOpenAiBench();
    expect((await control('POST', path, body)).status).toBe(400);
  });

  it('answers with what it was given, however wrong', async () => {
    const { client, control } = createOpenAiBench();
    await control('POST', '/replies', {
      operation: 'responses',
      output: { summary: 'Invented 911', callback: true },
    });
    await control('POST', '/replies', { operation: 'responses', output: '{"summary":' });
    await control('POST', '/replies', { operation: 'transcriptions', text: 'Other words', languages: [] });
    expect((await client.responses.parse({ model, input, text })).output_parsed).toEqual({
      summary: 'Invented 911',
      callback: true,
    });
    expect((await client.responses.create({ model, input, text })).output_text).toBe('{"summary":');
    const heard = await client.audio.transcriptions.create({ model: 'gpt-transcribe', file: await wav() });
    expect(heard).toMatchObject({ text: 'Other words', languages: [] });
    expect((await client.responses.parse({ model, input, text })).output_parsed?.summary).toBe(
      'The printer is broken',
    );
  });

  it('shows the last requests without the key and without the sound', async () => {
    const { client, control } = createOpenAiBench();
    await client.audio.transcriptions.create({
      model: 'gpt-transcribe',
      file: await wav(),
      keywords: ['SAP'],
    });
    await client.responses.create({ model, input });
    const { json } = await control('GET', '/requests');
    expect(json).toMatchObject([
      { seq: 1, method: 'POST', path: '/v1/audio/transcriptions', status: 200 },
      { seq: 2, path: '/v1/responses', status: 200, body: { model, input } },
    ]);
    expect(json[0].body).toEqual(
      expect.arrayContaining([
        { name: 'file', value: { filename: 'call.wav', type: expect.any(String), bytes: speech.length } },
        { name: 'keywords[]', value: 'SAP' },
      ]),
    );
    expect(JSON.stringify(json)).not.toContain(KEY);
    for (let count = 0; count < 110; count++) await client.models.list();
    expect((await control('GET', '/requests')).json).toHaveLength(100);
  });

  it('delays every answer', async () => {
    const { client, clock, control } = createOpenAiBench();
    await control('PUT', '/latency', { latencyMs: 700 });
    const started = clock.now();
    const answer = client.models.list().then(() => clock.now() - started);
    await clock.advance(5000);
    expect(await answer).toBeGreaterThanOrEqual(700);
  });
});

it('works behind a real server on loopback', async () => {
  const { openai } = createOpenAiBench();
  const server = serve({ fetch: openai.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const client = new OpenAI({
      apiKey: KEY,
      baseURL: `http://127.0.0.1:${port}/v1`,
      maxRetries: 0,
      logLevel: 'off',
    });
    const heard = await client.audio.transcriptions.create({ model: 'gpt-transcribe', file: await wav() });
    expect(heard.text).toBe(input);
    expect((await client.responses.create({ model, input })).status).toBe('completed');
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
