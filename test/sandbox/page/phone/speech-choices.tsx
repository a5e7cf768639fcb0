import Select from '@atlaskit/select';
import type { Sample } from '../api-schemas';
import { formatSeconds, nameLanguage } from '../format';
import { usePage } from '../page-context';

interface SampleOption {
  label: string;
  value: string;
  sample: Sample;
}

/** Calls that were recorded before: those in the language that is spoken come first. */
export function SampleChoice() {
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
    <div className="composer-choice composer-choice-short">
      <Select<SampleOption>
        aria-label="Play a sample call"
        placeholder={samples.error && !samples.value ? 'No sample calls' : 'Samples…'}
        spacing="compact"
        menuPlacement="top"
        maxMenuHeight={260}
        isLoading={!samples.value && !samples.error}
        options={options}
        value={null}
        noOptionsMessage={() => 'No sample calls'}
        // Their titles are wider than half a phone.
        styles={{ menu: (base) => ({ ...base, minWidth: 280 }) }}
        onChange={(option) => option && void effects.say({ kind: 'sample', sample: option.sample })}
      />
    </div>
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

/** In what language typed words are said. */
export function LanguageChoice() {
  const { state, dispatch } = usePage();
  const { language } = state.phone;
  return (
    <div className="composer-choice">
      <Select
        aria-label="Language you speak"
        spacing="compact"
        menuPlacement="top"
        options={LANGUAGE_OPTIONS}
        value={{ label: nameLanguage(language), value: language }}
        onChange={(option) => option && dispatch({ type: 'language-chosen', language: option.value })}
      />
    </div>
  );
}
