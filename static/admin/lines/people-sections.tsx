import { Choice, Switch, TextRow } from '../parts';
import { useWords } from '../use-words';
import { Section, type SectionProps } from './section';

const RECORDINGS = ['attach', 'provider', 'delete'] as const;

/** Who is asked when a caller wants a person. */
export function PersonSection({ draft, change, errorOf }: SectionProps) {
  const { say } = useWords();
  return (
    <Section name="person" fields={['transfer']} errorOf={errorOf}>
      <Switch
        name="transfers"
        label={say('line.transfers')}
        help={say('line.transferHelp')}
        value={draft.transfers}
        onChange={(transfers) => change({ transfers })}
      />
      {draft.transfers && (
        <>
          <TextRow
            name="transferNumber"
            label={say('line.transferNumber')}
            error={errorOf('transfer.number')}
            value={draft.transferNumber}
            placeholder="+14155550123"
            onChange={(transferNumber) => change({ transferNumber })}
          />
          <TextRow
            name="ringSeconds"
            label={say('line.ringSeconds')}
            error={errorOf('transfer.ringSeconds')}
            value={draft.ringSeconds}
            onChange={(ringSeconds) => change({ ringSeconds })}
          />
        </>
      )}
    </Section>
  );
}

/** What becomes of the sound, and what callers can say to it (V10, V24). */
export function RecordingSection({ draft, change, errorOf }: SectionProps) {
  const { say } = useWords();
  return (
    <Section name="recording" fields={['recording', 'mayDecline', 'maxMessageSeconds']} errorOf={errorOf}>
      <Choice
        name="recording"
        label={say('line.recording')}
        value={draft.recording}
        options={RECORDINGS.map((value) => ({ value, label: say(`line.recordings.${value}`) }))}
        onChange={(recording) => change({ recording })}
      />
      <Switch
        name="mayDecline"
        label={say('line.mayDecline')}
        help={say('line.mayDeclineHelp')}
        value={draft.mayDecline}
        onChange={(mayDecline) => change({ mayDecline })}
      />
      <TextRow
        name="maxMessageSeconds"
        label={say('line.maxMessage')}
        error={errorOf('maxMessageSeconds')}
        value={draft.maxMessageSeconds}
        onChange={(maxMessageSeconds) => change({ maxMessageSeconds })}
      />
    </Section>
  );
}

/** Callers with open requests, and where their number goes (U1, M7, V18). */
export function KnownSection({ draft, change, errorOf }: SectionProps) {
  const { say } = useWords();
  return (
    <Section name="known" fields={['knownCallers', 'numberField', 'reporterAccountId']} errorOf={errorOf}>
      <Switch
        name="knowsCallers"
        label={say('line.known')}
        help={say('line.knownHelp')}
        value={draft.knowsCallers}
        onChange={(knowsCallers) => change({ knowsCallers })}
      />
      {draft.knowsCallers && (
        <Switch name="pin" label={say('line.pin')} value={draft.pin} onChange={(pin) => change({ pin })} />
      )}
      <TextRow
        name="numberField"
        label={say('line.numberField')}
        help={say('line.numberFieldHelp')}
        error={errorOf('numberField')}
        value={draft.numberField}
        onChange={(numberField) => change({ numberField })}
      />
      <TextRow
        name="reporterAccountId"
        label={say('line.reporter')}
        help={say('line.reporterHelp')}
        error={errorOf('reporterAccountId')}
        value={draft.reporterAccountId}
        onChange={(reporterAccountId) => change({ reporterAccountId })}
      />
    </Section>
  );
}
