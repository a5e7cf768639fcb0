import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../src/call/event';
import { step } from '../../src/call/step';
import type { Surroundings } from '../../src/call/talk';
import type { Call } from '../../src/contract/call';
import { around as aroundAt, found, completed as recordingCompleted, take as takeStep } from './call-events';
import {
  CALL_ID,
  CALLER,
  makeCall,
  makeRecordedCall,
  OTHER_RECORDING_ID,
  OWN_NUMBER,
  RECORDING_ID,
  START,
} from './fakes';

const HOUR = 60 * 60 * 1000;
const LATER = START + 3 * HOUR;
const around = (more: Partial<Surroundings> = {}): Surroundings => aroundAt({ now: LATER, ...more });
const completed = recordingCompleted();

function take(call: Call | undefined, event: CallEvent, surroundings = around()) {
  const result = takeStep(call, event, surroundings);
  expect(result.say).toEqual([]);
  return result;
}

describe("a recording that is found in the provider's records", () => {
  it('makes the call that nobody told us of, with the times of then, and has it filed', () => {
    const { call, file } = take(undefined, found(), around({ language: 'de' }));
    expect(call).toMatchObject({
      id: CALL_ID,
      state: 'recorded',
      from: CALLER,
      lineId: 'support',
      lineNumber: OWN_NUMBER,
      language: 'de',
      answeredAt: START,
      endedAt: START + 50_000,
      durationSeconds: 50,
      recording: { sid: RECORDING_ID, seconds: 12, at: START + 50_000 },
    });
    expect(file).toBe(true);
  });

  it('has the reference that a webhook would have given it', () => {
    const received: CallEvent = { kind: 'call-received', callId: CALL_ID, from: CALLER, to: OWN_NUMBER };
    const heard = step(undefined, received, around());
    if (heard === 'stale') throw new Error('stale');
    expect(take(undefined, found()).call?.reference).toBe(heard.call?.reference);
  });

  it('makes nothing of a number without a line, nor of a recording without sound', () => {
    for (const result of [
      take(undefined, found(), around({ line: undefined })),
      take(undefined, found({ seconds: 0 })),
    ])
      expect(result).toEqual({ call: undefined, say: [], file: false });
  });

  it.each(['answered', 'abandoned'] as const)('completes a call that is %s without one', (state) => {
    const { call, file } = take(makeCall({ state }), found());
    expect(call).toMatchObject({ state: 'recorded', recording: { sid: RECORDING_ID }, answeredAt: START });
    expect(file).toBe(true);
  });

  it('leaves a call abandoned that turned out to be silent', () => {
    const silent = makeRecordedCall({ state: 'abandoned', endedAt: START, durationSeconds: 9 });
    expect(take(silent, found())).toEqual({ call: silent, say: [], file: false });
  });

  it('is taken after one that turned out to be silent, whoever tells of it', () => {
    const silent = makeRecordedCall({
      state: 'abandoned',
      endedAt: START,
      durationSeconds: 9,
      problem: 'No voice.',
    });
    const other = { sid: OTHER_RECORDING_ID, seconds: 12 };
    for (const event of [found(other), { ...completed, recording: other }]) {
      const { call, file } = take(silent, event);
      expect(call).toMatchObject({ state: 'recorded', additions: [other] });
      expect(call).not.toHaveProperty('problem');
      expect(file).toBe(true);
    }
    const empty = { sid: OTHER_RECORDING_ID, seconds: 0 };
    expect(take(silent, found(empty))).toEqual({ call: silent, say: [], file: false });
    expect(take(silent, { ...completed, recording: empty })).toEqual({ call: silent, say: [], file: false });
  });

  it('leaves a call as it is that has become a request, but for the times it lacks', () => {
    for (const state of ['filed', 'confirmed', 'closed', 'parked'] as const) {
      const before = makeRecordedCall({ state });
      const { call, file } = take(before, found({ sid: OTHER_RECORDING_ID, seconds: 40 }));
      expect(call).toEqual({ ...before, endedAt: START + 50_000, durationSeconds: 50 });
      expect(file).toBe(false);
    }
    const intent = { at: START, creates: 1 };
    const begun = makeRecordedCall({ state: 'understood', intent });
    expect(take(begun, found({ sid: OTHER_RECORDING_ID })).call?.additions).toBeUndefined();
  });

  it('is added to a call of which a part is known, as long as nothing has been made of it', () => {
    for (const state of ['answered', 'recorded', 'transcribed', 'understood'] as const) {
      const { call, file } = take(
        makeRecordedCall({ state }),
        found({ sid: OTHER_RECORDING_ID, seconds: 40 }),
      );
      expect(call).toMatchObject({
        state: 'recorded',
        recording: { sid: RECORDING_ID },
        additions: [{ sid: OTHER_RECORDING_ID, seconds: 40, heard: false }],
        endedAt: START + 50_000,
      });
      expect(file).toBe(true);
    }
  });

  it('is not taken where the caller did not want it', () => {
    const declined = makeCall({ state: 'abandoned', unrecorded: true, discarded: [RECORDING_ID] });
    expect(take(declined, found()).call).toMatchObject({ state: 'abandoned' });
    expect(take(declined, found()).call?.recording).toBeUndefined();
    expect(take(declined, completed)).toEqual({ call: declined, say: [], file: false });
  });

  it('ends the wait for a caller who is long gone', () => {
    const held = makeRecordedCall({ state: 'understood', heldUntil: LATER + 60_000 });
    expect(take(held, found()).call?.heldUntil).toBeUndefined();
  });

  it('never changes times that are known', () => {
    const ended = makeCall({ state: 'abandoned', endedAt: START + 1, durationSeconds: 0 });
    expect(take(ended, found()).call).toMatchObject({ endedAt: START + 1, durationSeconds: 0 });
    const half = makeCall({ state: 'abandoned', endedAt: START + 1 });
    expect(take(half, found()).call).toMatchObject({ endedAt: START + 1, durationSeconds: 50 });
  });

  it('is queued again as long as nobody has begun to file it', () => {
    const { call } = take(undefined, found());
    expect(take(call, found()).file).toBe(true);
    for (const state of ['transcribed', 'filed', 'closed', 'parked'] as const)
      expect(take(call && { ...call, state }, found()).file).toBe(false);
  });
});

describe('a recording whose media are ready', () => {
  const waiting = (service: 'twilio' | 'openai'): Call => ({
    ...makeRecordedCall(),
    retry: { service, failure: 'not-found', count: 3, since: START, last: START, at: LATER },
  });

  it('of a call that nobody knows has the records looked through', () => {
    expect(take(undefined, completed)).toEqual({ call: undefined, say: [], file: false, reconcile: true });
    expect(take(makeCall(), completed).reconcile).toBeUndefined();
  });

  it('is looked for when a call has ended on our line that nobody knows', () => {
    const ended: CallEvent = { kind: 'call-ended', callId: CALL_ID, seconds: 40, to: OWN_NUMBER };
    expect(take(undefined, ended).reconcile).toBe(true);
    // Callers of other numbers were told so, those who called during a pause were turned away.
    expect(take(undefined, ended, around({ line: undefined })).reconcile).toBeUndefined();
    expect(take(undefined, ended, around({ paused: true })).reconcile).toBeUndefined();
    expect(take(makeCall(), ended).reconcile).toBeUndefined();
    // Nobody has answered a call that was rejected, or that its caller gave up.
    expect(take(undefined, { ...ended, seconds: 0 }).reconcile).toBeUndefined();
  });

  it('ends the wait for them, and no other', () => {
    const ready = take(waiting('twilio'), completed);
    expect(ready.call).not.toHaveProperty('retry');
    expect(ready.file).toBe(true);
    expect(take(waiting('openai'), completed).call).toEqual(waiting('openai'));
    const closed: Call = { ...waiting('twilio'), state: 'closed' };
    expect(take(closed, completed).call).toEqual(closed);
  });
});
