import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/contract/call';
import type { FailureKind } from '../../src/contract/failure';
import { fileCall } from '../../src/intake/file-call';
import { headingsOf } from './fake-desk';
import { createFiling, type WorldOptions } from './fake-ports';
import { CALL_ID, failure, makeRecordedCall, makeUnderstanding, START, TRANSCRIPT } from './fakes';

const MINUTE = 60_000;
const REST = 90_000;
const DAY = 24 * 60 * MINUTE;

/** What a call has in each state that somebody works on. */
const FACTS = {
  recorded: {},
  transcribed: { transcript: TRANSCRIPT },
  understood: { transcript: TRANSCRIPT, understanding: makeUnderstanding() },
  filed: {
    transcript: TRANSCRIPT,
    understanding: makeUnderstanding(),
    request: { key: 'SUP-1', id: '1', at: START + 40_000 },
  },
  confirmed: {
    transcript: TRANSCRIPT,
    understanding: makeUnderstanding(),
    request: { key: 'SUP-1', id: '1', at: START + 40_000 },
    steps: { 'number-field': 'skipped', property: 'done', comment: 'done', confirmation: 'done' },
  },
} as const;
const STATES = ['recorded', 'transcribed', 'understood', 'filed', 'confirmed'] as const;
type State = (typeof STATES)[number];
const callIn = (state: State, more: Partial<Call> = {}): Call =>
  makeRecordedCall({ state, fence: 1, ...FACTS[state], ...more });

describe('two workers with the same call', () => {
  it('file it once, text once and add everything once; the others come back later', async () => {
    const world = createFiling();
    const workers = ['first', 'second', 'third'];
    const outcomes = await Promise.all(workers.map((worker) => fileCall(CALL_ID, { ...world, worker })));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['settled', 'wait', 'wait']);
    expect([world.desk.made.length, world.phone.texts.length]).toEqual([1, 1]);
    expect(new Set(world.methods()).size).toBe(world.methods().length);
    expect(world.model.asked.map(({ method }) => method)).toEqual(['transcribe', 'understand']);
    expect(world.stored()).toMatchObject({ state: 'closed', fence: 1 });
    expect(world.stored()).not.toHaveProperty('lease');
    expect(await world.file()).toEqual({ kind: 'settled' });
  });

  it('do not wait for each other after a failure', async () => {
    const world = createFiling();
    world.desk.faults.next.createRequest = [failure('rate-limited', 'jira')];
    expect(await fileCall(CALL_ID, { ...world, worker: 'first' })).toEqual({ kind: 'wait', ms: 2000 });
    world.clock.now += 2000;
    expect(await fileCall(CALL_ID, { ...world, worker: 'second' })).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });
});

describe('a store that is out just after something was done', () => {
  it('is asked again until it has noted the request: none is made twice', async () => {
    const world = createFiling();
    const desk: typeof world.desk = {
      ...world.desk,
      createRequest: (request) => {
        world.calls.faults.next.update = Array.from({ length: 5 }, () => failure('rate-limited', 'forge'));
        return world.desk.createRequest(request);
      },
    };
    expect(await world.file({ desk })).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
  });
});

describe('a worker that died', () => {
  const left = (state: State, more: WorldOptions = {}) => {
    const until = START + 4 * MINUTE;
    return createFiling({ call: callIn(state, { lease: { holder: 'dead', until } }), ...more });
  };

  it.each(STATES)('is waited for until its lease has run out (%s)', async (state) => {
    const world = left(state);
    expect(await world.file()).toEqual({ kind: 'wait', ms: 3 * MINUTE });
    expect([world.model.asked, world.desk.asked, world.phone.asked]).toEqual([[], [], []]);
    expect(world.stored().fence).toBe(1);
  });

  it.each(['recorded', 'transcribed'] as const)(
    'with nothing done outside is replaced at once (%s)',
    async (state) => {
      const world = left(state);
      world.clock.now += 3 * MINUTE;
      expect(await world.file()).toEqual({ kind: 'settled' });
      expect(world.stored()).toMatchObject({ state: 'closed', fence: 2 });
      expect(world.stored()).not.toHaveProperty('restUntil');
    },
  );

  it.each(['understood', 'filed', 'confirmed'] as const)(
    'with something under way is replaced after a rest (%s)',
    async (state) => {
      const world = left(state);
      world.clock.now += 3 * MINUTE;
      expect(await world.file()).toEqual({ kind: 'wait', ms: REST });
      expect(world.stored()).toMatchObject({ state, fence: 2, restUntil: world.now() + REST });
      expect(world.stored()).not.toHaveProperty('lease');
      expect(world.audited).toEqual([{ action: 'take-over', outcome: 'done', callId: CALL_ID }]);
      world.clock.now += REST - 1;
      expect(await world.file()).toEqual({ kind: 'wait', ms: 1 });
      expect([world.desk.asked, world.phone.asked]).toEqual([[], []]);
      world.clock.now += 1;
      expect(await world.file()).toEqual({ kind: 'settled' });
      expect(world.stored()).toMatchObject({ state: 'closed', fence: 3 });
      expect(world.stored()).not.toHaveProperty('restUntil');
    },
  );
});

describe('a clock that was wrong', () => {
  it('and left a lease that reaches too far ahead: nobody waits for it', async () => {
    const world = createFiling({
      call: callIn('recorded', { lease: { holder: 'ahead', until: START + DAY } }),
    });
    expect(await world.file()).toEqual({ kind: 'settled' });
    const resting = createFiling({
      call: callIn('filed', { lease: { holder: 'ahead', until: START + DAY } }),
    });
    expect(await resting.file()).toEqual({ kind: 'wait', ms: REST });
  });

  it('and planned the next try by it: a call that was last tried in the future is due', async () => {
    const retry = (last: number) =>
      ({
        ...({ service: 'jira', failure: 'unavailable', count: 3, since: START } as const),
        ...{ last, at: START + DAY },
      }) as const;
    const planned = createFiling({ call: callIn('understood', { retry: retry(START) }) });
    expect(await planned.file()).toEqual({ kind: 'wait', ms: DAY - MINUTE - 1000 });
    const ahead = createFiling({ call: callIn('understood', { retry: retry(START + DAY - MINUTE) }) });
    expect(await ahead.file()).toEqual({ kind: 'settled' });
  });

  it('and left a rest that reaches too far ahead: it is as long as any', async () => {
    const world = createFiling({ call: callIn('understood', { restUntil: START + DAY }) });
    expect(await world.file()).toEqual({ kind: 'wait', ms: REST });
    world.clock.now += REST;
    expect(await world.file()).toEqual({ kind: 'settled' });
  });

  it('and jumps ahead costs a live worker its call; what it did is found', async () => {
    const world = createFiling();
    const desk: typeof world.desk = {
      ...world.desk,
      createRequest: async (request) => {
        world.clock.now += DAY;
        expect(await world.file()).toEqual({ kind: 'wait', ms: REST });
        return world.desk.createRequest(request);
      },
    };
    expect(await world.file({ desk })).toEqual({ kind: 'wait', ms: REST });
    expect(world.stored()).not.toHaveProperty('request');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', fence: 3 });
    expect([world.desk.made.length, world.phone.texts.length]).toEqual([1, 1]);
  });
});

describe('a worker that only seemed dead', () => {
  /** Lets another worker take the call over while one thing is being done, and tells how the call then stands. */
  async function overtake(call: Call, method: string, answered?: FailureKind) {
    const world = createFiling({ call });
    let stolen: Call | undefined;
    const seize = async () => {
      const { stored } = world;
      const lease = { holder: 'other', until: world.now() + MINUTE };
      if (stolen === undefined) await world.calls.put({ ...stored(), fence: stored().fence + 1, lease });
      stolen ??= stored();
    };
    const seizing = <P extends object>(port: P): P =>
      new Proxy(port, {
        get: (target, name, receiver) => {
          const value: unknown = Reflect.get(target, name, receiver);
          if (name !== method || typeof value !== 'function') return value;
          return async (...args: unknown[]) => {
            const answer: unknown = await value(...args);
            await seize();
            return answered === undefined ? answer : { ok: false, failure: failure(answered, 'jira') };
          };
        },
      });
    const { desk, phone, model } = world;
    const outcome = await world.file({ desk: seizing(desk), phone: seizing(phone), model: seizing(model) });
    expect(stolen, `${method} was not asked for`).toBeDefined();
    return { world, outcome, stolen };
  }

  it.each([
    ['recorded', 'transcribe'],
    ['transcribed', 'understand'],
    ['understood', 'listFields'],
    ['understood', 'createRequest'],
    ['filed', 'writeCallProperty'],
    ['filed', 'addInternalComment'],
    ['filed', 'sendText'],
    ['confirmed', 'attachRecording'],
    ['confirmed', 'deleteRecording'],
  ] as const)('stores nothing once it is replaced: %s, %s', async (state, method) => {
    for (const answered of [undefined, 'timed-out', 'rate-limited', 'rejected'] as const) {
      const { world, outcome, stolen } = await overtake(callIn(state), method, answered);
      expect(outcome).toMatchObject({ kind: 'wait' });
      expect(world.stored()).toEqual(stolen);
    }
  });

  it('makes no request, and no more steps', async () => {
    const early = await overtake(callIn('understood'), 'listFields');
    expect(early.world.desk.asked).toEqual(['listFields']);
    const late = await overtake(callIn('filed'), 'writeCallProperty');
    expect([late.world.desk.asked, late.world.phone.asked]).toEqual([['writeCallProperty'], []]);
  });

  it('makes no request once its lease was taken off, though nobody has the call yet', async () => {
    const world = createFiling({ call: callIn('understood') });
    const desk: typeof world.desk = {
      ...world.desk,
      listFields: async (...asked) => {
        // It is frozen here for longer than its lease; another finds the call left and lets it rest.
        world.clock.now += 3 * MINUTE;
        expect(await world.file()).toEqual({ kind: 'wait', ms: REST });
        return world.desk.listFields(...asked);
      },
    };
    expect(await world.file({ desk })).toMatchObject({ kind: 'wait' });
    expect([world.desk.asked, world.desk.made]).toEqual([['listFields'], []]);
    expect(world.stored()).not.toHaveProperty('intent');
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('does not clear the intent of another', async () => {
    const { world } = await overtake(callIn('understood'), 'createRequest', 'rate-limited');
    expect(world.stored()).toHaveProperty('intent');
    expect(world.stored().lease?.holder).toBe('other');
  });
});

describe('what may have been done before', () => {
  const filed = (fence: number) => {
    const world = createFiling({ call: callIn('filed', { fence }) });
    const reads = () => world.desk.asked.filter((method) => method === 'readRequest').length;
    return { ...world, reads, looks: () => world.phone.asked.includes('wasTextSent') };
  };

  it('is looked for by all but the first to hold a call', async () => {
    const first = filed(0);
    await first.file();
    expect([first.reads(), first.looks()]).toEqual([0, false]);
    const second = filed(1);
    await second.file();
    // Before the comment, and before the recording.
    expect([second.reads(), second.looks()]).toEqual([2, true]);
    expect(second.stored().state).toBe('closed');
  });

  it('and was, is not done again', async () => {
    const world = filed(0);
    await world.file();
    await world.calls.put(callIn('filed', { fence: 1 }));
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(headingsOf(world.desk.issueOf('SUP-1'))).toHaveLength(1);
    expect(world.desk.issueOf('SUP-1').attachments).toHaveLength(1);
    expect(world.phone.texts).toHaveLength(1);
    expect(world.stored().steps).toMatchObject({ comment: 'done', confirmation: 'done', attachment: 'done' });
  });

  it('is not done while nobody can tell', async () => {
    const world = filed(1);
    world.desk.faults.always.readRequest = failure('unavailable', 'jira');
    world.phone.faults.always.wasTextSent = failure('unavailable', 'twilio');
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect([world.methods(), world.phone.texts]).toEqual([['writeCallProperty'], []]);
  });
});
