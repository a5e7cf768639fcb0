import {
  BarChart,
  Button,
  CodeBlock,
  DynamicTable,
  EmptyState,
  Heading,
  Inline,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  Stack,
  StackBarChart,
  Text,
} from '@forge/react';
import { useEffect, useState } from 'react';
import type { Usage } from '../../../src/contract/admin-usage';
import { today } from '../clock';
import { loadUsage } from '../effects';
import { Choice, Show, usePage } from '../parts';
import { useWords } from '../use-words';
import { monthsUntil, sumOf, toCsv } from './csv';
import { PricesForm } from './prices-form';

/** What calls cost, day by day, and by whose prices (M11). */
export function UsageView() {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const [months] = useState(() => monthsUntil(today()));
  const [month, setMonth] = useState(months[0] ?? '');
  useEffect(() => void loadUsage(month, dispatch), [month, dispatch]);
  return (
    <Stack space="space.200">
      <Heading as="h2">{say('usage.title')}</Heading>
      <Choice
        name="usageMonth"
        label={say('usage.month')}
        value={month}
        options={months.map((value) => ({ value, label: words.month(value) }))}
        onChange={(chosen) => {
          dispatch({ kind: 'forgotten', view: 'usage' });
          setMonth(chosen);
        }}
      />
      <Show loaded={state.views.usage} retry={() => loadUsage(month, dispatch)} label={say('usage.title')}>
        {(usage) => (
          <Stack space="space.300">
            {usage.days.length === 0 ? (
              <EmptyState header={say('usage.none')} description={say('usage.noneHelp')} />
            ) : (
              <Month usage={usage} />
            )}
            <PricesForm prices={usage.prices} month={usage.month} />
          </Stack>
        )}
      </Show>
    </Stack>
  );
}

function Month({ usage }: { usage: Usage }) {
  const { dispatch } = usePage();
  const { say } = useWords();
  const { days, month } = usage;
  const costs = days.flatMap(({ day, twilioUsd, openaiUsd }) => [
    { day: day.slice(8), provider: say('usage.twilio'), usd: twilioUsd },
    { day: day.slice(8), provider: say('usage.openai'), usd: openaiUsd },
  ]);
  return (
    <Stack space="space.200">
      <Totals usage={usage} />
      <StackBarChart
        title={say('usage.costChart')}
        data={costs}
        xAccessor="day"
        yAccessor="usd"
        colorAccessor="provider"
      />
      <BarChart
        title={say('usage.callsChart')}
        data={days.map(({ day, calls }) => ({ day: day.slice(8), calls }))}
        xAccessor="day"
        yAccessor="calls"
      />
      <Inline>
        <Button onClick={() => dispatch({ kind: 'dialog-opened', dialog: { kind: 'csv' } })}>
          {say('usage.csv')}
        </Button>
      </Inline>
      <CsvDialog csv={toCsv(days)} month={month} />
    </Stack>
  );
}

function Totals({ usage: { days } }: { usage: Usage }) {
  const { say, usd, number } = useWords();
  const sum = sumOf(days);
  const row = (name: string, values: ReturnType<typeof sumOf>) => ({
    key: name,
    cells: [
      { key: 'day', content: name },
      { key: 'calls', content: number(values.calls) },
      { key: 'minutes', content: number(values.minutes) },
      { key: 'requests', content: number(values.requests) },
      { key: 'twilio', content: usd(values.twilioUsd) },
      { key: 'openai', content: usd(values.openaiUsd) },
      { key: 'cost', content: usd(values.twilioUsd + values.openaiUsd) },
    ],
  });
  return (
    <Stack space="space.050">
      <DynamicTable
        label={say('usage.title')}
        head={{
          cells: [
            { key: 'day', content: say('usage.day') },
            { key: 'calls', content: say('usage.calls') },
            { key: 'minutes', content: say('usage.minutes') },
            { key: 'requests', content: say('usage.requests') },
            { key: 'twilio', content: say('usage.twilio') },
            { key: 'openai', content: say('usage.openai') },
            { key: 'cost', content: say('usage.cost') },
          ],
        }}
        rows={[row(say('usage.total'), sum), ...days.toReversed().map((day) => row(day.day, day))]}
      />
      <Text color="color.text.subtle">{say('usage.estimate')}</Text>
    </Stack>
  );
}

function CsvDialog({ csv, month }: { csv: string; month: string }) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const close = () => dispatch({ kind: 'dialog-closed' });
  return (
    <ModalTransition>
      {state.dialog?.kind === 'csv' && (
        <Modal onClose={close} width="large">
          <ModalHeader>
            <ModalTitle>{say('usage.csvTitle', { month })}</ModalTitle>
          </ModalHeader>
          <ModalBody>
            <Stack space="space.100">
              <Text>{say('usage.csvHelp')}</Text>
              <CodeBlock text={csv} language="text" />
            </Stack>
          </ModalBody>
          <ModalFooter>
            <Button appearance="primary" onClick={close}>
              {say('actions.close')}
            </Button>
          </ModalFooter>
        </Modal>
      )}
    </ModalTransition>
  );
}
