import { LANGUAGES } from '../languages';
import { Choice, Choices, TextRow, TextRows } from '../parts';
import { useWords } from '../use-words';
import { Section, type SectionProps } from './section';

const POLICIES = ['fixed', 'key', 'country', 'speech'] as const;
const FIELDS = ['languages', 'languagePolicy', 'ticketLanguage', 'voices', 'vocabulary'];

/** What the line speaks and hears, with which voices, and in what language requests are written (V19). */
export function LanguageSection({ draft, change, errorOf }: SectionProps) {
  const { say } = useWords();
  const options = LANGUAGES.map((value) => ({ value, label: say(`languages.${value}`) }));
  return (
    <Section name="language" fields={FIELDS} errorOf={errorOf}>
      <Choices
        name="languages"
        label={say('line.languages')}
        help={say('line.languagesHelp')}
        error={errorOf('languages')}
        value={draft.languages}
        options={options}
        onChange={(languages) => change({ languages })}
      />
      <Choice
        name="languagePolicy"
        label={say('line.languagePolicy')}
        error={errorOf('languagePolicy')}
        value={draft.languagePolicy}
        options={POLICIES.map((value) => ({ value, label: say(`line.languagePolicies.${value}`) }))}
        onChange={(languagePolicy) => change({ languagePolicy })}
      />
      <Choice
        name="ticketLanguage"
        label={say('line.ticketLanguage')}
        error={errorOf('ticketLanguage')}
        value={draft.ticketLanguage}
        options={[{ value: 'caller' as const, label: say('line.ticketCaller') }, ...options]}
        onChange={(ticketLanguage) => change({ ticketLanguage })}
      />
      {draft.languages.map((language) => (
        <TextRow
          key={language}
          name={`voice-${language}`}
          label={say('line.voice', { language: say(`languages.${language}`) })}
          help={say('line.voiceHelp')}
          error={errorOf(`voices.${language}`)}
          value={draft.voices[language] ?? ''}
          onChange={(voice) => change({ voices: { ...draft.voices, [language]: voice } })}
        />
      ))}
      <TextRows
        name="vocabulary"
        label={say('line.vocabulary')}
        help={say('line.vocabularyHelp')}
        error={errorOf('vocabulary')}
        value={draft.vocabulary}
        onChange={(vocabulary) => change({ vocabulary })}
      />
    </Section>
  );
}
