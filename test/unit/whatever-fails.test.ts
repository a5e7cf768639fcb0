import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIFE } from '../../src/call/life';
import { fileCall, type Outcome } from '../../src/intake/file-call';
import { headingsOf } from './fake-desk';
import { createWorld } from './fake-ports';
import { CALL_ID } from './fakes';
import { anyFate, expose, type Fate, Killed } from './weather';

const HOUR = 60 * 60_000;

/** A fault at the so-manieth thing that workers ask for, counted from the fault before it. */
const schedule = fc.record({
  faults: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), anyFate), { maxLength: 12 }),
  /** When workers come, in seconds after the one before: some together, as duplicates of an event do. */
  runs: fc.array(fc.constantFrom(0, 0, 1, 2, 5, 30, 60, 90, 100, 150, 240, 600), {
    minLength: 1,
    maxLength: 30,
  }),
  /** How long a new request takes to be found. */
  lagMs: fc.integer({ min: 0, max: 45_000 }),
});

/** Takes a call through a schedule of faults, and then in fine weather to its end. */
async function live({ faults, runs, lagMs }: { faults: [number, Fate][]; runs: number[]; lagMs: number }) {
  const world = createWorld();
  const madeAt: number[] = [];
  const { createRequest, findByReference } = world.desk;
  world.desk.createRequest = (request) => {
    madeAt.push(world.clock.now);
    return createRequest(request);
  };
  world.desk.findByReference = async (reference) =>
    (madeAt[0] ?? Number.POSITIVE_INFINITY) + lagMs > world.clock.now
      ? { ok: true, value: undefined }
      : findByReference(reference);
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
    return left.shift()?.[1];
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
  const together: Promise<Outcome>[] = [];
  for (const seconds of runs) {
    if (seconds > 0) await Promise.all(together.splice(0));
    await pass(seconds * 1000);
    together.push(run());
  }
  await Promise.all(together);
  left.length = 0;
  await pass(HOUR);
  let outcome = await run();
  for (let turn = 0; outcome.kind === 'wait' && turn < 30; turn++) {
    await pass(outcome.ms);
    outcome = await run();
  }
  return { world, outcome, states };
}

describe('whatever fails, and wherever it stops', () => {
  it('there is one request, one comment, one attachment and one text, and the call is closed', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (planned) => {
        const { world, outcome, states } = await live(planned);
        expect(outcome).toEqual({ kind: 'settled' });
        expect(world.desk.made).toHaveLength(1);
        const issue = world.desk.issueOf('SUP-1');
        expect(headingsOf(issue)).toEqual([...new Set(headingsOf(issue))]);
        expect(headingsOf(issue)).toHaveLength(1);
        expect(issue.attachments).toEqual(['call-K7QM-2R4X.wav']);
        expect(issue.summary).toBe('VPN is down in Hamburg with error 809');
        expect(world.phone.texts).toHaveLength(1);
        expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
        expect(world.stored()).not.toHaveProperty('gap');
        for (const [index, state] of states.slice(1).entries())
          expect(Object.keys(LIFE[states[index] ?? 'closed'])).toContain(state);
      }),
      { numRuns: 400 },
    );
  }, 120_000);
});
