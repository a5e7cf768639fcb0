import { Button, DynamicTable, EmptyState, Heading, Inline, Stack, Text } from '@forge/react';
import type { ServiceDesk, Setup } from '../../../src/contract/admin';
import type { Line } from '../../../src/contract/settings';
import { cell } from '../cell';
import { FormDialog } from '../dialog';
import { removeLine } from '../effects';
import { Notice, usePage } from '../parts';
import { useWords } from '../use-words';
import { beginLine } from './begin-line';
import { toDraft } from './draft';
import { LineForm } from './form';

/** The lines; or the one that is being entered. */
export function Lines({ setup }: { setup: Setup }) {
  const { state } = usePage();
  if (state.draft !== undefined) return <LineForm draft={state.draft} setup={setup} />;
  return <LineList setup={setup} />;
}

function LineList({ setup }: { setup: Setup }) {
  const { dispatch } = usePage();
  const { say } = useWords();
  const add = (
    <Button appearance="primary" onClick={() => beginLine(dispatch)}>
      {say('lines.add')}
    </Button>
  );
  if (setup.lines.length === 0)
    return <EmptyState header={say('lines.none')} description={say('lines.noneHelp')} primaryAction={add} />;
  return (
    <Stack space="space.200">
      <Inline spread="space-between" alignBlock="center">
        <Heading as="h2">{say('lines.title')}</Heading>
        {add}
      </Inline>
      <Notice form="line" />
      <Notice form="lines" />
      <LineTable lines={setup.lines} />
      <RemoveDialog lines={setup.lines} />
    </Stack>
  );
}

function LineTable({ lines }: { lines: Line[] }) {
  const { state } = usePage();
  const { say } = useWords();
  const desks = state.views.desks.value;
  return (
    <DynamicTable
      label={say('lines.title')}
      head={{
        cells: [
          { key: 'name', content: say('lines.name'), width: 30 },
          { key: 'type', content: say('lines.requestType'), width: 24 },
          { key: 'languages', content: say('lines.languages'), width: 22 },
          { key: 'actions', content: say('numbers.actionsTitle'), width: 24 },
        ],
      }}
      rows={lines.map((line) => ({
        key: line.id,
        cells: [
          cell(
            'name',
            <Stack>
              <Text weight="medium">{line.name}</Text>
              <Text color="color.text.subtle">{line.number}</Text>
            </Stack>,
          ),
          {
            key: 'type',
            content: desks === undefined ? '…' : (typeName(line, desks) ?? say('lines.typeGone')),
          },
          {
            key: 'languages',
            content: line.languages.map((language) => say(`languages.${language}`)).join(', '),
          },
          cell('actions', <LineActions line={line} />),
        ],
      }))}
    />
  );
}

const typeName = (line: Line, desks: ServiceDesk[]): string | undefined =>
  desks.find(({ id }) => id === line.serviceDeskId)?.requestTypes.find(({ id }) => id === line.requestTypeId)
    ?.name;

function LineActions({ line }: { line: Line }) {
  const { dispatch } = usePage();
  const { say } = useWords();
  return (
    <Inline space="space.100" shouldWrap>
      <Button spacing="compact" onClick={() => dispatch({ kind: 'draft-begun', draft: toDraft(line) })}>
        {say('actions.edit')}
      </Button>
      <Button
        spacing="compact"
        onClick={() => dispatch({ kind: 'dialog-opened', dialog: { kind: 'remove-line', id: line.id } })}
      >
        {say('actions.remove')}
      </Button>
    </Inline>
  );
}

function RemoveDialog({ lines }: { lines: Line[] }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const { dialog } = state;
  const line = dialog?.kind === 'remove-line' ? lines.find(({ id }) => id === dialog.id) : undefined;
  return (
    <FormDialog
      kind="remove-line"
      form="lines"
      title={say('lines.removeTitle', { name: line?.name ?? '' })}
      submitLabel={say('lines.removeYes')}
      isDangerous
      onSubmit={() => line !== undefined && removeLine(line, words, dispatch)}
    >
      <Text>{say('lines.removeHelp', { number: line?.number ?? '' })}</Text>
    </FormDialog>
  );
}
