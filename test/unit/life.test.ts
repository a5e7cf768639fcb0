import { describe, expect, it } from 'vitest';
import { enter, isAtWork, LIFE, resumedState, WORK_STATES } from '../../src/call/life';
import { CallState } from '../../src/contract/call';
import { makeRecordedCall, makeUnderstanding, START, TRANSCRIPT } from './fakes';

/** Written anew from the issue and the design, to check the table that the app uses. */
const WAYS: Record<CallState, CallState[]> = {
  answered: ['recorded', 'abandoned'],
  recorded: ['transcribed', 'understood', 'abandoned', 'parked'],
  transcribed: ['understood', 'parked'],
  understood: ['filed', 'parked'],
  filed: ['confirmed', 'parked'],
  confirmed: ['closed', 'parked'],
  closed: [],
  abandoned: ['recorded'],
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
  const request = { key: 'SUP-1', id: '1', at: START };
  const confirmed = {
    ...({ 'number-field': 'skipped', property: 'done', comment: 'skipped' } as const),
    confirmation: 'failed',
  } as const;
  it.each([
    ['recorded', {}],
    ['transcribed', { transcript: TRANSCRIPT }],
    ['understood', { transcript: TRANSCRIPT, understanding: makeUnderstanding() }],
    ['understood', { gap: 'transcript-pending' }],
    ['filed', { request }],
    ['filed', { request, steps: { property: 'done', comment: 'done' } }],
    ['filed', { request, steps: { property: 'done', confirmation: 'done' } }],
    ['filed', { request, steps: { comment: 'done', confirmation: 'done' } }],
    ['filed', { request, steps: { property: 'done', comment: 'done', confirmation: 'done' } }],
    ['confirmed', { request, steps: confirmed }],
  ] as const)('goes on where it stood (%s)', (state, facts) => {
    const call = makeRecordedCall({ state: 'parked', ...facts });
    expect(resumedState(call)).toBe(state);
    expect(enter(call, resumedState(call)).state).toBe(state);
  });
});
