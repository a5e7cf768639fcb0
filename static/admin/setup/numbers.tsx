import { Button, DynamicTable, Heading, Inline, Lozenge, Stack, Text } from '@forge/react';
import type { Setup } from '../../../src/contract/admin';
import type { AccountNumber, AccountsCheck, Targets } from '../../../src/contract/admin-accounts';
import { cell } from '../cell';
import { connectNumber, disconnectNumber } from '../effects';
import { beginLine } from '../lines/begin-line';
import { usePage } from '../parts';
import { useWords } from '../use-words';

/** The numbers of the account: which line has them, what answers them, and what is wrong with them. */
export function Numbers({ setup, accounts }: { setup: Setup; accounts: AccountsCheck | undefined }) {
  const { say } = useWords();
  return (
    <Stack space="space.100">
      <Heading as="h3">{say('numbers.title')}</Heading>
      <Text>{setup.twilio === undefined ? say('numbers.notKnown') : say('numbers.help')}</Text>
      {setup.twilio !== undefined && accounts !== undefined && (
        <DynamicTable
          label={say('numbers.title')}
          emptyView={<Text>{say('numbers.none')}</Text>}
          head={{
            cells: [
              { key: 'number', content: say('numbers.number'), width: 25 },
              { key: 'state', content: say('numbers.state'), width: 45 },
              { key: 'actions', content: say('numbers.actionsTitle'), width: 30 },
            ],
          }}
          rows={accounts.numbers.map((number) => ({
            key: number.number,
            cells: [
              cell('number', <NumberName number={number} setup={setup} />),
              cell('state', <NumberState number={number} />),
              cell('actions', <NumberActions number={number} setup={setup} />),
            ],
          }))}
        />
      )}
    </Stack>
  );
}

const lineOf = ({ lines }: Setup, { number }: AccountNumber) => lines.find((line) => line.number === number);

function NumberName({ number, setup }: { number: AccountNumber; setup: Setup }) {
  const { say } = useWords();
  return (
    <Stack>
      <Text weight="medium">{number.number}</Text>
      <Text color="color.text.subtle">{lineOf(setup, number)?.name ?? say('numbers.noLine')}</Text>
    </Stack>
  );
}

const APPEARANCE = {
  connected: 'success',
  partly: 'moved',
  elsewhere: 'default',
  free: 'default',
  overruled: 'removed',
} as const;

function NumberState({ number }: { number: AccountNumber }) {
  const { say } = useWords();
  const { state, overruledBy, targets, before, problems } = number;
  const now = state === 'elsewhere' || state === 'partly' ? shownTarget(targets) : undefined;
  const was = shownTarget(before);
  return (
    <Stack space="space.050">
      <Inline>
        <Lozenge appearance={APPEARANCE[state]}>{say(`numbers.states.${state}`)}</Lozenge>
      </Inline>
      {overruledBy !== undefined && <Text>{say(`numbers.overruled.${overruledBy}`)}</Text>}
      {now !== undefined && <Text>{say('numbers.now', { target: now })}</Text>}
      {was !== undefined && <Text>{say('numbers.before', { target: was })}</Text>}
      {problems.map((problem) => (
        <Text key={problem} color="color.text.warning">
          {say(`numbers.problems.${problem}`)}
        </Text>
      ))}
    </Stack>
  );
}

const shownTarget = (targets: Targets | undefined): string | undefined => targets?.voice ?? targets?.text;

function NumberActions({ number, setup }: { number: AccountNumber; setup: Setup }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const line = lineOf(setup, number);
  const busy = state.saving === 'numbers';
  const isOurs = number.state === 'connected' || number.state === 'partly';
  return (
    <Inline space="space.100" shouldWrap>
      {line === undefined && !isOurs && (
        <Button spacing="compact" onClick={() => beginLine(dispatch, number.number)}>
          {say('numbers.addLine')}
        </Button>
      )}
      {line !== undefined && number.state !== 'connected' && !number.problems.includes('not-in-account') && (
        <Button
          spacing="compact"
          appearance="primary"
          isDisabled={busy}
          onClick={() => connectNumber(line, words, dispatch)}
        >
          {say(number.state === 'partly' ? 'numbers.connectAgain' : 'numbers.connect')}
        </Button>
      )}
      {isOurs && (
        <Button
          spacing="compact"
          isDisabled={busy}
          onClick={() => disconnectNumber(number.number, words, dispatch)}
        >
          {say('numbers.disconnect')}
        </Button>
      )}
    </Inline>
  );
}

/** The button of the checklist: the first line whose number is not connected. */
export function ConnectFirst({ setup }: { setup: Setup }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { numbers = [] } = state.views.accounts.value ?? {};
  const first = setup.lines.find(({ number }) =>
    numbers.some((one) => one.number === number && ['free', 'elsewhere', 'partly'].includes(one.state)),
  );
  if (first === undefined) return null;
  return (
    <Button
      appearance="primary"
      isDisabled={state.saving === 'numbers'}
      onClick={() => connectNumber(first, words, dispatch)}
    >
      {words.say('setup.number.action', { number: first.number })}
    </Button>
  );
}
