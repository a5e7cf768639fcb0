import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIFE } from '../../src/call/life';
import { succeed } from '../../src/contract/failure';
import { fileCall, type Outcome } from '../../src/intake/file-call';
import { tryCallAgain } from '../../src/intake/try-again';
import { headingsOf } from './fake-desk';
import { createWorld } from './fake-ports';
import { CALL_ID, makeField, makeLine, makeRecordedCall, START, TRANSCRIPT, textOf } from './fakes';
import { anyFate, expose, type Fate, Killed, promptFate } from './weather';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NUMBER = 'customfield_10050';

interface Plan {
  /** A fault at the so-manieth thing that workers ask for, counted from the fault before it. */
  faults: [number, Fate][];
  /** When workers come, in seconds after the one before: some together, as duplicates of an event do. */
  runs: number[];
  /** How long a new request takes to be found. */
  lagMs: number;
  recording: 'attach' | 'provider' | 'delete';
  /** The fields that the request type asks for; none are all but the number's. */
  asks: string[];
  numberField: boolean;
  /** How many recordings there are of the message. */
  recordings: number;
  /** Whether the type requires something that nobody has said, so that only a bare issue can be made. */
  lacks: boolean;
  /** Whether the message is for a request that there is. */
  isAbout: boolean;
  /** For how long the caller may still say more, when the first worker comes. */
  heldMs: number;
}

const planWith = (fate: fc.Arbitrary<Fate>): fc.Arbitrary<Plan> =>
  fc.record({
    faults: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fate), { maxLength: 12 }),
    runs: fc.array(fc.constantFrom(0, 0, 1, 2, 5, 30, 60, 90, 100, 150, 240, 600), {
      minLength: 1,
      maxLength: 30,
    }),
    lagMs: fc.integer({ min: 0, max: 45_000 }),
    recording: fc.constantFrom('attach', 'provider', 'delete'),
    asks: fc.constantFrom([], [], ['summary'], ['description', NUMBER], ['summary', 'description'], [NUMBER]),
    numberField: fc.boolean(),
    recordings: fc.constantFrom(1, 1, 2, 3),
    lacks: fc.constantFrom(false, false, true),
    isAbout: fc.constantFrom(false, false, false, true),
    heldMs: fc.constantFrom(0, 0, 30_000, 10 * MINUTE),
  });

/** One jump a life: two can take away both of the waits that are there for this. */
const jumpingPlan: fc.Arbitrary<Plan> = fc
  .tuple(planWith(promptFate), fc.nat({ max: 12 }), fc.integer({ min: -10, max: 10 }), fc.nat({ max: 12 }))
  .map(([plan, place, minutes, after]) => ({
    ...plan,
    faults: plan.faults.toSpliced(place, 0, [after, { kind: 'clock-jumps', ms: minutes * MINUTE }]),
  }));

/** Takes a call through a schedule of faults, and then in fine weather to its end. */
async function live({ faults, runs, lagMs, ...planned }: Plan) {
  const world = createPlanned(planned);
  let jumped = 0;
  const madeAt: number[] = [];
  const trueTime = () => world.clock.now - jumped;
  const { createRequest, findByReference } = world.desk;
  world.desk.createRequest = (request) => {
    madeAt.push(trueTime());
    return createRequest(request);
  };
  world.desk.findByReference = async (reference) =>
    (madeAt[0] ?? Number.POSITIVE_INFINITY) + lagMs > trueTime() ? succeed([]) : findByReference(reference);
  const states = [world.stored().state];
  const { update } = world.calls;
  world.calls.update = async (id, change) => {
    const updated = await update(id, change);
    const { state } = world.stored();
    if (state !== states.at(-1)) states.push(state);
    return updated;
  };
  const left = structuredClone(faults);
  const { pass, ...ports } = expose(world, () => {
    const [next] = left;
    if (next === undefined || next[0]-- > 0) return undefined;
    const fate = left.shift()?.[1];
    if (fate?.kind === 'clock-jumps') jumped += fate.ms;
    return fate;
  });
  let workers = 0;
  const run = async (): Promise<Outcome> => {
    try {
      return await fileCall(CALL_ID, { ...world, ...ports, worker: `worker ${++workers}`, pause: pass });
    } catch (thrown) {
      if (thrown instanceof Killed) return { kind: 'wait', ms: 1000 };
      throw thrown;
    }
  };
  const runToEnd = async (): Promise<Outcome> => {
    let outcome = await run();
    for (let turn = 0; outcome.kind === 'wait' && turn < 120; turn++) {
      await pass(outcome.ms);
      outcome = await run();
    }
    return outcome;
  };
  const tryAgain = () =>
    tryCallAgain(CALL_ID, {
      ...{ calls: world.calls, audit: world.audit, now: world.clock.now, by: 'admin-1' },
      fileLater: async () => succeed(undefined),
    });
  const together: Promise<Outcome>[] = [];
  for (const seconds of runs) {
    if (seconds > 0) await Promise.all(together.splice(0));
    await pass(seconds * 1000);
    together.push(run());
  }
  await Promise.all(together);
  left.length = 0;
  await pass(HOUR);
  const outcome = await runToEnd();
  return { world, outcome, states, tryAgain, runToEnd, key: planned.isAbout ? ABOUT.key : 'SUP-1' };
}

const ABOUT = { key: 'SUP-7', id: '7' };
const CHOICE = makeField('customfield_2', {
  required: true,
  kind: 'choice',
  choices: [{ id: '1', label: 'One' }],
});

/** A call as it was planned, and the Jira that it is for. */
function createPlanned(planned: Omit<Plan, 'faults' | 'runs' | 'lagMs'>) {
  const { recording, asks, numberField, recordings, lacks, isAbout, heldMs } = planned;
  const additions = Array.from({ length: recordings - 1 }, (_, index) => ({
    ...{ sid: `RE${String(index + 1).repeat(32)}`, seconds: 2, at: START + 40_000, heard: false },
  }));
  return createWorld({
    line: makeLine({ recording, ...(numberField ? { numberField: NUMBER } : {}) }),
    fields: [...asks.map((id) => makeField(id)), ...(lacks ? [CHOICE] : [])],
    call: makeRecordedCall({
      ...(additions.length > 0 && { additions }),
      ...(isAbout && { about: ABOUT }),
      ...(heldMs > 0 && { heldUntil: START + MINUTE + heldMs }),
    }),
  });
}

type Life = Awaited<ReturnType<typeof live>>;

/** What must never be, however a call ended. */
function expectNothingTwice({ world, states, key }: Life): void {
  expect(world.desk.made.length).toBeLessThanOrEqual(key === ABOUT.key ? 0 : 1);
  expect(world.phone.texts.length).toBeLessThanOrEqual(1);
  expect(world.callers.remembered.length).toBeLessThanOrEqual(world.callers.asked.length);
  const issue = world.desk.issueOf(key);
  expect(headingsOf(issue)).toEqual([...new Set(headingsOf(issue))]);
  const { late } = world.stored();
  const isRepeated = late?.gap === 'analysis-pending' || late?.hasWords === true;
  const said = issue.comments.filter((comment) => textOf(comment).includes(TRANSCRIPT.text));
  expect(said.length).toBeLessThanOrEqual(isRepeated ? 2 : 1);
  expect(issue.attachments).toEqual([...new Set(issue.attachments)]);
  for (const [index, state] of states.slice(1).entries())
    expect(Object.keys(LIFE[states[index] ?? 'closed'])).toContain(state);
}

/** What the call was about is in its request, or there is a recording to listen to. */
function expectNothingLost({ world, key }: Life): void {
  const { transcript, steps, request } = world.stored();
  expect(request).toMatchObject({ key });
  const issue = world.desk.issueOf(key);
  const written = [issue.description, ...issue.comments.map(textOf)].join('\n');
  const isWritten = transcript !== undefined && written.includes(transcript.text);
  const isKept = issue.attachments.length > 0 || world.phone.deleted.length === 0;
  expect([isWritten, transcript !== undefined]).toEqual([transcript !== undefined, isWritten]);
  expect(isWritten || isKept).toBe(true);
  if (key === ABOUT.key) {
    expect(issue).not.toHaveProperty('property');
    const said = issue.comments.filter((comment) => textOf(comment).includes(TRANSCRIPT.text));
    expect(issue.publicComments).toHaveLength(said.length);
  } else {
    expect(issue.property).toMatchObject({ callId: CALL_ID, reference: 'K7QM-2R4X' });
    expect('callerNumber' in (issue.property ?? {})).toBe(steps['number-field'] !== 'done');
  }
  // Where Twilio refuses to tell whether it was sent, it may have been.
  if (steps.confirmation === 'done') expect(world.phone.texts).toHaveLength(1);
}

/** An ending that the app can stand for: closed, or parked with words, and then closed with a click. */
async function expectGoodEnd(planned: Plan): Promise<void> {
  const life = await live(planned);
  const { world } = life;
  expect(life.outcome).toEqual({ kind: 'settled' });
  expectNothingTwice(life);
  for (let click = 0; click < 2 && world.stored().state === 'parked'; click++) {
    const { problem = '', intent, request } = world.stored();
    expect(problem).toMatch(/^[A-Z]\S* .*\w\.$/);
    const mayBeThere = intent !== undefined && request === undefined;
    // Only a person can tell: nothing in the request carries the reference.
    if (
      mayBeThere &&
      world.desk.made[0]?.summary === undefined &&
      world.desk.made[0]?.description === undefined
    )
      return;
    await life.tryAgain();
    expect(await life.runToEnd()).toEqual({ kind: 'settled' });
    expectNothingTwice(life);
  }
  expect(world.stored()).toMatchObject({ state: 'closed' });
  expectNothingLost(life);
}

describe('whatever fails, and wherever it stops', () => {
  it('nothing is there twice and nothing is lost; the call is closed, or waits for a person with words', async () => {
    await fc.assert(fc.asyncProperty(planWith(anyFate), expectGoodEnd), { numRuns: 400 });
  }, 120_000);

  it('also when the clock jumps', async () => {
    await fc.assert(fc.asyncProperty(jumpingPlan, expectGoodEnd), { numRuns: 400 });
  }, 120_000);
});
