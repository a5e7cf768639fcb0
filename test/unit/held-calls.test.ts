import { describe, expect, it } from 'vitest';
import { WORK_STATES } from '../../src/call/life';
import type { Call } from '../../src/contract/call';
import { listAudit, listHeldCalls } from '../../src/settings/held-calls';
import { createAdmin } from './fake-admin';
import { CALL_ID, CALLER, failure, makeRecordedCall, OWN_NUMBER, START, TRANSCRIPT } from './fakes';

const id = (index: number) => `CA${String(index).padStart(32, '0')}`;
const retry = (at: number): NonNullable<Call['retry']> => ({
  service: 'openai',
  failure: 'unavailable',
  count: 3,
  since: START,
  last: START,
  at,
});
const heldOf = async (calls: Call[]) => {
  const answer = await listHeldCalls(createAdmin({}, calls).admin);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

describe('the list of calls that wait', () => {
  it('has those first that wait for a person, then by their next try', async () => {
    const held = await heldOf([
      makeRecordedCall({ id: id(1), retry: retry(START + 20) }),
      makeRecordedCall({ id: id(2), state: 'confirmed', retry: retry(START + 10) }),
      makeRecordedCall({ id: id(3), state: 'parked', problem: 'Give the app access.' }),
    ]);
    expect(held.map((call) => call.id)).toEqual([id(3), id(2), id(1)]);
  });

  it('says in words what a call waits for, since when, and when it is tried next', async () => {
    const request = { key: 'SUP-7', id: '7', at: START };
    const held = await heldOf([
      makeRecordedCall({ id: id(1), state: 'filed', request, retry: retry(START + 20) }),
      makeRecordedCall({ id: id(2), state: 'parked', problem: 'Give the app access.' }),
      makeRecordedCall({ id: id(3), state: 'parked' }),
    ]);
    expect(held).toEqual([
      {
        id: id(2),
        reference: 'K7QM-2R4X',
        lineId: 'support',
        answeredAt: START,
        reason: 'Give the app access.',
      },
      {
        id: id(3),
        reference: 'K7QM-2R4X',
        lineId: 'support',
        answeredAt: START,
        reason: 'It needs a person.',
      },
      {
        id: id(1),
        reference: 'K7QM-2R4X',
        lineId: 'support',
        answeredAt: START,
        issueKey: 'SUP-7',
        reason:
          'OpenAI is out of order. The app tries again by itself. If it lasts, look at status.openai.com.',
        waiting: { service: 'openai', since: START, nextTry: START + 20 },
      },
    ]);
  });

  it('leaves out calls that wait for nothing, whatever was once the matter', async () => {
    const states = ['answered', 'closed', 'abandoned', ...WORK_STATES] as const;
    expect(await heldOf(states.map((state, index) => makeRecordedCall({ id: id(index), state })))).toEqual(
      [],
    );
    const done = makeRecordedCall({ state: 'closed', retry: retry(START) });
    expect(await heldOf([done])).toEqual([]);
  });

  it.each(WORK_STATES)('finds calls that wait while they are %s', async (state) => {
    expect(await heldOf([makeRecordedCall({ state, retry: retry(START) })])).toHaveLength(1);
  });

  it('has no words, numbers or names of a caller', async () => {
    const shown = JSON.stringify(
      await heldOf([makeRecordedCall({ state: 'parked', transcript: TRANSCRIPT })]),
    );
    for (const secret of [CALLER, OWN_NUMBER, 'VPN']) expect(shown).not.toContain(secret);
  });

  it('is bounded', async () => {
    const calls = Array.from({ length: 130 }, (_, index) =>
      makeRecordedCall({ id: id(index), state: 'parked' }),
    );
    expect(await heldOf(calls)).toHaveLength(100);
  });

  it('is refused in words when it can not be read', async () => {
    const { admin, book } = createAdmin();
    book.faults.next.listStale = [failure('rate-limited', 'forge')];
    expect(await listHeldCalls(admin)).toMatchObject({ ok: false });
  });
});

describe('the list of what the app did', () => {
  it('is of one call in its order, or of all with the newest first', async () => {
    const { admin } = createAdmin();
    await admin.trail.note({ action: 'transcribe', outcome: 'done', callId: CALL_ID });
    await admin.trail.note({ action: 'file', outcome: 'done', callId: CALL_ID });
    await admin.trail.note({ action: 'pause', outcome: 'done', by: 'admin-1' });
    expect(await listAudit({ callId: CALL_ID }, admin)).toMatchObject({
      value: { entries: [{ action: 'transcribe' }, { action: 'file' }] },
    });
    expect(await listAudit({}, admin)).toMatchObject({
      value: { entries: [{ action: 'pause' }, { action: 'file' }, { action: 'transcribe' }], cursor: 'more' },
    });
  });

  it('is refused in words when it can not be read', async () => {
    const out = failure('unavailable', 'forge');
    const { admin } = createAdmin({ listOfCall: out, listRecent: out });
    expect(await listAudit({ callId: CALL_ID }, admin)).toMatchObject({ ok: false });
    expect(await listAudit({}, admin)).toMatchObject({ ok: false });
  });
});
