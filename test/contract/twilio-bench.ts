import { type Documents, openDocuments } from '../sandbox/documents';
import { createLog, type SandboxLog } from '../sandbox/log';
import { createTwilio, type TwilioOptions, type TwilioStandIn } from '../sandbox/twilio';
import { createManualClock, type ManualClock } from './manual-clock';

/** One webhook as the application saw it. */
export interface SeenWebhook {
  url: string;
  method: string;
  headers: Headers;
  params: Record<string, string>;
}

/** Answers the webhooks; a string is TwiML, a function may do as it likes. */
export type Answer =
  | string
  | Response
  | ((webhook: SeenWebhook) => string | Response | Promise<string | Response>);

export interface Bench {
  twilio: TwilioStandIn;
  clock: ManualClock;
  log: SandboxLog;
  documents: Documents;
  /** In the order in which they arrived. */
  webhooks: SeenWebhook[];
  /** The last part of each webhook's path. */
  visited(): string[];
}

export const LINE = '+14155550100';
export const CALLER = '+14155552671';
export const APP = 'https://app.example.com/public/f00/';

/** A stand-in with an application behind it that answers by the last part of the path. */
export function openBench(
  answers: Record<string, Answer>,
  options: Partial<TwilioOptions> = {},
  documents: Documents = openDocuments(':memory:'),
): Bench {
  const clock = createManualClock(Date.UTC(2026, 10, 20, 9, 0, 0));
  const log = createLog(clock);
  const webhooks: SeenWebhook[] = [];
  const readName = (url: string): string => new URL(url).pathname.slice('/public/f00/'.length);
  const twilio = createTwilio(
    { clock, log, random: createRandom(7), documents },
    {
      async deliver(request) {
        const isForm = request.method === 'POST';
        const form = isForm ? new URLSearchParams(await request.text()) : new URL(request.url).searchParams;
        const webhook: SeenWebhook = {
          url: request.url,
          method: request.method,
          headers: request.headers,
          params: Object.fromEntries(form),
        };
        webhooks.push(webhook);
        const answer = answers[readName(request.url)];
        if (answer === undefined) return new Response('not here', { status: 404 });
        const given = typeof answer === 'function' ? await answer(webhook) : answer;
        return typeof given === 'string' ? answerTwiml(given) : given.clone();
      },
      serves: (url) => url.startsWith(APP),
      ...options,
    },
  );
  twilio.configureNumber(LINE, { voiceUrl: `${APP}call` });
  return { twilio, clock, log, documents, webhooks, visited: () => webhooks.map(({ url }) => readName(url)) };
}

const answerTwiml = (twiml: string): Response =>
  new Response(twiml.startsWith('<?xml') ? twiml : `<?xml version="1.0"?><Response>${twiml}</Response>`, {
    headers: { 'content-type': 'text/xml' },
  });

/** mulberry32: small, and the same numbers on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
