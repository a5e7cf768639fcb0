import { Button, Heading, Inline, Lozenge, ProgressBar, Stack, Text } from '@forge/react';
import type { Setup } from '../../../src/contract/admin';
import { checkAccounts } from '../effects';
import { beginLine } from '../lines/begin-line';
import { Notice, usePage } from '../parts';
import { useWords } from '../use-words';
import type { WordKey } from '../words';
import { type Problem, type Step, type StepName, stepsOf } from './checklist';
import { Credentials } from './credentials';
import { ConnectFirst, Numbers } from './numbers';
import { OpenAiDialog } from './openai-dialog';
import { TwilioDialog } from './twilio-dialog';

/** From installed to the first call: a list that checks itself, the credentials, and the account's numbers. */
export function SetUp({ setup }: { setup: Setup }) {
  const { state, dispatch } = usePage();
  const { say, sayError, time } = useWords();
  const { accounts } = state.views;
  const steps = stepsOf(setup, accounts.value);
  const done = steps.filter((step) => step.state === 'done' || step.state === 'warning').length;
  const progress = say('setup.progress', { done, all: steps.length });
  return (
    <Stack space="space.300">
      <Stack space="space.100">
        <Inline spread="space-between" alignBlock="center" shouldWrap>
          <Heading as="h2">{say('setup.title')}</Heading>
          <Text>{progress}</Text>
        </Inline>
        <ProgressBar value={done / steps.length} ariaLabel={progress} />
      </Stack>
      <Stack space="space.200">
        {steps.map((step) => (
          <StepRow key={step.name} step={step} setup={setup} />
        ))}
      </Stack>
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <Button isDisabled={accounts.loading} onClick={() => checkAccounts(dispatch)}>
          {say('setup.check')}
        </Button>
        <Text>
          {accounts.loading
            ? say('setup.checking')
            : accounts.error !== undefined
              ? sayError(accounts.error)
              : accounts.value !== undefined
                ? say('setup.checkedAt', { at: time(accounts.value.at) })
                : ''}
        </Text>
      </Inline>
      <Notice form="twilio" />
      <Notice form="openai" />
      <Notice form="numbers" />
      <Numbers setup={setup} accounts={accounts.value} />
      <Credentials setup={setup} />
      <TwilioDialog setup={setup} />
      <OpenAiDialog setup={setup} />
    </Stack>
  );
}

const APPEARANCE = {
  done: 'success',
  todo: 'default',
  broken: 'removed',
  warning: 'moved',
  unknown: 'inprogress',
} as const;

function StepRow({ step, setup }: { step: Step; setup: Setup }) {
  const { say, time } = useWords();
  return (
    <Inline space="space.200" spread="space-between" alignBlock="start">
      <Stack space="space.050">
        <Inline space="space.100" alignBlock="center">
          <Lozenge appearance={APPEARANCE[step.state]}>{say(`setup.state.${step.state}`)}</Lozenge>
          <Text weight="semibold">{say(`setup.${step.name}.name`)}</Text>
        </Inline>
        <Text>{say(`setup.${step.name}.why`)}</Text>
        {step.problems.map((problem) => (
          <ProblemText key={JSON.stringify(problem)} problem={problem} />
        ))}
        <Unanswered step={step} />
        {step.name === 'trial' && setup.triedAt !== undefined && (
          <Text color="color.text.subtle">{say('setup.trial.last', { at: time(setup.triedAt) })}</Text>
        )}
      </Stack>
      <StepAction step={step} setup={setup} />
    </Inline>
  );
}

/** What the check could not find out is no reason to worry, but is not hidden either. */
function Unanswered({ step: { unanswered = [] } }: { step: Step }) {
  const { say } = useWords();
  if (unanswered.length === 0) return null;
  const what = unanswered.map((question) => say(`setup.questions.${question}`)).join(', ');
  return <Text color="color.text.subtle">{say('setup.unanswered', { what })}</Text>;
}

function ProblemText({ problem }: { problem: Problem }) {
  const { say, sayFailure } = useWords();
  const text =
    problem.kind === 'failure'
      ? sayFailure(problem.failure, problem.service)
      : withNumber(problem, say(problem.key, spoken(problem.values ?? {}, say)));
  return (
    <Text color={problem.breaks ? 'color.text.danger' : 'color.text.warning'} weight="medium">
      {text}
    </Text>
  );
}

/** Which of the numbers it is about, where the sentence does not say. */
const withNumber = ({ values = {} }: Extract<Problem, { kind: 'words' }>, text: string): string =>
  values.number === undefined || text.includes(String(values.number)) ? text : `${values.number}: ${text}`;

/** Names of things are words themselves. */
const spoken = (
  { what, ...values }: Record<string, string | number>,
  say: ReturnType<typeof useWords>['say'],
): Record<string, string | number> => {
  const isName = typeof what === 'string' && NAMES.includes(what);
  return { ...values, ...(what !== undefined && { what: isName ? say(what as WordKey) : what }) };
};
const NAMES: string[] = [
  'setup.twilioTokenName',
  'setup.twilioKeyName',
  'setup.openAiKeyName',
] satisfies WordKey[];

/** The one button of a step; the first thing to do stands out. */
function StepAction({ step, setup }: { step: Step; setup: Setup }) {
  const { dispatch } = usePage();
  const { say } = useWords();
  const actions: Record<StepName, (() => void) | undefined> = {
    licence: undefined,
    twilio: () => dispatch({ kind: 'dialog-opened', dialog: { kind: 'twilio' } }),
    openai: () => dispatch({ kind: 'dialog-opened', dialog: { kind: 'openai' } }),
    line: () =>
      step.state === 'todo' ? beginLine(dispatch) : dispatch({ kind: 'tab-chosen', tab: 'lines' }),
    // The numbers are listed below, each with its own button.
    number: undefined,
    trial: () => dispatch({ kind: 'tab-chosen', tab: 'trial' }),
  };
  const act = actions[step.name];
  if (step.name === 'number') return <ConnectFirst setup={setup} />;
  if (act === undefined || step.name === 'licence') return null;
  const isTodo = step.state === 'todo';
  return (
    <Button appearance={isTodo ? 'primary' : 'default'} onClick={act}>
      {say(`setup.${step.name}.${isTodo ? 'action' : 'change'}`)}
    </Button>
  );
}
