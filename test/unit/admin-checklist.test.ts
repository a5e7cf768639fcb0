import { describe, expect, it } from 'vitest';
import type { Setup } from '../../src/contract/admin';
import type { AccountNumber, AccountsCheck } from '../../src/contract/admin-accounts';
import { EMPTY_SETTINGS } from '../../src/contract/settings';
import { stepsOf } from '../../static/admin/setup/checklist';
import { makeLine, START } from './fakes';

const credential = { endsWith: 'x4f2', ageDays: 3, savedBy: 'admin' };
const EMPTY: Setup = {
  licensed: undefined,
  twilio: undefined,
  openai: { key: undefined, project: undefined, ...EMPTY_SETTINGS.openai },
  rotationDays: 180,
  lines: [],
  unreadLines: [],
  webhooks: undefined,
  blocked: [],
  retention: EMPTY_SETTINGS.retention,
  triedAt: undefined,
  textTroubles: [],
  parkedCalls: 0,
  paused: undefined,
  outages: [],
  notComparedSince: undefined,
};
const WHOLE: Setup = {
  ...EMPTY,
  twilio: { accountSid: 'AC', token: credential, previousToken: undefined, apiKey: undefined, region: 'us1' },
  openai: { ...EMPTY.openai, key: credential },
  lines: [makeLine()],
  triedAt: START,
};
const { number } = makeLine();
const listed = (more: Partial<AccountNumber> = {}): AccountNumber => ({
  number,
  name: number,
  state: 'connected',
  targets: {},
  problems: [],
  ...more,
});
const check = (more: Partial<AccountsCheck> = {}): AccountsCheck => ({
  at: START,
  twilio: { service: 'twilio', problems: [], unanswered: [] },
  openai: { service: 'openai', problems: [], unanswered: [] },
  numbers: [listed()],
  ...more,
});
const statesOf = (setup: Setup, accounts?: AccountsCheck): string[] =>
  stepsOf(setup, accounts).map(({ name, state }) => `${name} ${state}`);
const step = (name: string, setup: Setup, accounts?: AccountsCheck) =>
  stepsOf(setup, accounts).find((one) => one.name === name);

describe('the set-up as a checklist', () => {
  it('begins with everything to do but the licence', () => {
    expect(statesOf(EMPTY)).toEqual([
      'licence done',
      'twilio todo',
      'openai todo',
      'line todo',
      'number todo',
      'trial todo',
    ]);
  });

  it('says of what is there and not checked yet that it is not known', () => {
    expect(statesOf(WHOLE)).toEqual([
      'licence done',
      'twilio unknown',
      'openai unknown',
      'line done',
      'number unknown',
      'trial done',
    ]);
  });

  it('ends with all of it done', () => {
    expect(statesOf(WHOLE, check()).every((state) => state.endsWith(' done'))).toBe(true);
  });

  it('turns red when a service lets the app in no more, be it that a check or a call finds it', () => {
    const refused = {
      service: 'twilio' as const,
      failure: 'unauthorised' as const,
      problems: [],
      unanswered: [],
    };
    expect(step('twilio', WHOLE, check({ twilio: refused }))).toMatchObject({
      state: 'broken',
      problems: [{ kind: 'failure', service: 'twilio', failure: 'unauthorised' }],
    });
    const outage = {
      service: 'openai' as const,
      since: START,
      failure: 'quota-exceeded' as const,
      reason: '',
    };
    expect(step('openai', { ...WHOLE, outages: [outage] }, check())?.state).toBe('broken');
    expect(step('licence', { ...WHOLE, licensed: false })?.state).toBe('broken');
  });

  it('warns of what works, but should be looked at', () => {
    const open = { service: 'twilio' as const, problems: [{ kind: 'open-media' as const }], unanswered: [] };
    expect(step('twilio', WHOLE, check({ twilio: open }))).toMatchObject({
      state: 'warning',
      problems: [{ key: 'setup.problems.open-media' }],
    });
    const missing = {
      service: 'openai' as const,
      problems: [{ kind: 'model-missing' as const, what: 'm' }],
      unanswered: [],
    };
    expect(step('openai', WHOLE, check({ openai: missing }))).toMatchObject({
      state: 'broken',
      problems: [{ values: { what: 'm' } }],
    });
  });

  it('reminds of credentials that are as old as the admin wants them to get', () => {
    const old = { ...WHOLE, openai: { ...WHOLE.openai, key: { ...credential, ageDays: 180 } } };
    expect(step('openai', old, check())).toMatchObject({
      state: 'warning',
      problems: [{ key: 'setup.rotate', values: { days: 180, limit: 180 } }],
    });
    expect(step('openai', { ...old, rotationDays: 181 }, check())?.state).toBe('done');
  });

  it.each([
    ['free', 'todo'],
    ['elsewhere', 'todo'],
    ['partly', 'broken'],
    ['overruled', 'broken'],
  ] as const)('takes a line whose number is %s for %s', (state, expected) => {
    expect(step('number', WHOLE, check({ numbers: [listed({ state })] }))?.state).toBe(expected);
  });

  it('turns red when one of several lines has lost its number', () => {
    const second = makeLine({ id: 'second', number: '+14155550199' });
    const numbers = [listed(), listed({ number: second.number, state: 'elsewhere' })];
    const setup = { ...WHOLE, lines: [...WHOLE.lines, second] };
    expect(step('number', setup, check({ numbers }))).toMatchObject({
      state: 'broken',
      problems: [{ key: 'setup.number.elsewhere', values: { number: second.number } }],
    });
  });

  it('warns of a number whose texts do not arrive', () => {
    const numbers = [listed({ problems: ['not-registered'] })];
    expect(step('number', WHOLE, check({ numbers }))?.state).toBe('warning');
  });
});
