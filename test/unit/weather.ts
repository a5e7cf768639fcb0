import fc from 'fast-check';
import { type Failure, fail, type Result } from '../../src/contract/failure';
import type { Intake } from '../../src/intake/stage';
import type { createWorld } from './fake-ports';
import { failure } from './fakes';

/** What becomes of one thing that a worker asks for. */
export type Fate =
  /** An answer that says for certain that nothing was done. */
  | { kind: 'refused'; failure: (typeof REFUSALS)[number] }
  | { kind: 'not-done' | 'answer-lost'; failure: (typeof DOUBTS)[number] }
  /** It is done, but only after the worker has had its time-out. */
  | { kind: 'done-later'; afterMs: number }
  /** The worker ends, before or after it was done, or while it was on its way. */
  | { kind: 'dies-before' | 'dies-after' }
  | { kind: 'dies-on-the-way'; afterMs: number }
  /** It is done as ever; the clock is not what it was. */
  | { kind: 'clock-jumps'; ms: number };

const REFUSALS = [
  ...(['rate-limited', 'unauthorised', 'not-found'] as const),
  ...(['rejected', 'not-configured', 'quota-exceeded'] as const),
] as const;
const DOUBTS = [
  ...(['timed-out', 'unavailable', 'unreachable', 'conflict'] as const),
  ...(['malformed', 'incomplete', 'declined'] as const),
] as const;
/** Longer than an answer may take, and shorter than the rest that a call gets. */
const LATEST_MS = 60_000;

/** Whatever is done is done at once. */
export const promptFate: fc.Arbitrary<Fate> = fc.oneof(
  fc.record({ kind: fc.constant('refused'), failure: fc.constantFrom(...REFUSALS) }),
  fc.record({ kind: fc.constantFrom('not-done', 'answer-lost'), failure: fc.constantFrom(...DOUBTS) }),
  fc.record({ kind: fc.constantFrom('dies-before', 'dies-after') }),
);
export const anyFate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 3, arbitrary: promptFate },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('done-later', 'dies-on-the-way'),
      afterMs: fc.integer({ min: 1, max: LATEST_MS }),
    }),
  },
);

/** The end of a worker, wherever it was. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

type World = ReturnType<typeof createWorld>;
type Port = { [method: string]: (...args: never[]) => Promise<Result<unknown>> };
type PortName = 'calls' | 'desk' | 'phone' | 'model' | 'callers';

const SERVICES = {
  calls: 'forge',
  desk: 'jira',
  phone: 'twilio',
  model: 'openai',
  callers: 'forge',
} as const;

/** The ports alone, without what the stand-ins tell tests. */
function portsOf({ calls, desk, phone, model, callers }: World): Pick<Intake, PortName> {
  const { made: _made, done: _done, asked: _asked, issueOf: _issueOf, faults: _faults, ...jira } = desk;
  const { update, listStale, listWaiting, count } = calls;
  const { fetchRecording, deleteRecording, sendText, wasTextSent, listCalls, listRecordings } = phone;
  const { mayText, rememberRequest, endTexts, noteRefusal } = callers;
  const { transcribe, understand } = model;
  return {
    calls: { update, listStale, listWaiting, count },
    desk: jira,
    phone: { fetchRecording, deleteRecording, sendText, wasTextSent, listCalls, listRecordings },
    model: { transcribe, understand },
    callers: { mayText, rememberRequest, endTexts, noteRefusal },
  };
}

/** Something on its way, and when it lands. */
interface Landing {
  at: number;
  land: () => Promise<unknown>;
}

/** Lets time go by; what is under way lands when it does. */
async function pass(clock: World['clock'], underWay: Landing[], ms: number): Promise<void> {
  const until = clock.now + ms;
  for (;;) {
    const [next] = underWay.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
    if (next === undefined) break;
    underWay.splice(underWay.indexOf(next), 1);
    clock.now = Math.max(clock.now, next.at);
    await next.land();
  }
  clock.now = until;
}

/** An update on its way to the store: when it lands it is taken only if nobody else has written since it was sent. */
function sendUpdate(
  { calls }: World,
  ...[id, change]: Parameters<World['calls']['update']>
): () => Promise<unknown> {
  const before = JSON.stringify(calls.read(id));
  const after = change(calls.read(id));
  return async () => JSON.stringify(calls.read(id)) === before && calls.update(id, () => after);
}

/**
 * The ports of a world through which faults pass: `nextFate` is asked at each thing that a worker asks for, and answers
 * undefined in fine weather.
 */
export function expose(world: World, nextFate: (port: PortName, method: string) => Fate | undefined) {
  const underWay: Landing[] = [];
  const later = (afterMs: number, land: () => Promise<unknown>) =>
    void underWay.push({ at: world.clock.now + afterMs, land });

  async function suffer<T>(
    port: PortName,
    fate: Fate,
    act: () => Promise<Result<T>>,
    land: () => Promise<unknown> = act,
  ): Promise<Result<T>> {
    const because = (kind: Failure['kind']) => fail(failure(kind, SERVICES[port]));
    switch (fate.kind) {
      case 'refused':
        return because(fate.failure);
      case 'not-done':
        return because(fate.failure);
      case 'answer-lost':
        await act();
        return because(fate.failure);
      case 'done-later':
        later(fate.afterMs, land);
        return because('timed-out');
      case 'dies-before':
        throw new Killed();
      case 'dies-after':
        await act();
        throw new Killed();
      case 'dies-on-the-way':
        later(fate.afterMs, land);
        throw new Killed();
      case 'clock-jumps':
        world.clock.now += fate.ms;
        return act();
    }
  }

  function through<P extends object>(name: PortName, port: P): P;
  function through(name: PortName, port: Port): Port {
    return Object.fromEntries(
      Object.entries(port).map(([method, ask]) => [
        method,
        (...args: never[]) => {
          const fate = nextFate(name, method);
          return fate === undefined ? ask(...args) : suffer(name, fate, () => ask(...args));
        },
      ]),
    );
  }

  const { calls, desk, phone, model, callers } = portsOf(world);
  const { noteRefusal, ...remembering } = callers;
  const ports = {
    calls: {
      ...through('calls', calls),
      update: (...asked: Parameters<typeof calls.update>) => {
        const fate = nextFate('calls', 'update');
        return fate === undefined
          ? calls.update(...asked)
          : suffer('calls', fate, () => calls.update(...asked), sendUpdate(world, ...asked));
      },
    },
    desk: through('desk', desk),
    phone: through('phone', phone),
    model: through('model', model),
    // It never fails.
    callers: { ...through('callers', remembering), noteRefusal },
  };
  return { ...ports, pass: (ms: number) => pass(world.clock, underWay, ms) };
}
