import { countryOf, kindOfNumber } from '../caller/number';
import type { Answer } from '../contract/admin';
import type {
  AccountNumber,
  AccountQuestion,
  AccountsCheck,
  NumberProblem,
  ServiceCheck,
} from '../contract/admin-accounts';
import type { Failure, Result } from '../contract/failure';
import type { Line, Settings } from '../contract/settings';
import { type OpenAiAccess, openAiAccess, type TwilioAccess, twilioAccess } from './accounts';
import type { Administration } from './administration';
import { explain } from './explain';
import { isConnected, shownTargets, stateOf } from './own-targets';
import type { AccountAnswer, Providers } from './providers';
import type { NumberDesk, OpenDesk, OwnNumber, Registrations } from './wiring';

/**
 * What the accounts look like from here, and what is wrong with them. All is asked at once, and each question has its
 * time-out, so that the page gets an answer within seconds; what could not be found out is told as that.
 */
export async function checkAccounts(
  admin: Administration,
  openDesk: OpenDesk,
  providers: Providers,
): Promise<Answer<AccountsCheck>> {
  const [settings, twilio, openai, phoneUrl] = await Promise.all([
    admin.loadSettings(),
    admin.loadTwilioSecret(),
    admin.loadOpenAiSecret(),
    admin.loadPhoneUrl(),
  ]);
  if (!settings.ok) return explain(settings.failure);
  if (!twilio.ok) return explain(twilio.failure);
  if (!openai.ok) return explain(openai.failure);
  if (!phoneUrl.ok) return explain(phoneUrl.failure);
  const atTwilio = twilioAccess(settings.value, twilio.value);
  const atOpenAi = openAiAccess(settings.value, openai.value);
  const [phone, models] = await Promise.all([
    atTwilio && checkTwilio(atTwilio, settings.value, phoneUrl.value, openDesk, providers),
    atOpenAi && checkOpenAi(atOpenAi, settings.value, providers),
  ]);
  return {
    ok: true,
    value: { at: admin.now(), twilio: phone?.check, openai: models, numbers: phone?.numbers ?? [] },
  };
}

async function checkOpenAi(
  access: OpenAiAccess,
  { openai }: Settings,
  { askModel }: Providers,
): Promise<ServiceCheck> {
  const names = [...new Set([openai.transcriptionModel, openai.understandingModel])];
  const answers = await Promise.all(names.map((name) => askModel(access, name)));
  const check: ServiceCheck = { service: 'openai', problems: [], unanswered: [] };
  for (const [index, answer] of answers.entries()) {
    if (!answer.ok) {
      check.failure ??= answer.failure.kind;
      check.unanswered = ['models'];
    } else if (answer.value === 'missing')
      check.problems.push({ kind: 'model-missing', what: names[index] ?? '' });
    else if (answer.value !== 'usable') check.failure = 'unauthorised';
  }
  return check;
}

async function checkTwilio(
  access: TwilioAccess,
  settings: Settings,
  phoneUrl: string,
  openDesk: OpenDesk,
  { askAccount, tryApiKey }: Providers,
): Promise<{ check: ServiceCheck; numbers: AccountNumber[] }> {
  const desk = openDesk(access);
  const [account, key, numbers, isOpen, registrations] = await Promise.all([
    askAccount(access),
    access.apiKey === undefined ? undefined : tryApiKey(access),
    desk.listNumbers(),
    desk.isMediaOpen(),
    desk.loadRegistrations(),
  ]);
  const check: ServiceCheck = {
    service: 'twilio',
    problems: problemsOfAccount(account, isOpen),
    unanswered: unanswered({ account, numbers, media: isOpen, registrations }),
  };
  const failure = isRefused(account, key) ? 'unauthorised' : firstFailure([account, numbers])?.kind;
  if (failure !== undefined) check.failure = failure;
  if (!numbers.ok) return { check, numbers: [] };
  const known = registrations.ok ? registrations.value : undefined;
  const shown = await Promise.all(
    numbers.value.map((number) => describe(number, settings, phoneUrl, known, desk)),
  );
  return { check, numbers: [...shown, ...notInAccount(settings.lines, numbers.value)] };
}

function problemsOfAccount(
  account: Result<AccountAnswer>,
  isOpen: Result<boolean | undefined>,
): ServiceCheck['problems'] {
  const problems: ServiceCheck['problems'] = [];
  if (account.ok && account.value.kind === 'known') {
    if (account.value.status !== 'active') problems.push({ kind: 'suspended' });
    if (account.value.isTrial) problems.push({ kind: 'trial' });
  }
  if (isOpen.ok && isOpen.value === true) problems.push({ kind: 'open-media' });
  return problems;
}

const unanswered = (answers: Partial<Record<AccountQuestion, Result<unknown>>>): AccountQuestion[] =>
  (['account', 'numbers', 'media', 'registrations'] as const).filter(
    (question) => answers[question]?.ok === false,
  );

const isRefused = (
  account: Result<AccountAnswer>,
  key: Result<'accepted' | 'refused'> | undefined,
): boolean =>
  (account.ok && account.value.kind === 'refused') || (key?.ok === true && key.value === 'refused');

const firstFailure = (results: Result<unknown>[]): Failure | undefined => {
  const failed = results.find(({ ok }) => !ok);
  return failed === undefined || failed.ok ? undefined : failed.failure;
};

async function describe(
  own: OwnNumber,
  { lines }: Settings,
  phoneUrl: string,
  registrations: Registrations | undefined,
  { loadBefore }: NumberDesk,
): Promise<AccountNumber> {
  const line = lines.find(({ number }) => number === own.number);
  const before = isConnected(own, phoneUrl) ? await loadBefore(own.number) : undefined;
  return {
    number: own.number,
    name: own.name,
    ...(line && { lineId: line.id }),
    state: stateOf(own, phoneUrl),
    ...(own.overruledBy && { overruledBy: own.overruledBy }),
    targets: shownTargets(own.targets),
    ...(before?.ok && before.value && { before: shownTargets(before.value) }),
    problems: problemsOf(own, line, registrations),
  };
}

/** What matters of a number that no line has is only what it could be used for. */
function problemsOf(
  own: OwnNumber,
  line: Line | undefined,
  registrations: Registrations | undefined,
): NumberProblem[] {
  const problems: NumberProblem[] = [];
  if (!own.canTalk) problems.push('no-voice');
  if (!own.canText) problems.push('no-texts');
  if (own.hasTextApplication || registrations?.answeredElsewhere.includes(own.number))
    problems.push('text-application');
  if (line === undefined || registrations === undefined || !own.canText || !sendsTexts(line)) return problems;
  if (kindOfNumber(own.number) === 'toll-free') {
    if (own.number.startsWith('+1') && !registrations.verified.includes(own.id))
      problems.push('not-verified');
  } else if (countryOf(own.number) === 'US' && !registrations.registered.includes(own.number))
    problems.push('not-registered');
  return problems;
}

const sendsTexts = ({ confirmation, statusText, knownCallers }: Line): boolean =>
  confirmation.enabled || statusText.enabled || (knownCallers.enabled && knownCallers.pin);

const notInAccount = (lines: readonly Line[], numbers: readonly OwnNumber[]): AccountNumber[] =>
  lines
    .filter(({ number }) => numbers.every((own) => own.number !== number))
    .map(({ id, number }) => ({
      number,
      name: '',
      lineId: id,
      state: 'free',
      targets: {},
      problems: ['not-in-account'],
    }));
