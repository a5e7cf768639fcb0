import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import OpenAI from 'openai';
import { openDocuments } from '../sandbox/documents';
import { createLog } from '../sandbox/log';
import { createOpenAi, type OpenAiOptions } from '../sandbox/openai/openai';
import { createRandom } from '../sandbox/random';
import { createManualClock } from './manual-clock';
import { createRecorder } from './openapi';

export const KEY = 'sk-proj-conformance-1';
/** 2026-11-20, a Friday, at nine. */
const START = Date.UTC(2026, 10, 20, 9);
const CALLS = join(import.meta.dirname, '../fixtures/calls');

/** One of the recorded sample calls. */
export const readCall = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(CALLS, `${name}.wav`)));

/** The stand-in, and the official client that talks to it; every exchange is on record. */
export function createOpenAiBench(options: OpenAiOptions = {}) {
  const clock = createManualClock(START);
  const documents = openDocuments(':memory:');
  const log = createLog(clock);
  const openai = createOpenAi({ clock, random: createRandom(7), documents, log }, options);
  const recorder = createRecorder();
  // Before its first upload the client asks `data:,` what a Response is; that is no call to OpenAI.
  const sendBy =
    (deliver: (request: Request) => Promise<Response>) =>
    (url: string | URL | Request, init?: RequestInit) => {
      const request = new Request(url, init);
      return request.url.startsWith('data:') ? fetch(request) : deliver(request);
    };
  const send = sendBy((request) => openai.fetch(request));
  const client = new OpenAI({ apiKey: KEY, maxRetries: 0, logLevel: 'off', fetch: send });
  const recorded = sendBy(recorder.wrap((request) => openai.fetch(request)));

  async function control(method: string, path: string, body?: unknown) {
    const response = await openai.control.request(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  }

  return {
    clock,
    log,
    openai,
    client,
    /** The same client, with its exchanges kept for the vendor's description; streams can't be kept. */
    recordedClient: new OpenAI({
      apiKey: KEY,
      maxRetries: 0,
      logLevel: 'off',
      fetch: recorded,
    }),
    recorder,
    control,
    withKey: (apiKey: string) => new OpenAI({ apiKey, maxRetries: 0, logLevel: 'off', fetch: send }),
  };
}
