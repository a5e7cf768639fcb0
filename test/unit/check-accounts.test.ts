import { expect, it } from 'vitest';
import { checkAccounts } from '../../src/settings/check-accounts';
import type { OwnNumber } from '../../src/settings/wiring';
import { createAdmin } from './fake-admin';
import { createNumberDesk, makeNumber } from './fake-numbers';
import { createProviders } from './fake-providers';
import { failure, makeLine, makeSettings, OWN_NUMBER, START } from './fakes';

const TOLL_FREE = '+18005550100';
const BERLIN = '+493055500100';

function open(numbers?: OwnNumber[]) {
  const world = createAdmin();
  world.kept.settings = makeSettings([makeLine()]);
  const saved = { endsWith: 'aaaa', savedAt: START, savedBy: 'admin-1' };
  world.kept.twilio = { ...saved, authToken: 'a'.repeat(32), previousAuthTokens: [] };
  world.kept.openai = { ...saved, apiKey: 'sk-1' };
  const desk = createNumberDesk(numbers);
  const vendors = createProviders();
  const check = async () => {
    const answer = await checkAccounts(world.admin, desk.openDesk, vendors.providers);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  return { ...world, desk, ...vendors, check };
}

it('accounts with nothing wrong are told as that, without asking for what is not set', async () => {
  const { check, kept, asked } = open();
  expect(await check()).toMatchObject({
    at: START,
    twilio: { service: 'twilio', problems: [], unanswered: [] },
    openai: { service: 'openai', problems: [], unanswered: [] },
    numbers: [{ number: OWN_NUMBER, lineId: 'support', state: 'free', targets: {}, problems: [] }],
  });
  asked.length = 0;
  kept.twilio = undefined;
  kept.openai = undefined;
  expect(await check()).toMatchObject({ twilio: undefined, openai: undefined, numbers: [] });
  expect(asked).toEqual([]);
});

it('a suspended account, a trial, open recordings and a missing model are problems', async () => {
  const { check, answers, desk } = open();
  answers.account = { kind: 'known', status: 'suspended', isTrial: true };
  answers.models['gpt-6.1-terra'] = 'missing';
  desk.facts.isOpen = true;
  expect(await check()).toMatchObject({
    twilio: { problems: [{ kind: 'suspended' }, { kind: 'trial' }, { kind: 'open-media' }] },
    openai: { problems: [{ kind: 'model-missing', what: 'gpt-6.1-terra' }] },
  });
});

it('credentials that are refused are told as that', async () => {
  const { check, answers, kept } = open();
  answers.account = { kind: 'refused' };
  answers.models['gpt-transcribe'] = 'refused';
  expect(await check()).toMatchObject({
    twilio: { failure: 'unauthorised' },
    openai: { failure: 'unauthorised' },
  });
  answers.account = { kind: 'known', status: 'active', isTrial: false };
  answers.apiKey = 'refused';
  const facts = { endsWith: '1111', savedAt: START, savedBy: 'admin-1' };
  if (kept.twilio !== undefined) kept.twilio.apiKey = { ...facts, sid: 'SK1', secret: 'x' };
  expect(await check()).toMatchObject({ twilio: { failure: 'unauthorised' } });
});

it('what could not be found out is named, and the rest is there', async () => {
  const { check, desk, answers } = open();
  desk.broken.isMediaOpen = failure('timed-out', 'twilio');
  desk.broken.loadRegistrations = failure('not-found', 'twilio');
  answers.models['gpt-transcribe'] = failure('unreachable', 'openai');
  const answer = await check();
  expect(answer.twilio?.unanswered).toEqual(['media', 'registrations']);
  expect(answer.twilio).not.toHaveProperty('failure');
  expect(answer.openai).toMatchObject({ failure: 'unreachable', unanswered: ['models'] });
  expect(answer.numbers[0]?.problems).toEqual([]);
  desk.broken.listNumbers = failure('unavailable', 'twilio');
  expect(await check()).toMatchObject({
    twilio: { failure: 'unavailable', unanswered: ['numbers', 'media', 'registrations'] },
    numbers: [],
  });
});

it('numbers have the problems that matter for what their line does', async () => {
  const numbers = [
    makeNumber({ canTalk: false }),
    makeNumber({ number: TOLL_FREE }),
    makeNumber({ number: BERLIN, canText: false, overruledBy: 'trunk' }),
    makeNumber({ number: '+14155550102', hasTextApplication: true }),
  ];
  const { check, desk, kept } = open(numbers);
  kept.settings = makeSettings([
    makeLine(),
    makeLine({ id: 'free', number: TOLL_FREE }),
    makeLine({ id: 'de', number: BERLIN }),
    makeLine({ id: 'gone', number: '+14155550199' }),
  ]);
  desk.facts.registrations = { answeredElsewhere: [OWN_NUMBER], registered: [], verified: [] };
  const told = async () =>
    (await check()).numbers.map(({ number, state, problems }) => [number, state, problems]);
  expect(await told()).toEqual([
    [OWN_NUMBER, 'free', ['no-voice', 'text-application', 'not-registered']],
    [TOLL_FREE, 'free', ['not-verified']],
    [BERLIN, 'overruled', ['no-texts']],
    ['+14155550102', 'free', ['text-application']],
    ['+14155550199', 'free', ['not-in-account']],
  ]);
  desk.facts.registrations = { answeredElsewhere: [], registered: [OWN_NUMBER], verified: ['PN18005550100'] };
  expect((await told()).slice(0, 2)).toEqual([
    [OWN_NUMBER, 'free', ['no-voice']],
    [TOLL_FREE, 'free', []],
  ]);
  desk.facts.registrations.registered = [];
  kept.settings = makeSettings([makeLine({ confirmation: { enabled: false } })]);
  expect((await told())[0]).toEqual([OWN_NUMBER, 'free', ['no-voice']]);
});
