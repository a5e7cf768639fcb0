import { describe, expect, it } from 'vitest';
import type { CallRow } from '../../src/contract/admin-calls';
import type { Usage } from '../../src/contract/admin-usage';
import { Prices } from '../../src/contract/prices';
import { newDraft } from '../../static/admin/lines/draft';
import { type Event, initialState, reduce, type State } from '../../static/admin/state';
import { monthsUntil, sumOf, toCsv } from '../../static/admin/usage/csv';
import { CALL_ID, START } from './fakes';

const play = (...events: Event[]): State => events.reduce(reduce, initialState);
const refused = { ok: false, error: { message: 'Try again in a minute.' } } as const;
const row = (id: string): CallRow => ({
  id,
  reference: 'K7QM-2R4X',
  lineId: 'support',
  answeredAt: START,
  state: 'closed',
  usd: 0.05,
});
const usage = (month: string): Usage => ({ month, days: [], prices: Prices.parse({}) });

describe('what the admin page shows', () => {
  it('stays while it is asked for anew, and beside the words when that fails', () => {
    const shown = play(
      { kind: 'asked', view: 'calls', ask: 1 },
      { kind: 'answered', view: 'calls', ask: 1, answer: { ok: true, value: { calls: [row(CALL_ID)] } } },
      { kind: 'asked', view: 'calls', ask: 2 },
    );
    expect(shown.views.calls).toMatchObject({ loading: true, value: { calls: [{ id: CALL_ID }] } });
    const failed = reduce(shown, { kind: 'answered', view: 'calls', ask: 2, answer: refused });
    expect(failed.views.calls).toMatchObject({
      loading: false,
      error: refused.error,
      value: { calls: [{ id: CALL_ID }] },
    });
  });

  it('is never an answer that was overtaken by another question', () => {
    const state = play(
      { kind: 'asked', view: 'usage', ask: 1 },
      { kind: 'asked', view: 'usage', ask: 2 },
      { kind: 'answered', view: 'usage', ask: 2, answer: { ok: true, value: usage('2026-11') } },
      { kind: 'answered', view: 'usage', ask: 1, answer: { ok: true, value: usage('2026-10') } },
    );
    expect(state.views.usage.value?.month).toBe('2026-11');
  });

  it('lists a call once, also when it has moved between two pages', () => {
    const state = play(
      { kind: 'asked', view: 'calls', ask: 1 },
      {
        kind: 'answered',
        view: 'calls',
        ask: 1,
        answer: { ok: true, value: { calls: [row('a'), row('b')], cursor: 'x' } },
      },
      { kind: 'asked', view: 'calls', ask: 2 },
      {
        kind: 'answered',
        view: 'calls',
        ask: 2,
        answer: { ok: true, value: { calls: [row('b'), row('c')] } },
        more: true,
      },
    );
    expect(state.views.calls.value).toEqual({ calls: [row('a'), row('b'), row('c')] });
  });
});

describe('a change', () => {
  it('that is refused leaves the form as it was typed', () => {
    const draft = { ...newDraft('+14155550100'), name: 'the help desk' };
    const state = play(
      { kind: 'draft-begun', draft },
      { kind: 'save-started', form: 'line' },
      { kind: 'save-ended', form: 'line', error: refused.error, done: 'Saved.', changed: {} },
    );
    expect(state).toMatchObject({ draft, saving: undefined, notice: { form: 'line', error: refused.error } });
  });

  it('that is done closes its form, and outdates what was asked before', () => {
    const accounts = { at: START, twilio: undefined, openai: undefined, numbers: [] };
    const state = play(
      { kind: 'dialog-opened', dialog: { kind: 'twilio' } },
      { kind: 'asked', view: 'accounts', ask: 5 },
      { kind: 'save-started', form: 'twilio' },
      { kind: 'save-ended', form: 'twilio', done: 'Saved.', changed: { accounts } },
      { kind: 'answered', view: 'accounts', ask: 5, answer: { ok: true, value: { ...accounts, at: 1 } } },
    );
    expect(state.dialog).toBeUndefined();
    expect(state.views.accounts.value?.at).toBe(START);
    expect(state.notice).toMatchObject({ form: 'twilio', done: 'Saved.' });
  });
});

describe('usage', () => {
  const day = { day: '2026-11-27', calls: 2, minutes: 5, requests: 1, twilioUsd: 0.1, openaiUsd: 0.02 };

  it('is exported as CSV', () => {
    expect(toCsv([day])).toBe(
      'day,calls,minutes,requests,twilioUsd,openaiUsd\r\n2026-11-27,2,5,1,0.1,0.02\r\n',
    );
  });

  it('is added up', () => {
    expect(sumOf([day, day])).toMatchObject({ calls: 4, minutes: 10, requests: 2, twilioUsd: 0.2 });
  });

  it('can be looked at for this month and a year back', () => {
    const months = monthsUntil(new Date('2026-02-28T23:59:59Z'));
    expect([months[0], months[2], months.at(-1), months.length]).toEqual([
      '2026-02',
      '2025-12',
      '2025-02',
      13,
    ]);
  });
});
