/**
 * The control API of the Twilio stand-in, under `/_sandbox/twilio`. JSON in and out; 400 with `{ error }` on bad
 * input, 404 on an unknown id.
 *
 * | route | does |
 * |---|---|
 * | `POST /calls` `{ from, to, pace?, idle?, script? }` | somebody calls; `script`: `[{ do: "speak", text, language } \| { do: "press", digits } \| { do: "stay-silent" } \| { do: "hang-up" }]` |
 * | `GET /calls`, `GET /calls/:sid` | the calls, newest first; one call |
 * | `GET /calls/:sid/events` | what the caller noticed: JSON, or a live stream with `Accept: text/event-stream` (from the first event on; `?after=<seq>` or `Last-Event-ID` skips) |
 * | `POST /calls/:sid/press` `{ digits }` | presses keys |
 * | `POST /calls/:sid/speak` | says `{ text, language?, seconds? }`, or a body of `audio/wav` |
 * | `POST /calls/:sid/linger` `{ ms }` | keeps the line listening while somebody types (at most 30 s at a time) |
 * | `POST /calls/:sid/silence`, `POST /calls/:sid/hang-up` | stays silent (only needed at pace 0); hangs up |
 * | `POST /texts` `{ from, to, body }` | somebody sends a text; answers when the application has |
 * | `GET /messages` | all texts, newest first |
 * | `GET /numbers`, `PATCH /numbers/:sid` | the account's numbers; `:sid` may be the number itself |
 * | `GET /recordings`, `GET /recordings/:sid.wav` | the recordings, newest first; the sound, without a password |
 * | `GET /alerts` | Twilio's debugger, newest first |
 * | `GET /credentials` | account SID, auth token, API key: what one would copy from the console; `?region=ie1` those of another region |
 * | `POST /tokens/secondary`, `POST /tokens/promote` | makes a secondary auth token; makes it the one that signs |
 * | `GET /settings`, `PATCH /settings` `{ status?, type?, region?, messagingServices?, tollfreeVerifications?, mediaAuth?, unregisteredNumbers?, landlines?, invalidMobiles?, ownOptOut?, advancedOptOut? }` | the account's switches, and who can't get texts: `landlines` (taken, then 30006), `invalidMobiles` (refused, 21614) |
 * | `GET /callees`, `PUT /callees/:number` `{ outcome: "answered" \| "busy" \| "no-answer" \| "failed" \| "hangs-up", seconds?, presses? }` | how somebody behaves whom the line calls; `presses`: the keys at the first `<Gather>` of a whisper. Everybody else answers and presses 1. Forgotten at the end |
 * | `GET /faults`, `POST /faults` | `{ rest?: { kind: 429 \| 500 \| … \| "time-out" \| "reset", count?, path?, retryAfter? }, mediaDelayMs?, duplicateWebhooks?, loseWebhooks?, loseAllWebhooks? }` |
 */
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { makeCaptionedSpeech } from '../wav';
import type { TwilioStandIn } from '.';
import { readSpeech } from './audio';
import type { Callees } from './callees';
import {
  callee,
  digits,
  newCall,
  newText,
  numberChange,
  phoneNumber,
  settingsChange,
  type step,
  words,
} from './control-schemas';
import type { PhoneEvent } from './events';
import type { Switchboard } from './exchange';
import { faultsSchema } from './faults';
import type { PhoneCall, ScriptStep } from './phone';
import { mediaKey } from './recordings';
import { REGIONS } from './regions';
import type { Exchange } from './session';

class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** See the table at the top of this file. */
export function createControl(
  twilio: Omit<TwilioStandIn, 'control'>,
  exchange: Exchange,
  switchboard: Switchboard,
  callees: Callees,
): Hono {
  const app = new Hono();
  addCalleeControls(app, callees);
  addCallControls(app, twilio, exchange, switchboard);
  addTextControls(app, twilio);
  addNumberControls(app, twilio);
  addRecordingControls(app, exchange);
  addAccountControls(app, exchange);
  app.onError((error, context) => {
    if (error instanceof NotFound) return context.json({ error: error.message }, 404);
    const isInput =
      error instanceof z.ZodError || error instanceof RangeError || error instanceof SyntaxError;
    if (!isInput && !error.message.startsWith('WAV:')) throw error;
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
    return context.json({ error: message }, 400);
  });
  return app;
}

function addCallControls(
  app: Hono,
  twilio: Omit<TwilioStandIn, 'control'>,
  exchange: Exchange,
  switchboard: Switchboard,
): void {
  const find = (context: Context): PhoneCall => {
    const call = switchboard.find(context.req.param('sid') ?? '');
    if (call === undefined) throw new NotFound('No such call, or it has been forgotten');
    return call;
  };
  app.post('/calls', async (context) => {
    const { script, pace, ...plan } = newCall.parse(await context.req.json());
    const call = twilio.placeCall({
      ...plan,
      ...(pace !== undefined && { pace }),
      script: script?.map(readStep),
    });
    return context.json({ sid: call.sid, state: call.state }, 201);
  });
  app.get('/calls', (context) => context.json(exchange.account.calls.list().reverse()));
  app.get('/calls/:sid', (context) => {
    const record = exchange.account.calls.get(context.req.param('sid'));
    if (record === undefined) throw new NotFound('No such call');
    return context.json({ ...record, events: switchboard.find(record.sid)?.events ?? [] });
  });
  app.get('/calls/:sid/events', (context) => answerEvents(context, find(context)));
  app.post('/calls/:sid/press', async (context) => {
    find(context).press(z.strictObject({ digits }).parse(await context.req.json()).digits);
    return context.body(null, 204);
  });
  app.post('/calls/:sid/speak', async (context) => {
    const isSound = context.req.header('content-type')?.startsWith('audio/');
    find(context).speak(
      isSound
        ? new Uint8Array(await context.req.arrayBuffer())
        : makeSpeech(words.parse(await context.req.json())),
    );
    return context.body(null, 204);
  });
  app.post('/calls/:sid/linger', async (context) => {
    const { ms } = z.strictObject({ ms: z.number().positive().max(30_000) }).parse(await context.req.json());
    find(context).linger(ms);
    return context.body(null, 204);
  });
  app.post('/calls/:sid/silence', (context) => {
    find(context).staySilent();
    return context.body(null, 204);
  });
  app.post('/calls/:sid/hang-up', (context) => {
    find(context).hangUp();
    return context.body(null, 204);
  });
}

function addCalleeControls(app: Hono, callees: Callees): void {
  app.get('/callees', (context) => context.json(callees.list()));
  app.put('/callees/:number', async (context) => {
    const number = phoneNumber.parse(context.req.param('number'));
    callees.set(number, callee.parse(await context.req.json()));
    return context.json({ number, ...callees.of(number) });
  });
}

const makeSpeech = ({ text, language, seconds }: z.infer<typeof words>): Uint8Array =>
  makeCaptionedSpeech({ text, language }, seconds === undefined ? {} : { seconds });

const readStep = (given: z.infer<typeof step>): ScriptStep =>
  given.do === 'speak' ? { do: 'speak', wav: makeSpeech(given) } : given;

function answerEvents(context: Context, call: PhoneCall): Response {
  const after = Number(context.req.query('after') ?? context.req.header('last-event-id') ?? 0);
  const since = (): PhoneEvent[] => call.events.filter(({ seq }) => seq > after);
  if (!context.req.header('accept')?.includes('text/event-stream')) return context.json(since());
  return streamSSE(context, async (stream) => {
    const waiting = since();
    let wake = (): void => {};
    const unsubscribe = call.subscribe((event) => {
      waiting.push(event);
      wake();
    });
    stream.onAbort(() => wake());
    while (!stream.aborted) {
      const event = waiting.shift();
      if (event === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      await stream.writeSSE({ id: String(event.seq), event: event.kind, data: JSON.stringify(event) });
      if (event.kind === 'ended') break;
    }
    unsubscribe();
  });
}

function addTextControls(app: Hono, twilio: Omit<TwilioStandIn, 'control'>): void {
  app.post('/texts', async (context) =>
    context.json(await twilio.receiveText(newText.parse(await context.req.json())), 201),
  );
  app.get('/messages', (context) => context.json(twilio.listMessages().reverse()));
}

function addNumberControls(app: Hono, twilio: Omit<TwilioStandIn, 'control'>): void {
  app.get('/numbers', (context) => context.json(twilio.listNumbers()));
  app.patch('/numbers/:sid', async (context) => {
    const id = context.req.param('sid');
    const number = twilio.listNumbers().find((one) => one.sid === id || one.phoneNumber === id);
    if (number === undefined) throw new NotFound('No such number');
    const change = numberChange.parse(await context.req.json());
    return context.json(twilio.configureNumber(number.phoneNumber, omitMissing(change)));
  });
}

function addRecordingControls(app: Hono, { account, context: { documents } }: Exchange): void {
  app.get('/recordings', (context) => context.json(account.recordings.list().reverse()));
  app.get('/recordings/:file{RE[0-9a-f]{32}\\.wav}', (context) => {
    const bytes = documents.blobs.get(mediaKey(context.req.param('file').slice(0, 34)));
    if (bytes === undefined) throw new NotFound('No such recording, or it was deleted');
    const { caption } = readSpeech(bytes);
    const headers = { 'content-type': 'audio/wav', 'content-length': String(bytes.length) };
    const language = caption && { 'content-language': caption.language };
    return new Response(Uint8Array.from(bytes), { headers: { ...headers, ...language } });
  });
}

function addAccountControls(app: Hono, { account, faults }: Exchange): void {
  app.get('/alerts', (context) => context.json(account.alerts.list().reverse()));
  app.get('/credentials', (context) => {
    const region = z.enum(REGIONS).optional().parse(context.req.query('region'));
    return context.json(region === undefined ? account.credentials : account.credentialsOf(region));
  });
  app.post('/tokens/secondary', (context) =>
    context.json({ secondaryAuthToken: account.addSecondaryToken() }, 201),
  );
  app.post('/tokens/promote', (context) => {
    account.promoteToken();
    return context.json(account.credentials);
  });
  app.get('/settings', (context) => context.json(account.settings()));
  app.patch('/settings', async (context) => {
    const change = settingsChange.parse(await context.req.json());
    return context.json(account.changeSettings(omitMissing(change)));
  });
  app.get('/faults', (context) => context.json(faults.list()));
  app.post('/faults', async (context) => {
    faults.set(faultsSchema.parse(await context.req.json()));
    return context.json(faults.list());
  });
}

type WithoutMissing<T> = { [K in keyof T]: Exclude<T[K], undefined> };

const omitMissing = <T extends object>(given: T): WithoutMissing<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as WithoutMissing<T>;
