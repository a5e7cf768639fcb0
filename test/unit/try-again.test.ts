import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/contract/audit';
import type { Call } from '../../src/contract/call';
import { fail, succeed } from '../../src/contract/failure';
import { type TryingAgain, tryCallAgain, tryParkedAgain } from '../../src/intake/try-again';
import { createFakeCallBook } from './fake-ports';
import { CALL_ID, failure, makeRecordedCall, makeUnderstanding, START, TRANSCRIPT } from './fakes';

const id = (index: number) => `CA${String(index).padStart(32, '0')}`;
const request = { key: 'SUP-7', id: '7', at: START };
const retry = {
  service: 'jira',
  failure: 'unavailable',
  count: 9,
  since: START,
  last: START,
  at: START + 900_000,
} as const;

function begin(...calls: Call[]) {
  const book = createFakeCallBook(() => START, calls);
  const queued: [callId: string, delaySeconds: number | undefined][] = [];
  const audited: Omit<AuditEntry, 'at'>[] = [];
  const queue = { isOut: false };
  const world: TryingAgain = {
    calls: book,
    fileLater: async (callId, delaySeconds) => {
      if (queue.isOut) return fail(failure('unavailable', 'forge'));
      queued.push([callId, delaySeconds]);
      return succeed(undefined);
    },
    audit: async (entry) => void audited.push(entry),
    now: START + 60_000,
    by: 'admin-1',
  };
  return { world, book, queued, audited, queue };
}

describe('trying again', () => {
  it.each([
    ['recorded', {}],
    ['transcribed', { transcript: TRANSCRIPT }],
    ['understood', { transcript: TRANSCRIPT, understanding: makeUnderstanding() }],
    ['understood', { gap: 'transcript-pending' }],
    ['filed', { transcript: TRANSCRIPT, request }],
    ['filed', { request, steps: { property: 'done', confirmation: 'done' } }],
    [
      'confirmed',
      {
        request,
        steps: { 'number-field': 'skipped', property: 'done', comment: 'done', confirmation: 'failed' },
      },
    ],
  ] as const)('takes a parked call up where it stood: %s', async (state, facts) => {
    const { world, book, queued, audited } = begin(
      makeRecordedCall({ state: 'parked', problem: 'Jira was out.', ...facts }),
    );
    expect(await tryCallAgain(CALL_ID, world)).toEqual({ ok: true, value: true });
    expect(book.read(CALL_ID)?.state).toBe(state);
    expect(book.read(CALL_ID)).not.toHaveProperty('problem');
    expect(queued).toEqual([[CALL_ID, 0]]);
    expect(audited).toEqual([{ action: 'try-again', outcome: 'done', callId: CALL_ID, by: 'admin-1' }]);
  });

  it('does not let a call wait any longer for its next try', async () => {
    const { world, book, queued } = begin(makeRecordedCall({ state: 'understood', retry }));
    expect(await tryCallAgain(CALL_ID, world)).toEqual({ ok: true, value: true });
    expect(book.read(CALL_ID)).toMatchObject({ state: 'understood' });
    expect(book.read(CALL_ID)).not.toHaveProperty('retry');
    expect(queued).toEqual([[CALL_ID, 0]]);
  });

  it('opens the steps that failed, but never sends a text a second time', async () => {
    const steps = {
      property: 'failed',
      comment: 'done',
      confirmation: 'failed',
      attachment: 'failed',
    } as const;
    const { world, book } = begin(makeRecordedCall({ state: 'parked', request, steps }));
    await tryCallAgain(CALL_ID, world);
    expect(book.read(CALL_ID)?.steps).toEqual({ comment: 'done', confirmation: 'failed' });
    expect(book.read(CALL_ID)?.state).toBe('filed');
  });

  it('keeps what says that there may be a request already, who has the call, and its fence', async () => {
    const held = {
      intent: { at: START, creates: 0 },
      lease: { holder: 'w', until: START + 90_000 },
      fence: 4,
    };
    const { world, book } = begin(makeRecordedCall({ state: 'parked', ...held }));
    await tryCallAgain(CALL_ID, world);
    expect(book.read(CALL_ID)).toMatchObject(held);
  });

  it('has a request that may be there looked for twice anew: the click took the wait between the looks', async () => {
    const intent = { at: START, lookedAt: START + 55_000, creates: 2 };
    const { world, book } = begin(makeRecordedCall({ state: 'understood', retry, intent }));
    await tryCallAgain(CALL_ID, world);
    expect(book.read(CALL_ID)?.intent).toEqual({ at: START, creates: 0 });
  });

  it('leaves a call alone that has to rest: what was under way would be done twice', async () => {
    const restUntil = START + 60_000 + 41_500;
    const { world, book, queued } = begin(makeRecordedCall({ state: 'parked', restUntil }));
    await tryCallAgain(CALL_ID, world);
    expect(book.read(CALL_ID)?.restUntil).toBe(restUntil);
    expect(queued).toEqual([[CALL_ID, 42]]);
  });

  it.each(['answered', 'closed', 'abandoned'] as const)(
    'has nothing to do for a call that is %s',
    async (state) => {
      const call = makeRecordedCall({ state });
      const { world, book, queued, audited } = begin(call);
      expect(await tryCallAgain(CALL_ID, world)).toEqual({ ok: true, value: false });
      expect(book.read(CALL_ID)).toEqual(call);
      expect([queued, audited]).toEqual([[], []]);
    },
  );

  it('has nothing to do for a call that nobody knows', async () => {
    const { world, queued } = begin();
    expect(await tryCallAgain(CALL_ID, world)).toEqual({ ok: true, value: false });
    expect(queued).toEqual([]);
  });

  it('takes all parked calls up, and no others', async () => {
    const { world, queued } = begin(
      makeRecordedCall({ id: id(1), state: 'parked' }),
      makeRecordedCall({ id: id(2), retry }),
      makeRecordedCall({ id: id(3), state: 'parked' }),
    );
    expect(await tryParkedAgain(world)).toEqual({ ok: true, value: 2 });
    expect(queued.map(([callId]) => callId)).toEqual([id(1), id(3)]);
  });

  it('takes no more up than one click has time for', async () => {
    const parked = Array.from({ length: 120 }, (_, index) =>
      makeRecordedCall({ id: id(index), state: 'parked' }),
    );
    const { world, book, queued } = begin(...parked);
    expect(await tryParkedAgain(world)).toEqual({ ok: true, value: 50 });
    expect(queued.map(([callId]) => callId)).toEqual(parked.slice(0, 50).map((call) => call.id));
    expect(await book.count('parked')).toEqual({ ok: true, value: 70 });
  });

  it('tells when the queue or the store is out; the sweep finds what is resumed', async () => {
    const { world, book, audited, queue } = begin(makeRecordedCall({ state: 'parked' }));
    queue.isOut = true;
    expect(await tryParkedAgain(world)).toMatchObject({ ok: false });
    expect(book.read(CALL_ID)?.state).toBe('recorded');
    expect(audited).toEqual([
      {
        action: 'try-again',
        outcome: 'failed',
        callId: CALL_ID,
        by: 'admin-1',
        service: 'forge',
        failure: 'unavailable',
      },
    ]);
    book.faults.always.update = failure('conflict', 'forge');
    expect(await tryCallAgain(CALL_ID, world)).toMatchObject({ ok: false });
    book.faults.always.listStale = failure('unavailable', 'forge');
    expect(await tryParkedAgain(world)).toMatchObject({ ok: false });
  });
});
