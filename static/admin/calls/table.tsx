import { Button, DynamicTable, Inline, Link, Lozenge, Stack, Text } from '@forge/react';
import type { CallRow } from '../../../src/contract/admin-calls';
import type { CallState } from '../../../src/contract/call';
import type { Line } from '../../../src/contract/settings';
import { cell } from '../cell';
import { loadCall, retryCall } from '../effects';
import { usePage } from '../parts';
import { useWords } from '../use-words';

export function CallTable({ calls, lines }: { calls: CallRow[]; lines: Line[] }) {
  const { say, time, usd, duration } = useWords();
  return (
    <DynamicTable
      label={say('calls.title')}
      head={{
        cells: [
          { key: 'when', content: say('calls.when'), width: 24 },
          { key: 'state', content: say('calls.state'), width: 28 },
          { key: 'request', content: say('calls.request'), width: 12 },
          { key: 'duration', content: say('calls.duration'), width: 10 },
          { key: 'cost', content: say('calls.cost'), width: 10 },
          { key: 'actions', content: say('numbers.actionsTitle'), width: 16 },
        ],
      }}
      rows={calls.map((call) => ({
        key: call.id,
        cells: [
          cell(
            'when',
            <Stack>
              <Text>{time(call.answeredAt)}</Text>
              <Text color="color.text.subtle">
                {lines.find(({ id }) => id === call.lineId)?.name ?? say('calls.gone')}
              </Text>
            </Stack>,
          ),
          cell('state', <CallStateCell call={call} />),
          cell('request', <RequestLink issueKey={call.issueKey} />),
          {
            key: 'duration',
            content: call.durationSeconds === undefined ? '–' : duration(call.durationSeconds),
          },
          { key: 'cost', content: usd(call.usd) },
          cell('actions', <CallActions call={call} />),
        ],
      }))}
    />
  );
}

const RequestLink = ({ issueKey }: { issueKey: string | undefined }) => (
  <Text>{issueKey === undefined ? '–' : <Link href={`/browse/${issueKey}`}>{issueKey}</Link>}</Text>
);

const APPEARANCE: Record<CallState, 'success' | 'inprogress' | 'default' | 'removed'> = {
  answered: 'inprogress',
  recorded: 'inprogress',
  transcribed: 'inprogress',
  understood: 'inprogress',
  filed: 'success',
  confirmed: 'success',
  closed: 'success',
  abandoned: 'default',
  parked: 'removed',
};

/** Where it stands, and what it waits for. */
function CallStateCell({ call: { state, reason, waiting } }: { call: CallRow }) {
  const { say, sayFailure, time } = useWords();
  return (
    <Stack space="space.050">
      <Inline>
        <Lozenge appearance={APPEARANCE[state]}>{say(`calls.states.${state}`)}</Lozenge>
      </Inline>
      {reason !== undefined && <Text>{reason}</Text>}
      {waiting !== undefined && (
        <>
          <Text>{sayFailure(waiting.failure, waiting.service)}</Text>
          <Text color="color.text.subtle">
            {say('calls.waits', {
              service: say(`services.${waiting.service}`),
              since: time(waiting.since),
              next: time(waiting.nextTry),
            })}
          </Text>
        </>
      )}
    </Stack>
  );
}

function CallActions({ call }: { call: CallRow }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const mayRetry = call.state === 'parked' || call.waiting !== undefined;
  return (
    <Inline space="space.100" shouldWrap>
      {mayRetry && (
        <Button
          spacing="compact"
          isDisabled={state.saving === 'calls'}
          onClick={() => retryCall(call.id, state.filter, words, dispatch)}
        >
          {say('calls.retry')}
        </Button>
      )}
      <Button
        spacing="compact"
        appearance="subtle"
        onClick={() => {
          dispatch({ kind: 'forgotten', view: 'call' });
          dispatch({ kind: 'dialog-opened', dialog: { kind: 'call', id: call.id } });
          void loadCall(call.id, dispatch);
        }}
      >
        {say('calls.details')}
      </Button>
    </Inline>
  );
}
