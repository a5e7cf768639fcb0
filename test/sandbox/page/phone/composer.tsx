import Button, { IconButton } from '@atlaskit/button/new';
import MicrophoneIcon from '@atlaskit/icon/core/microphone';
import Select from '@atlaskit/select';
import TextArea from '@atlaskit/textarea';
import { type KeyboardEvent, useState } from 'react';
import type { Sample } from '../api-schemas';
import { type Call, isListening } from '../call-state';
import { formatSeconds, nameLanguage } from '../format';
import { usePage } from '../page-context';
import { MicrophoneStrip } from './microphone-strip';

/** What the caller can say: typed, a sample call, or spoken. */
export function Composer({ call }: { call: Call }) {
  const [isSpeaking, setIsSpeaking] = useState(false);
  if (isSpeaking) return <MicrophoneStrip close={() => setIsSpeaking(false)} />;
  return (
    <div className="composer">
      <SampleChoice />
      <TypedSpeech call={call} openMicrophone={() => setIsSpeaking(true)} />
    </div>
  );
}

interface SampleOption {
  label: string;
  value: string;
  sample: Sample;
}

function SampleChoice() {
  const { state, effects } = usePage();
  const { samples, language: spoken } = state.phone;
  const languages = [...new Set((samples.value ?? []).map(({ language }) => language))].sort(
    (one, other) => Number(isSameLanguage(other, spoken)) - Number(isSameLanguage(one, spoken)),
  );
  const options = languages.map((language) => ({
    label: nameLanguage(language),
    options: (samples.value ?? []).filter((sample) => sample.language === language).map(toOption),
  }));
  return (
    <Select<SampleOption>
      aria-label="Play a sample call"
      placeholder={samples.error && !samples.value ? 'The sample calls are not known' : 'Play a sample call…'}
      spacing="compact"
      menuPlacement="top"
      maxMenuHeight={260}
      isLoading={!samples.value && !samples.error}
      options={options}
      value={null}
      noOptionsMessage={() => 'No sample calls'}
      onChange={(option) => option && void effects.say({ kind: 'sample', sample: option.sample })}
    />
  );
}

const isSameLanguage = (one: string, other: string): boolean => one.slice(0, 2) === other.slice(0, 2);

const toOption = (sample: Sample): SampleOption => ({
  label: `${sample.title} (${formatSeconds(sample.seconds)})`,
  value: sample.name,
  sample,
});

const LANGUAGES = ['en-US', 'en-GB', 'de-DE', 'fr-FR', 'es-ES', 'it-IT', 'pt-BR', 'nl-NL', 'ja-JP'];

const LANGUAGE_OPTIONS = LANGUAGES.map((language) => ({ label: nameLanguage(language), value: language }));

function TypedSpeech({ call, openMicrophone }: { call: Call; openMicrophone: () => void }) {
  const { state, dispatch, effects } = usePage();
  const [text, setText] = useState('');
  const { language, isLanguageChosen } = state.phone;
  const say = (): void => {
    if (text.trim() === '') return;
    setText('');
    void effects.say({ kind: 'typed', text: text.trim(), ...(isLanguageChosen && { language }) });
  };
  const sayOnEnter = (event: KeyboardEvent): void => {
    // Enter also ends a word that is being composed, in Japanese for one.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    say();
  };
  return (
    <>
      <TextArea
        aria-label="What you say"
        placeholder={isListening(call) ? 'Type what you say…' : 'Type ahead: it is said after the beep'}
        minimumRows={2}
        maxHeight="96px"
        resize="none"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          effects.linger();
        }}
        onKeyDown={sayOnEnter}
      />
      <div className="composer-row">
        <div className="composer-language">
          <Select
            aria-label="Language you speak"
            spacing="compact"
            menuPlacement="top"
            options={LANGUAGE_OPTIONS}
            value={{ label: nameLanguage(language), value: language }}
            onChange={(option) => option && dispatch({ type: 'language-chosen', language: option.value })}
          />
        </div>
        <IconButton icon={MicrophoneIcon} label="Use the microphone" onClick={openMicrophone} />
        <Button appearance="primary" onClick={say} isDisabled={text.trim() === ''}>
          Say it
        </Button>
      </div>
    </>
  );
}
