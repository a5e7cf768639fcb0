import { WEEKDAYS } from '../../../src/contract/weekdays';
import { Choice, Switch, TextRow, TextRows } from '../parts';
import { useWords } from '../use-words';
import { Section, type SectionProps } from './section';

const OUTSIDE = ['message', 'goodbye'] as const;

/** When the line is open, and what happens when it is not. */
export function HoursSection({ draft, change, errorOf }: SectionProps) {
  const { say } = useWords();
  return (
    <Section name="hours" fields={['hours']} errorOf={errorOf}>
      <Switch
        name="alwaysOpen"
        label={say('line.alwaysOpen')}
        value={draft.alwaysOpen}
        onChange={(alwaysOpen) => change({ alwaysOpen })}
      />
      {!draft.alwaysOpen && (
        <>
          <Choice
            name="timeZone"
            label={say('line.timeZone')}
            error={errorOf('hours.timeZone')}
            value={draft.timeZone}
            options={zones(draft.timeZone).map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
            onChange={(timeZone) => change({ timeZone })}
          />
          {WEEKDAYS.map((day) => (
            <TextRow
              key={day}
              name={`day-${day}`}
              label={say(`line.days.${day}`)}
              help={day === 'mon' ? say('line.dayHelp') : undefined}
              error={errorOf(`hours.weekly.${day}`)}
              value={draft.weekly[day]}
              onChange={(text) => change({ weekly: { ...draft.weekly, [day]: text } })}
            />
          ))}
          <TextRows
            name="holidays"
            label={say('line.holidays')}
            help={say('line.holidaysHelp')}
            error={errorOf('hours.holidays')}
            value={draft.holidays}
            onChange={(holidays) => change({ holidays })}
          />
          <Choice
            name="outside"
            label={say('line.outside')}
            value={draft.outside}
            options={OUTSIDE.map((value) => ({ value, label: say(`line.outsides.${value}`) }))}
            onChange={(outside) => change({ outside })}
          />
        </>
      )}
    </Section>
  );
}

/** Those that the browser knows, and the one that is set. */
const zones = (chosen: string): string[] => [
  ...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')]),
];
