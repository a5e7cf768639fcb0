import {
  Box,
  Button,
  DynamicTable,
  EmptyState,
  Heading,
  Inline,
  SectionMessage,
  Stack,
  Text,
} from '@forge/react';
import { useEffect, useState } from 'react';
import type { Setup } from '../../../src/contract/admin';
import type { Trial, TryLine } from '../../../src/contract/admin-trial';
import type { Line } from '../../../src/contract/settings';
import { loadSetup, tryLine } from '../effects';
import { beginLine } from '../lines/begin-line';
import { Choice, Show, TextRows, usePage } from '../parts';
import { useWords } from '../use-words';

const SOURCES = ['words', 'english', 'german'] as const;
type Source = (typeof SOURCES)[number];

/** A call without a phone: what it says goes through everything that a real call goes through (M10). */
export function TrialView({ setup }: { setup: Setup }) {
  const { dispatch } = usePage();
  const { say } = useWords();
  const [first] = setup.lines;
  if (first !== undefined) return <TrialForm lines={setup.lines} first={first.id} />;
  return (
    <EmptyState
      header={say('trial.noLine')}
      primaryAction={
        <Button appearance="primary" onClick={() => beginLine(dispatch)}>
          {say('lines.add')}
        </Button>
      }
    />
  );
}

function TrialForm({ lines, first }: { lines: Line[]; first: string }) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const [lineId, setLineId] = useState(first);
  const [source, setSource] = useState<Source>('words');
  const [typed, setTyped] = useState(say('trial.wordsExample'));
  const payload: TryLine = { lineId, ...(source === 'words' ? { words: typed } : { sample: source }) };
  const { trial } = state.views;
  const [tried, setTried] = useState(payload);
  useEffect(() => () => dispatch({ kind: 'forgotten', view: 'trial' }), [dispatch]);
  /** What is filed is what was shown, whatever has been typed since. */
  const run = async (file: boolean) => {
    const chosen = file ? tried : payload;
    setTried(chosen);
    await tryLine({ ...chosen, file }, dispatch);
    // Having tried it is a step of the set-up.
    await loadSetup(dispatch);
  };
  return (
    <Stack space="space.200">
      <Heading as="h2">{say('trial.title')}</Heading>
      <Text>{say('trial.help')}</Text>
      <Choice
        name="trialLine"
        label={say('trial.line')}
        value={lineId}
        options={lines.map(({ id, name, number }) => ({ value: id, label: `${name} (${number})` }))}
        onChange={setLineId}
      />
      <Choice
        name="trialSource"
        label={say('trial.source')}
        value={source}
        options={SOURCES.map((value) => ({ value, label: say(`trial.sources.${value}`) }))}
        onChange={setSource}
      />
      {source === 'words' && (
        <TextRows name="trialWords" label={say('trial.words')} value={typed} onChange={setTyped} />
      )}
      <Inline space="space.100">
        <Button
          appearance="primary"
          isDisabled={trial.loading || (source === 'words' && typed.trim() === '')}
          onClick={() => run(false)}
        >
          {say(trial.loading ? 'trial.running' : 'trial.run')}
        </Button>
      </Inline>
      {(trial.loading || trial.value !== undefined || trial.error !== undefined) && (
        <Show loaded={trial} retry={() => run(false)} label={say('trial.running')}>
          {(value) => <TrialResult trial={value} isBusy={trial.loading} file={() => run(true)} />}
        </Show>
      )}
    </Stack>
  );
}

function TrialResult({ trial, isBusy, file }: { trial: Trial; isBusy: boolean; file: () => void }) {
  const { say } = useWords();
  const { request, transcript, recap, questions, text } = trial;
  return (
    <Stack space="space.200">
      <Stages trial={trial} />
      {transcript !== undefined && <Part title={say('trial.transcript')} rows={[transcript.text]} />}
      {recap !== undefined && <Part title={say('trial.recap')} rows={[recap]} />}
      {questions.length > 0 && <Part title={say('trial.questions')} rows={questions} />}
      {request !== undefined && (
        <Stack space="space.100">
          <RequestView request={request} />
          {request.key === undefined && (
            <Inline>
              <Button isDisabled={isBusy} onClick={file}>
                {say('trial.file')}
              </Button>
            </Inline>
          )}
        </Stack>
      )}
      {text !== undefined && <Part title={say('trial.text')} rows={[text]} />}
    </Stack>
  );
}

function Stages({ trial: { stages } }: { trial: Trial }) {
  const { say, usd, span } = useWords();
  const total = stages.reduce((sum, stage) => ({ ms: sum.ms + stage.ms, usd: sum.usd + stage.usd }), {
    ms: 0,
    usd: 0,
  });
  return (
    <Stack space="space.100">
      <Heading as="h3">{say('trial.stages')}</Heading>
      <DynamicTable
        label={say('trial.stages')}
        head={{
          cells: [
            { key: 'stage', content: say('trial.stage') },
            { key: 'time', content: say('trial.time') },
            { key: 'cost', content: say('trial.cost') },
          ],
        }}
        rows={stages.map((stage) => ({
          key: stage.name,
          cells: [
            { key: 'stage', content: say(`trial.stageNames.${stage.name}`) },
            { key: 'time', content: span(stage.ms) },
            { key: 'cost', content: usd(stage.usd) },
          ],
        }))}
      />
      <Text color="color.text.subtle">{say('trial.total', { ms: span(total.ms), usd: usd(total.usd) })}</Text>
      {stages.map(({ name, problem }) =>
        problem === undefined ? null : (
          <SectionMessage key={name} appearance="error" title={say(`trial.stageNames.${name}`)}>
            <Text>{problem}</Text>
          </SectionMessage>
        ),
      )}
    </Stack>
  );
}

function RequestView({ request }: { request: NonNullable<Trial['request']> }) {
  const { say } = useWords();
  const { key, requestTypeName, summary, description, fields } = request;
  return (
    <Stack space="space.100">
      {key !== undefined && (
        <SectionMessage appearance="success">
          <Text>{say('trial.filed', { key })}</Text>
        </SectionMessage>
      )}
      <Heading as="h3">{say(key === undefined ? 'trial.request' : 'trial.requestMade')}</Heading>
      <Box padding="space.200" backgroundColor="color.background.neutral">
        <Stack space="space.100">
          {requestTypeName !== undefined && (
            <Text color="color.text.subtle">{`${say('trial.type')}: ${requestTypeName}`}</Text>
          )}
          <Text weight="semibold">{summary}</Text>
          {paragraphs(description).map((paragraph, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the description never changes, and may say something twice
            <Text key={index}>{paragraph}</Text>
          ))}
          {fields.map(({ name, value }) => (
            <Text key={name}>{`${name}: ${value}`}</Text>
          ))}
        </Stack>
      </Box>
    </Stack>
  );
}

const paragraphs = (text: string): string[] =>
  text.split('\n').filter((paragraph) => paragraph.trim() !== '');

const Part = ({ title, rows }: { title: string; rows: string[] }) => (
  <Stack space="space.050">
    <Heading as="h3">{title}</Heading>
    {rows.map((row) => (
      <Text key={row}>{row}</Text>
    ))}
  </Stack>
);
