import { describe, expect, it } from 'vitest';
import type { Answer, HeldCall, Setup } from '../../src/contract/admin';
import { AuditAction, type AuditEntry } from '../../src/contract/audit';
import { EMPTY_SETTINGS } from '../../src/contract/settings';
import { type Event, initialState, reduce, type State } from '../../static/admin/state';
import {
  describeComparison,
  describeEntry,
  describeHeldCall,
  describePause,
  describeTried,
  describeUnread,
  outageTitle,
  timeOf,
} from '../../static/admin/words';
import { CALL_ID, START } from './fakes';

const setup: Setup = {
  licensed: undefined,
  twilio: undefined,
  openai: { key: undefined, ...EMPTY_SETTINGS.openai },
  lines: [],
  unreadLines: [],
  webhooks: undefined,
  blocked: [],
  textTroubles: [],
  triedAt: undefined,
  parkedCalls: 0,
  paused: undefined,
  outages: [],
  notComparedSince: undefined,
};
const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: START,
  action: 'file',
  outcome: 'done',
  ...more,
});
const held: HeldCall = {
  id: CALL_ID,
  reference: 'K7QM-2R4X',
  lineId: 'support',
  answeredAt: START,
  reason: 'Give the app access.',
};
const refused = { ok: false, error: { message: 'Try again in a minute.' } } as const;
const play = (...events: Event[]): State => events.reduce(reduce, initialState);

describe('the state of the admin page', () => {
  it('shows what was switched, and keeps what it had when the app refuses', () => {
    const paused: Answer<Setup> = { ok: true, value: { ...setup, paused: { since: START, turnedAway: 0 } } };
    const started = play({ kind: 'save-started', form: 'pause' });
    expect(started.saving).toBe('pause');
    const switched = reduce(started, { kind: 'save-ended', form: 'pause', answer: paused, done: 'Paused.' });
    expect(switched).toMatchObject({
      saving: undefined,
      notice: { form: 'pause', ok: true, message: 'Paused.' },
      setup: { kind: 'ready', value: { paused: { since: START } } },
    });
    const kept = reduce(switched, { kind: 'save-ended', form: 'pause', answer: refused, done: 'Paused.' });
    expect(kept.setup).toEqual(switched.setup);
    expect(kept.notice).toMatchObject({ ok: false, message: 'Try again in a minute.' });
  });

  it('shows the calls that wait, or why it can not', () => {
    expect(play({ kind: 'held-received', answer: { ok: true, value: [held] } }).held).toEqual({
      kind: 'ready',
      value: [held],
    });
    expect(play({ kind: 'held-received', answer: refused }).held).toEqual({
      kind: 'failed',
      message: 'Try again in a minute.',
    });
  });

  it('shows nothing of the audit trail until it is asked for, then page after page', () => {
    const page = (action: AuditEntry['action'], cursor?: string): Event => ({
      kind: 'audit-received',
      answer: {
        ok: true,
        value:
          cursor === undefined ? { entries: [entry({ action })] } : { entries: [entry({ action })], cursor },
      },
    });
    expect(initialState.audit).toEqual({ kind: 'hidden' });
    const first = play({ kind: 'audit-asked' }, page('park', 'c1'));
    expect(first.audit).toEqual({ kind: 'ready', entries: [entry({ action: 'park' })], cursor: 'c1' });
    const asked = reduce(first, { kind: 'audit-asked' });
    expect(asked.audit).toEqual({ kind: 'loading', entries: [entry({ action: 'park' })] });
    expect(reduce(asked, page('file')).audit).toEqual({
      kind: 'ready',
      entries: [entry({ action: 'park' }), entry({ action: 'file' })],
      cursor: undefined,
    });
    const failed = reduce(asked, { kind: 'audit-received', answer: refused });
    expect(failed.audit).toEqual({ kind: 'failed', message: 'Try again in a minute.' });
    // The next try begins anew.
    expect(reduce(failed, { kind: 'audit-asked' }).audit).toEqual({ kind: 'loading', entries: [] });
  });
});

describe('the words of the admin page', () => {
  it.each(AuditAction.options)('have some for the action %s', (action) => {
    expect(describeEntry(entry({ action }))).toMatch(/, [a-z][A-Za-z ]{3,}: done$/);
  });

  it('hold all that an entry holds', () => {
    const whole = entry({
      outcome: 'failed',
      service: 'jira',
      failure: 'timed-out',
      issueKey: 'SUP-7',
      callId: CALL_ID,
      ms: 812.4,
      by: 'admin-1',
    });
    expect(describeEntry(whole)).toBe(
      `${timeOf(START)}, make the request: failed, Jira, timed-out, SUP-7, ${CALL_ID}, 812 ms, by account admin-1`,
    );
  });

  it('say of a call what it waits for, and until when', () => {
    expect(describeHeldCall(held)).toBe(`Call K7QM-2R4X of ${timeOf(START)}: Give the app access.`);
    const waiting = { service: 'openai', since: START, nextTry: START + 60_000 } as const;
    expect(describeHeldCall({ ...held, issueKey: 'SUP-7', waiting })).toBe(
      `Call K7QM-2R4X SUP-7 of ${timeOf(START)}: Give the app access. It has waited since ${timeOf(START)}; the next try is at ${timeOf(START + 60_000)}.`,
    );
  });

  it('say how many callers were turned away, as far as that is known', () => {
    const counted = (turnedAway: number | undefined) => describePause({ since: START, turnedAway });
    expect(counted(0)).toContain(': 0. ');
    expect(counted(3)).toContain(': 3. ');
    expect(counted(100)).toContain(': 100 or more. ');
    expect(counted(undefined)).toContain('not known');
  });

  it('say how many calls one click has left', () => {
    expect(describeTried({ parkedCalls: 0 })).toBe('It is under way; load this page again in a minute.');
    expect(describeTried({ parkedCalls: 70 })).toContain(' 70 calls are left');
    expect(describeTried({ parkedCalls: 100 })).toContain(' 100 or more calls are left');
  });

  it('name the lines that are not answered', () => {
    expect(describeUnread(['+14155550100', '+493055500100'])).toContain(': +14155550100, +493055500100. ');
  });

  it("say from when on Twilio's records are unknown", () => {
    expect(describeComparison(START)).toContain(
      `What came after ${timeOf(START)} has not been looked through`,
    );
  });

  it('say which service is out, and since when', () => {
    const outage = { service: 'openai', since: START, failure: 'unavailable', reason: 'Wait.' } as const;
    expect(outageTitle(outage)).toBe(`OpenAI has not worked since ${timeOf(START)}`);
  });
});
