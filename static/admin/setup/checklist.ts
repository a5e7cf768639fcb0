import type { Setup } from '../../../src/contract/admin';
import type {
  AccountNumber,
  AccountQuestion,
  AccountsCheck,
  ServiceCheck,
} from '../../../src/contract/admin-accounts';
import type { FailureKind, Service } from '../../../src/contract/failure';
import type { WordKey } from '../words';

/** What keeps a step from being done, or should be looked at. */
export type Problem =
  | { kind: 'words'; key: WordKey; values?: Record<string, string | number>; breaks: boolean }
  | { kind: 'failure'; service: Service; failure: FailureKind; breaks: boolean };

export type StepName = 'licence' | 'twilio' | 'openai' | 'line' | 'number' | 'trial';

/**
 * - `todo`: nobody has done it yet.
 * - `done`: it is there and, where it can be checked, has been.
 * - `broken`: it was done, and calls suffer.
 * - `warning`: it works, but not as well as it should.
 * - `unknown`: it is there, and has not been checked yet.
 */
export interface Step {
  name: StepName;
  state: 'todo' | 'done' | 'broken' | 'warning' | 'unknown';
  problems: Problem[];
  /** What the last check could not find out. */
  unanswered?: AccountQuestion[];
}

const words = (key: WordKey, values: Record<string, string | number> = {}, breaks = true): Problem => ({
  kind: 'words',
  key,
  values,
  breaks,
});

/** The set-up as a list that checks itself, in the order in which it is done. */
export const stepsOf = (setup: Setup, accounts: AccountsCheck | undefined): Step[] => [
  licence(setup),
  account('twilio', setup.twilio !== undefined, setup, accounts),
  account('openai', setup.openai.key !== undefined, setup, accounts),
  step('line', setup.lines.length > 0, true, []),
  numbers(setup, accounts),
  step('trial', setup.triedAt !== undefined, true, []),
];

function step(name: StepName, isThere: boolean, isChecked: boolean, problems: Problem[]): Step {
  if (!isThere) return { name, state: 'todo', problems: [] };
  if (problems.some(({ breaks }) => breaks)) return { name, state: 'broken', problems };
  if (problems.length > 0) return { name, state: 'warning', problems };
  return { name, state: isChecked ? 'done' : 'unknown', problems };
}

function account(
  name: 'twilio' | 'openai',
  isThere: boolean,
  setup: Setup,
  accounts: AccountsCheck | undefined,
): Step {
  const problems = [...ofService(name, accounts?.[name], setup), ...oldCredentials(setup, name)];
  const unanswered = accounts?.[name]?.unanswered ?? [];
  return { ...step(name, isThere, accounts !== undefined, problems), ...(isThere && { unanswered }) };
}

const licence = ({ licensed }: Setup): Step =>
  licensed === false
    ? { name: 'licence', state: 'broken', problems: [words('setup.licence.inactive')] }
    : { name: 'licence', state: 'done', problems: [] };

/** What the check has found; or what calls have, where that came later. */
function ofService(
  service: 'twilio' | 'openai',
  check: ServiceCheck | undefined,
  { outages }: Setup,
): Problem[] {
  const failure = check?.failure ?? outages.find((outage) => outage.service === service)?.failure;
  return [
    ...(failure === undefined ? [] : [{ kind: 'failure' as const, service, failure, breaks: true }]),
    ...(check?.problems ?? []).map(({ kind, what = '' }) =>
      words(`setup.problems.${kind}`, { what }, kind === 'suspended' || kind === 'model-missing'),
    ),
  ];
}

/** Credentials that are older than the admin wants them to be (V16). */
function oldCredentials({ twilio, openai, rotationDays }: Setup, service: 'twilio' | 'openai'): Problem[] {
  const credentials =
    service === 'twilio'
      ? ([
          ['setup.twilioTokenName', twilio?.token],
          ['setup.twilioKeyName', twilio?.apiKey],
        ] as const)
      : ([['setup.openAiKeyName', openai.key]] as const);
  return credentials.flatMap(([name, facts]) =>
    facts !== undefined && facts.ageDays >= rotationDays
      ? [words('setup.rotate', { what: name, days: facts.ageDays, limit: rotationDays }, false)]
      : [],
  );
}

function numbers(setup: Setup, accounts: AccountsCheck | undefined): Step {
  if (setup.lines.length === 0) return { name: 'number', state: 'todo', problems: [] };
  if (accounts === undefined) return { name: 'number', state: 'unknown', problems: [] };
  const found = setup.lines.map(({ number }) => ({
    number,
    at: accounts.numbers.find((one) => one.number === number),
  }));
  const isAny = found.some(({ at }) => at?.state === 'connected' || at?.state === 'partly');
  // A line that was just entered is not broken; it is not connected yet.
  if (!isAny && found.every(({ at }) => at === undefined || at.state === 'free' || at.state === 'elsewhere'))
    return {
      name: 'number',
      state: 'todo',
      problems: found.flatMap(({ at }) => (at === undefined ? [] : ofNumber(at))),
    };
  const problems = found.flatMap(({ at }) => (at === undefined ? [] : [...ofWiring(at), ...ofNumber(at)]));
  return step('number', true, true, problems);
}

const ofWiring = ({ number, state, overruledBy }: AccountNumber): Problem[] => {
  switch (state) {
    case 'connected':
      return [];
    case 'partly':
      return [words('setup.number.partly', { number })];
    case 'elsewhere':
      return [words('setup.number.elsewhere', { number })];
    case 'free':
      return [words('setup.number.missing', { number })];
    case 'overruled':
      return [words(`numbers.overruled.${overruledBy ?? 'application'}`, { number })];
  }
};

const ofNumber = ({ number, problems }: AccountNumber): Problem[] =>
  problems.map((problem) =>
    words(`numbers.problems.${problem}`, { number }, problem === 'no-voice' || problem === 'not-in-account'),
  );
