import { z } from 'zod';
import { CALL_PROPERTY } from '../../src/contract/call';
import { sleep } from '../sandbox/clock';
import { ADMIN_ID } from '../sandbox/jira';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { readStates } from './app-state';
import { createNamer, type Weight, weigh } from './crossing-names';
import type { Verdict } from './crossings';
import { placeCaller } from './place-caller';
import { refuseAs } from './refusals';
import { openSmallWorld, type SeenCrossing, type SmallWorld } from './small-world';

/** The circumstances of a call whose crossings are struck one by one. */
export interface Variant {
  name: string;
  line?: Record<string, unknown>;
  /** OpenAI is out for the first ten minutes. */
  late?: boolean;
  /** No webhook comes through in the first ten minutes. */
  unreachable?: boolean;
  /** The phone function can't queue anything. */
  unqueued?: boolean;
  /** What is struck here although an earlier variant has it: what this one is about. */
  again?: RegExp;
  expected: Partial<Outcome>;
}

/** A crossing of a call without faults. */
export interface Boundary {
  name: string;
  weight: Weight;
}

/** What is wrong at one crossing, by its name. */
export interface Strike {
  at: string;
  verdict: (seen: SeenCrossing) => Verdict;
}

/** What became of the call, seen from outside; then what the app believes. */
export interface Outcome {
  requests: number;
  transcripts: number;
  /** Comments that are there already, word for word. */
  twins: number;
  /** Whether a comment says where the recording is, and it is there. */
  linked: boolean;
  attachments: number;
  property: boolean;
  gap: string | undefined;
  texts: number;
  recordings: number;
  state: string | undefined;
  failedSteps: string[];
}

/** With nothing lost, nothing doubled and nothing missing. */
export const WHOLE: Outcome = {
  requests: 1,
  transcripts: 1,
  twins: 0,
  linked: false,
  attachments: 1,
  property: true,
  gap: undefined,
  texts: 1,
  recordings: 0,
  state: 'closed',
  failedSteps: [],
};

const MATTER = 'The printer in room 4711 shows a paper jam and nobody can print.';
const SPEECH = makeCaptionedSpeech({ text: MATTER, language: 'en-US' });
const CALLER = { from: '+15125550143', to: '+14155550100' };
const MINUTE = 60_000;
const OUT_MS = 10 * MINUTE;
const LOOK_EVERY_MS = 15_000;
const LONGEST_MS = 6 * 60 * MINUTE;
/** For what comes twice, or late: one sweep at least. */
const AFTERMATH_MS = 6 * MINUTE;

/** Lives through the call of a variant. @returns what became of it and its crossings, in order */
export async function liveThroughCall(
  variant: Variant,
  strike?: Strike,
): Promise<{ outcome: Outcome; boundaries: Boundary[]; struck: boolean }> {
  const nameOf = createNamer();
  const boundaries: Boundary[] = [];
  let beganAt: number | undefined;
  let now = (): number => 0;
  let struck = false;
  let isOver = false;
  const isEarly = (): boolean => beganAt !== undefined && now() < beganAt + OUT_MS;
  const world = await openSmallWorld({
    onCrossing(seen) {
      if (beganAt === undefined) return undefined;
      const name = nameOf(seen);
      if (!isOver) boundaries.push({ name, weight: weigh(seen) });
      if (name === strike?.at) {
        struck = true;
        return strike.verdict(seen);
      }
      const isOut =
        (variant.late === true && seen.kind === 'openai' && isEarly()) ||
        (variant.unqueued === true && seen.kind === 'queue' && seen.by === 'phone');
      return isOut ? { do: 'refuse', response: refuseAs(seen.kind, 503) } : undefined;
    },
    deliver: async (request, signal, next) => {
      if (variant.unreachable === true && isEarly()) throw new Error('connection refused');
      return next(request, signal);
    },
  });
  now = world.sandbox.clock.now;
  try {
    const outcome = await world.live(async () => {
      await prepare(world, variant);
      beganAt = now();
      await callAndWait(world);
      isOver = true;
      await sleep(world.sandbox.clock, AFTERMATH_MS);
      return look(world);
    });
    return { outcome, boundaries, struck };
  } finally {
    await world.close();
  }
}

const Setup = z.object({ value: z.object({ lines: z.array(z.looseObject({ number: z.string() })) }) });
const Connected = z.object({ ok: z.literal(true) });

async function prepare({ sandbox: { forge } }: SmallWorld, { line }: Variant): Promise<void> {
  const ask = (functionKey: string, payload: unknown = {}) =>
    forge.invokeResolver({ moduleKey: 'admin', functionKey, payload, accountId: ADMIN_ID });
  const { lines } = Setup.parse(await ask('getSetup')).value;
  const called = lines.find(({ number }) => number === CALLER.to);
  if (line !== undefined) Setup.parse(await ask('saveLine', { ...called, ...line }));
  Connected.parse(await ask('connectNumber', { lineId: called?.id }));
}

async function callAndWait({ sandbox }: SmallWorld): Promise<void> {
  const { clock, forge } = sandbox;
  const script = [{ do: 'speak', wav: SPEECH }, { do: 'hang-up' }] as const;
  await placeCaller(sandbox, { at: 0, ...CALLER, script });
  const until = clock.now() + LONGEST_MS;
  const isOver = (): boolean =>
    readStates(sandbox).some(({ state }) => state === 'closed' || state === 'parked') &&
    forge.queue.list().every(({ state }) => state !== 'waiting' && state !== 'running');
  while (clock.now() < until && !isOver()) await sleep(clock, LOOK_EVERY_MS);
}

const Listed = z.object({ requests: z.array(z.object({ key: z.string() })) });
const Filed = z.object({
  properties: z.record(z.string(), z.unknown()),
  comments: z.array(z.object({ text: z.string() })),
  attachments: z.array(z.unknown()),
});
const Property = z.object({ callId: z.string(), gap: z.string().optional() });
const Steps = z.object({ steps: z.record(z.string(), z.string()) });
const Recordings = z.object({ recordings: z.array(z.unknown()) });

async function look({ sandbox }: SmallWorld): Promise<Outcome> {
  const { jira, twilio } = sandbox;
  const { requests } = Listed.parse(await (await jira.control.request('/requests')).json());
  const filed = await Promise.all(
    requests.map(async ({ key }) =>
      Filed.parse(await (await jira.control.request(`/requests/${key}`)).json()),
    ),
  );
  const comments = filed.flatMap((request) => request.comments.map(({ text }) => text));
  const recordings = await countRecordings(twilio);
  const [property] = filed.map(({ properties }) => Property.safeParse(properties[CALL_PROPERTY]).data);
  const [call] = readStates(sandbox);
  const steps = Steps.safeParse(call?.details).data?.steps ?? {};
  return {
    requests: requests.length,
    transcripts: comments.filter((text) => text.includes(MATTER)).length,
    twins: comments.length - new Set(comments).size,
    linked: recordings > 0 && comments.some((text) => /\/Recordings\/RE/.test(text)),
    attachments: filed.flatMap(({ attachments }) => attachments).length,
    property: property !== undefined && property.callId === call?.id,
    gap: property?.gap,
    texts: twilio.listMessages().filter(({ to }) => to === CALLER.from).length,
    recordings,
    state: call?.state,
    failedSteps: Object.keys(steps).filter((step) => steps[step] === 'failed'),
  };
}

/** Those that are still at Twilio. */
async function countRecordings({ credentials, fetch }: SmallWorld['sandbox']['twilio']): Promise<number> {
  const { accountSid, authToken } = credentials;
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings.json`;
  const headers = { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` };
  const answer = await fetch(new Request(url, { headers }));
  return Recordings.parse(await answer.json()).recordings.length;
}
