import { useEffect, useState } from 'react';
import type { Setup } from '../../../src/contract/admin';
import type { SaveOpenAi } from '../../../src/contract/admin-credentials';
import type { OpenAiRegion } from '../../../src/contract/regions';
import { FormDialog } from '../dialog';
import { saveOpenAi } from '../effects';
import { Choice, TextRow, useFieldError, usePage } from '../parts';
import { useWords } from '../use-words';

const REGIONS: OpenAiRegion[] = ['global', 'us', 'eu', 'au', 'in', 'jp', 'ae'];

interface Typed {
  apiKey: string;
  project: string;
  region: OpenAiRegion;
  transcriptionModel: string;
  understandingModel: string;
}

const startOf = ({ openai }: Setup): Typed => ({
  apiKey: '',
  project: openai.project ?? '',
  region: openai.region,
  transcriptionModel: openai.transcriptionModel,
  understandingModel: openai.understandingModel,
});

/** The key, where it belongs, and which models it is used with. */
export function OpenAiDialog({ setup }: { setup: Setup }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const [typed, setTyped] = useState(startOf(setup));
  const isOpen = state.dialog?.kind === 'openai';
  useEffect(() => {
    if (!isOpen) setTyped(startOf(setup));
  }, [isOpen, setup]);
  const errorOf = useFieldError('openai');
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const isSet = setup.openai.key !== undefined;
  const row = (name: keyof Omit<Typed, 'region'>, label: string, help?: string) => (
    <TextRow
      name={name}
      type={name === 'apiKey' ? 'password' : 'text'}
      label={label}
      help={help}
      error={errorOf(name)}
      value={typed[name]}
      onChange={(text) => change({ [name]: text })}
    />
  );
  return (
    <FormDialog
      kind="openai"
      form="openai"
      title={say('credentials.openAiTitle')}
      submitLabel={say('credentials.test')}
      busyLabel={say('credentials.testing')}
      onSubmit={() => saveOpenAi(toPayload(typed), words, dispatch)}
    >
      {row(
        'apiKey',
        say('credentials.openAiKey'),
        say(isSet ? 'credentials.openAiKeyKeep' : 'credentials.openAiKeyHelp'),
      )}
      <Choice
        name="openAiRegion"
        label={say('credentials.region')}
        help={say('credentials.regionOpenAiHelp')}
        error={errorOf('region')}
        value={typed.region}
        options={REGIONS.map((value) => ({ value, label: say(`credentials.regionOpenAi.${value}`) }))}
        onChange={(region) => change({ region })}
      />
      {row('project', say('credentials.project'), say('credentials.projectHelp'))}
      {row('transcriptionModel', say('credentials.transcriptionModel'))}
      {row('understandingModel', say('credentials.understandingModel'))}
    </FormDialog>
  );
}

function toPayload({ apiKey, project, ...typed }: Typed): SaveOpenAi {
  return {
    ...typed,
    ...(apiKey.trim() === '' ? {} : { apiKey }),
    project: project.trim() === '' ? null : project,
  };
}
