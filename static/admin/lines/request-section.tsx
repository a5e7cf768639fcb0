import { SectionMessage, Text } from '@forge/react';
import { useEffect } from 'react';
import type { ServiceDesk } from '../../../src/contract/admin';
import { loadDesks, loadFields } from '../effects';
import { Choice, Choices, Show, Switch, TextRow, TextRows, usePage } from '../parts';
import { useWords } from '../use-words';
import { Section, type SectionProps } from './section';

const POLICIES = ['fixed', 'key', 'speech'] as const;
const FIELDS = [
  'serviceDeskId',
  'requestTypeId',
  'typePolicy',
  'requestTypes',
  'typeConfidence',
  'fieldValues',
];

/** Which kind of request calls become, how it is chosen, and what the line asks for it. */
export function RequestSection({ draft, change, errorOf }: SectionProps) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  return (
    <Section name="request" fields={FIELDS} errorOf={errorOf} isOpenAtFirst>
      <Show
        loaded={state.views.desks}
        retry={() => loadDesks(dispatch)}
        label={say('line.chooseRequestType')}
      >
        {(desks) => <TypeFields draft={draft} change={change} errorOf={errorOf} desks={desks} />}
      </Show>
      <AskedFields draft={draft} />
      <TextRows
        name="fieldValues"
        label={say('line.fieldValues')}
        help={say('line.fieldValuesHelp')}
        error={errorOf('fieldValues')}
        placeholder={'customfield_10042 = {"value": "Hamburg"}'}
        value={draft.fieldValues}
        onChange={(fieldValues) => change({ fieldValues })}
      />
      <Switch
        name="questions"
        label={say('line.questions')}
        help={say('line.questionsHelp')}
        value={draft.questions}
        onChange={(questions) => change({ questions })}
      />
      <Switch
        name="recap"
        label={say('line.recap')}
        value={draft.recap}
        onChange={(recap) => change({ recap })}
      />
    </Section>
  );
}

function TypeFields({ draft, change, errorOf, desks }: SectionProps & { desks: ServiceDesk[] }) {
  const { say } = useWords();
  const chosen = `${draft.serviceDeskId}/${draft.requestTypeId}`;
  const types = desks.find(({ id }) => id === draft.serviceDeskId)?.requestTypes ?? [];
  return (
    <>
      <Choice
        name="requestType"
        label={say('line.requestType')}
        error={errorOf('requestTypeId') ?? errorOf('serviceDeskId')}
        value={chosen}
        placeholder={say('line.chooseRequestType')}
        options={desks.map(({ id, name, requestTypes }) => ({
          label: name,
          options: requestTypes.map((type) => ({ label: type.name, value: `${id}/${type.id}` })),
        }))}
        onChange={(value) => {
          const [serviceDeskId = '', requestTypeId = ''] = value.split('/');
          const isOtherDesk = serviceDeskId !== draft.serviceDeskId;
          // The types to choose among are of one desk.
          change({ serviceDeskId, requestTypeId, ...(isOtherDesk && { requestTypes: [] }) });
        }}
      />
      <Choice
        name="typePolicy"
        label={say('line.typePolicy')}
        error={errorOf('typePolicy')}
        value={draft.typePolicy}
        options={POLICIES.map((value) => ({ value, label: say(`line.typePolicies.${value}`) }))}
        onChange={(typePolicy) => change({ typePolicy })}
      />
      {draft.typePolicy !== 'fixed' && (
        <OfferedTypes draft={draft} change={change} errorOf={errorOf} types={types} />
      )}
    </>
  );
}

function OfferedTypes({
  draft,
  change,
  errorOf,
  types,
}: SectionProps & { types: ServiceDesk['requestTypes'] }) {
  const { say } = useWords();
  const nameOf = (id: string): string =>
    draft.requestTypes.find((type) => type.id === id)?.name ??
    types.find((type) => type.id === id)?.name ??
    id;
  return (
    <>
      <Choices
        name="requestTypes"
        label={say('line.offered')}
        help={say('line.offeredHelp')}
        error={errorOf('requestTypes')}
        value={draft.requestTypes.map(({ id }) => id)}
        options={types.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(ids) => change({ requestTypes: ids.map((id) => ({ id, name: nameOf(id) })) })}
      />
      {draft.requestTypes.map(({ id, name }) => (
        <TextRow
          key={id}
          name={`offered-${id}`}
          label={say('line.offeredName', { name: types.find((type) => type.id === id)?.name ?? id })}
          value={name}
          onChange={(text) =>
            change({
              requestTypes: draft.requestTypes.map((type) => (type.id === id ? { id, name: text } : type)),
            })
          }
        />
      ))}
      {draft.typePolicy === 'speech' && (
        <TextRow
          name="typeConfidence"
          label={say('line.confidence')}
          error={errorOf('typeConfidence')}
          value={draft.confidence}
          onChange={(confidence) => change({ confidence })}
        />
      )}
    </>
  );
}

/** What the app writes from what was said. */
const FILLED: ReadonlySet<string> = new Set(['summary', 'description']);

/** What the type requires, and what of it the line asks for (M2). */
function AskedFields({ draft: { serviceDeskId, requestTypeId } }: Pick<SectionProps, 'draft'>) {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  const isChosen = requestTypeId !== '';
  useEffect(() => {
    if (isChosen) void loadFields(serviceDeskId, requestTypeId, dispatch);
  }, [isChosen, serviceDeskId, requestTypeId, dispatch]);
  if (!isChosen) return null;
  return (
    <Show
      loaded={state.views.fields}
      retry={() => loadFields(serviceDeskId, requestTypeId, dispatch)}
      label={say('line.fieldsTitle')}
    >
      {(fields) => {
        const required = fields.filter((field) => field.required);
        const asked = required.filter((field) => field.asked).map(({ name }) => name);
        const open = required
          .filter(({ asked: isAsked, id }) => !isAsked && !FILLED.has(id))
          .map(({ id, name }) => `${name} (${id})`);
        return (
          <SectionMessage appearance="information">
            <Text>
              {asked.length === 0
                ? say('line.fieldsNone')
                : say('line.fieldsAsked', { fields: asked.join(', ') })}
            </Text>
            {open.length > 0 && <Text>{say('line.fieldsOpen', { fields: open.join(', ') })}</Text>}
          </SectionMessage>
        );
      }}
    </Show>
  );
}
