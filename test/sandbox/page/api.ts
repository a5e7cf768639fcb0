import { z } from 'zod';
import {
  type Line,
  LineSchema,
  type RequestSummary,
  RequestSummarySchema,
  type RequestView,
  RequestViewSchema,
  type Sample,
  SampleSchema,
  TextSchema,
} from './api-schemas';
import type { Sound } from './clips';
import type { StandIns } from './state';
import type { Text } from './texts-state';
import type { Utterance } from './utterance';

/** The sandbox's control APIs, in the page's words. Every function throws an Error with a sentence for a person. */
export interface SandboxApi {
  listLines(): Promise<Line[]>;
  listSamples(): Promise<Sample[]>;
  listTexts(): Promise<Text[]>;
  /** Gives the call's sid. */
  placeCall(numbers: { from: string; to: string }): Promise<string>;
  press(sid: string, digits: string): Promise<void>;
  /** `language` (BCP 47) is that of typed words which have none of their own. */
  speak(sid: string, utterance: Utterance, language: string): Promise<void>;
  /** Keeps the line listening for `ms`, while the person prepares what to say. */
  linger(sid: string, ms: number): Promise<void>;
  hangUp(sid: string): Promise<void>;
  /** What a `<Play>` plays, where it comes from the app itself: nothing is fetched from outside of this machine. */
  loadSound(url: string): Promise<Sound | undefined>;
  sendText(text: { from: string; to: string; body: string }): Promise<void>;
  listRequests(): Promise<RequestSummary[]>;
  loadRequest(key: string): Promise<RequestView>;
  addComment(key: string, comment: { text: string; public: boolean }): Promise<void>;
  performTransition(key: string, transitionId: string): Promise<void>;
  loadStandIns(): Promise<StandIns>;
}

const path = (...parts: string[]): string => parts.map(encodeURIComponent).join('/');

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

export function createApi(fetchFromSandbox: typeof fetch): SandboxApi {
  const ask: Ask = async (where, init) => {
    const reply = await fetchFromSandbox(`/_sandbox/${where}`, init).catch(() => {
      throw new Error('The sandbox does not answer. Is it still running?');
    });
    if (!reply.ok) throw new Error(await describeRefusal(reply));
    return reply;
  };
  const read = async <T>(where: string, schema: z.ZodType<T>, init?: RequestInit): Promise<T> => {
    const parsed = schema.safeParse(await (await ask(where, init)).json());
    if (!parsed.success)
      throw new Error(`The sandbox gave an unexpected answer: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  };
  const send = async (where: string, body: unknown): Promise<void> => void (await ask(where, toJson(body)));

  return {
    listLines: () => read('twilio/numbers', z.array(LineSchema)),
    listSamples: () => read('samples', z.array(SampleSchema)),
    listTexts: async () => (await read('twilio/messages', z.array(TextSchema))).map(toText),
    placeCall: async (numbers) =>
      (await read('twilio/calls', z.looseObject({ sid: z.string() }), toJson({ ...numbers, pace: 1 }))).sid,
    press: (sid, digits) => send(`twilio/${path('calls', sid, 'press')}`, { digits }),
    speak: (sid, utterance, language) => speak(ask, sid, utterance, language),
    linger: (sid, ms) => send(`twilio/${path('calls', sid, 'linger')}`, { ms }),
    hangUp: (sid) => send(`twilio/${path('calls', sid, 'hang-up')}`, {}),
    loadSound: (url) => loadSound(fetchFromSandbox, url),
    sendText: (text) => send('twilio/texts', text),
    listRequests: async () =>
      (await read('jira/requests', z.looseObject({ requests: z.array(RequestSummarySchema) }))).requests,
    loadRequest: (key) => read(`jira/${path('requests', key)}`, RequestViewSchema),
    addComment: (key, comment) =>
      send(`jira/${path('requests', key, 'comments')}`, { accountId: AGENT_ID, ...comment }),
    performTransition: (key, transitionId) =>
      send(`jira/${path('requests', key, 'transitions')}`, {
        accountId: AGENT_ID,
        transition: transitionId,
      }),
    loadStandIns: () => read('state', StandInsSchema),
  };
}

/** Whose hands the person at the page has in Jira: Abel Agent of the seed. */
const AGENT_ID = '5b10a2844c20165700ede21g';

const toText = ({ sid, from, to, body, status, createdAt }: z.infer<typeof TextSchema>): Text => ({
  id: sid,
  from,
  to,
  body,
  status,
  at: createdAt,
});

const StandInsSchema = z.looseObject({
  hearsRealAudio: z.boolean().default(false),
  routes: z.record(z.string(), z.string()).default({}),
});

const toJson = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function speak(ask: Ask, sid: string, utterance: Utterance, language: string): Promise<void> {
  const where = `twilio/${path('calls', sid, 'speak')}`;
  switch (utterance.kind) {
    case 'typed':
      await ask(where, toJson({ text: utterance.text, language: utterance.language ?? language }));
      return;
    case 'sample': {
      const recording = await ask(path('samples', `${utterance.sample.name}.wav`));
      await ask(where, toAudio(await recording.arrayBuffer()));
      return;
    }
    case 'microphone':
      await ask(where, toAudio(utterance.wav.slice().buffer));
  }
}

const toAudio = (body: ArrayBuffer): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'audio/wav' },
  body,
});

/** A web trigger's live URL is served here under the same path: see `server.ts`. */
async function loadSound(fetchFromSandbox: typeof fetch, url: string): Promise<Sound | undefined> {
  const { pathname, search } = new URL(url, 'http://sandbox.invalid');
  if (!/^\/(public|x1)\//.test(pathname)) return undefined;
  const reply = await fetchFromSandbox(pathname + search);
  if (!reply.ok) throw new Error(await describeRefusal(reply));
  return {
    bytes: new Uint8Array(await reply.arrayBuffer()),
    type: reply.headers.get('content-type') ?? '',
  };
}

const RefusalSchema = z.object({ error: z.string() }).or(z.object({ message: z.string() }));

async function describeRefusal(reply: Response): Promise<string> {
  const body: unknown = await reply.json().catch(() => undefined);
  const parsed = RefusalSchema.safeParse(body);
  if (!parsed.success) return `The sandbox answered with status ${reply.status}.`;
  return 'error' in parsed.data ? parsed.data.error : parsed.data.message;
}
