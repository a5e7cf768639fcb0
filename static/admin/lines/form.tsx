import { Button, Heading, Inline, Stack } from '@forge/react';
import type { AnswerError, Setup } from '../../../src/contract/admin';
import { saveLine } from '../effects';
import { Choice, Notice, SaveButton, TextRow, usePage } from '../parts';
import { useWords } from '../use-words';
import type { LineDraft } from './draft';
import { HoursSection } from './hours-section';
import { LanguageSection } from './language-section';
import { LimitsSection } from './limits-section';
import { toPhone } from './payload';
import { KnownSection, PersonSection, RecordingSection } from './people-sections';
import { RequestSection } from './request-section';
import { Section, type SectionProps, useSection } from './section';
import { TextsSection } from './texts-section';
import { WordsSection } from './words-section';

/** Everything that a line has; all but the first two parts may stay as it is. */
export function LineForm({ draft, setup }: { draft: LineDraft; setup: Setup }) {
  const { dispatch } = usePage();
  const { say } = useWords();
  const section = useSection(draft);
  const saved = setup.lines.find(({ id }) => id === draft.id);
  return (
    <Stack space="space.200">
      <Heading as="h2">
        {saved === undefined ? say('line.newTitle') : say('line.editTitle', { name: saved.name })}
      </Heading>
      <BasicsSection {...section} setup={setup} />
      <RequestSection {...section} />
      <LanguageSection {...section} />
      <WordsSection {...section} />
      <HoursSection {...section} />
      <PersonSection {...section} />
      <RecordingSection {...section} />
      <TextsSection {...section} />
      <KnownSection {...section} />
      <LimitsSection {...section} />
      <Notice form="line" />
      <Inline space="space.100">
        <SaveLine draft={draft} isTaken={ownerOf(draft, setup) !== undefined} />
        <Button appearance="subtle" onClick={() => dispatch({ kind: 'draft-left' })}>
          {say('line.leave')}
        </Button>
      </Inline>
    </Stack>
  );
}

/** The line that has the number already: saving another one with it would take its place. */
const ownerOf = ({ id, number }: LineDraft, { lines }: Setup) =>
  lines.find((line) => line.id !== id && line.number === toPhone(number));

function SaveLine({ draft, isTaken }: { draft: LineDraft; isTaken: boolean }) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const isNumberReady = state.views.accounts.value?.numbers.some(
    ({ number, state: wiring }) => number === draft.number && wiring === 'connected',
  );
  const done = say(isNumberReady === true ? 'lines.saved' : 'lines.savedConnect', { name: draft.name });
  const isWhole = draft.number.trim() !== '' && draft.name.trim() !== '' && draft.requestTypeId !== '';
  return (
    <SaveButton
      form="line"
      label={say('line.save')}
      isDisabled={!isWhole || isTaken}
      onClick={() => saveLine(draft, done, dispatch)}
    />
  );
}

function BasicsSection({ draft, change, errorOf, setup }: SectionProps & { setup: Setup }) {
  const { say } = useWords();
  return (
    <Section name="basics" fields={['number', 'name']} errorOf={errorOf} isOpenAtFirst>
      <NumberField draft={draft} change={change} errorOf={errorOf} setup={setup} />
      <TextRow
        name="name"
        label={say('line.name')}
        help={say('line.nameHelp')}
        error={errorOf('name')}
        value={draft.name}
        onChange={(name) => change({ name })}
      />
    </Section>
  );
}

/** As the app itself would refuse it. */
const sayTaken = (name: string): AnswerError => ({ message: name, code: 'number-taken', values: { name } });

/** Chosen among the account's numbers where they are known; typed otherwise. */
function NumberField({ draft, change, errorOf, setup }: SectionProps & { setup: Setup }) {
  const { state } = usePage();
  const { say } = useWords();
  const taken = new Set(setup.lines.filter(({ id }) => id !== draft.id).map(({ number }) => number));
  const listed = (state.views.accounts.value?.numbers ?? [])
    .filter(({ number, problems }) => !taken.has(number) && !problems.includes('not-in-account'))
    .map(({ number, name }) => ({ value: number, label: name === number ? number : `${number} (${name})` }));
  const owner = ownerOf(draft, setup);
  const field = {
    name: 'number',
    label: say('line.number'),
    help: say('line.numberHelp'),
    error: owner === undefined ? errorOf('number') : sayTaken(owner.name),
    onChange: (number: string) => change({ number }),
  };
  const isListed = draft.number === '' || listed.some(({ value }) => value === draft.number);
  return listed.length > 0 && isListed ? (
    <Choice {...field} value={draft.number} options={listed} placeholder={say('line.chooseNumber')} />
  ) : (
    <TextRow {...field} value={draft.number} placeholder="+14155550100" />
  );
}
