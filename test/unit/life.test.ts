import { describe, expect, it } from 'vitest';
import { enter, isAtWork, LIFE, resumedState, WORK_STATES, type WorkState } from '../../src/call/life';
import { type Call, CallState } from '../../src/contract/call';
import {
  makeRecordedCall,
  makeUnderstanding,
  OTHER_RECORDING_ID,
  RECORDING_ID,
  START,
  TRANSCRIPT,
} from './fakes';

/** Written anew from the issue and the design, to check the table that the app uses. */
const WAYS: Record<CallState, CallState[]> = {
  answered: ['recorded', 'transcribed', 'abandoned'],
  recorded: ['transcribed', 'understood', 'abandoned', 'answered', 'parked'],
  transcribed: ['understood', 'recorded', 'answered', 'parked'],
  understood: ['filed', 'recorded', 'transcribed', 'answered', 'parked'],
  filed: ['confirmed', 'parked'],
  confirmed: ['closed', 'parked'],
  closed: [],
  abandoned: ['recorded', 'transcribed'],
  parked: ['recorded', 'transcribed', 'understood', 'filed', 'confirmed'],
};
const pairs = CallState.options.flatMap((from) => CallState.options.map((to) => [from, to] as const));
const retry = {
  service: 'jira',
  failure: 'unavailable',
  count: 3,
  since: START,
  last: START,
  at: START,
} as const;

describe("a call's life", () => {
  it.each(pairs.filter(([from, to]) => WAYS[from].includes(to)))('goes from %s to %s', (from, to) => {
    const call = makeRecordedCall({ state: from, retry, fence: 3, problem: 'Jira was out.' });
    const { retry: _, ...rest } = call;
    expect(enter(call, to)).toEqual({ ...rest, state: to });
  });

  it.each(pairs.filter(([from, to]) => !WAYS[from].includes(to)))('never from %s to %s', (from, to) => {
    expect(() => enter(makeRecordedCall({ state: from }), to)).toThrow(`from ${from} to ${to}`);
  });

  it('says of each way what takes a call there', () => {
    for (const ways of Object.values(LIFE))
      for (const reason of Object.values(ways)) expect(reason).toMatch(/^\S.{8,}[a-z]$/);
  });

  it('leads from everywhere to its end, but from there nowhere', () => {
    const reach = (from: CallState, seen = new Set<CallState>()): Set<CallState> => {
      for (const to of CallState.options)
        if (to in LIFE[from] && !seen.has(to)) {
          seen.add(to);
          reach(to, seen);
        }
      return seen;
    };
    for (const state of CallState.options.filter((one) => one !== 'closed'))
      expect([state, reach(state).has('closed')]).toEqual([state, true]);
    expect(reach('closed').size).toBe(0);
  });

  it('has work to do in every state that is parked when it fails', () => {
    const parkable = CallState.options.filter((state) => 'parked' in LIFE[state]);
    expect(parkable).toEqual([...WORK_STATES]);
    expect(CallState.options.filter(isAtWork)).toEqual(parkable);
    expect(Object.keys(LIFE.parked)).toEqual(parkable);
  });
});

describe('a parked call', () => {
  const RECORDING = { sid: RECORDING_ID, seconds: 2, at: START };
  const addition = (heard: boolean) => ({ ...RECORDING, sid: OTHER_RECORDING_ID, heard });
  const request = { key: 'SUP-1', id: '1', at: START };
  const confirmed = {
    ...({ 'number-field': 'skipped', property: 'done', comment: 'skipped' } as const),
    confirmation: 'failed',
  } as const;
  const FACTS: [WorkState, Partial<Call>][] = [
    ['recorded', {}],
    ['transcribed', { transcript: TRANSCRIPT }],
    ['transcribed', { transcript: TRANSCRIPT, additions: [addition(true)] }],
    ['recorded', { transcript: TRANSCRIPT, additions: [addition(true), addition(false)] }],
    ['recorded', { transcript: TRANSCRIPT, recording: { ...RECORDING, heard: false } }],
    ['understood', { transcript: TRANSCRIPT, understanding: makeUnderstanding() }],
    ['understood', { gap: 'transcript-pending' }],
    ['filed', { request }],
    ['filed', { request, steps: { property: 'done', comment: 'done' } }],
    ['filed', { request, steps: { property: 'done', confirmation: 'done' } }],
    ['filed', { request, steps: { comment: 'done', confirmation: 'done' } }],
    ['filed', { request, steps: { property: 'done', comment: 'done', confirmation: 'done' } }],
    ['confirmed', { request, steps: confirmed }],
  ];
  it.each(FACTS)('goes on where it stood (%s)', (state, facts) => {
    const call = makeRecordedCall({ state: 'parked', ...facts });
    expect(resumedState(call)).toBe(state);
    expect(enter(call, resumedState(call)).state).toBe(state);
  });
});
