import { Choice, TextRow } from '../parts';
import { useWords } from '../use-words';
import { Section, type SectionProps } from './section';

const TREATMENTS = ['accept', 'reject'] as const;

/** What keeps the line from being abused (T6). */
export function LimitsSection({ draft, change, errorOf }: SectionProps) {
  const { say } = useWords();
  const treatments = TREATMENTS.map((value) => ({ value, label: say(`line.${value}`) }));
  return (
    <Section name="limits" fields={['limits']} errorOf={errorOf}>
      <TextRow
        name="callsPerCaller"
        label={say('line.callsPerCaller')}
        error={errorOf('limits.callsPerCallerPerHour')}
        value={draft.callsPerCaller}
        onChange={(callsPerCaller) => change({ callsPerCaller })}
      />
      <TextRow
        name="callsPerLine"
        label={say('line.callsPerLine')}
        error={errorOf('limits.callsPerLinePerHour')}
        value={draft.callsPerLine}
        onChange={(callsPerLine) => change({ callsPerLine })}
      />
      <TextRow
        name="longestCall"
        label={say('line.longestCall')}
        error={errorOf('limits.longestCallSeconds')}
        value={draft.longestCall}
        onChange={(longestCall) => change({ longestCall })}
      />
      <Choice
        name="anonymous"
        label={say('line.anonymous')}
        value={draft.anonymous}
        options={treatments}
        onChange={(anonymous) => change({ anonymous })}
      />
      <Choice
        name="premiumRate"
        label={say('line.premiumRate')}
        value={draft.premiumRate}
        options={treatments}
        onChange={(premiumRate) => change({ premiumRate })}
      />
    </Section>
  );
}
