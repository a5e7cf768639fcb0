import type { Asked, Meaning } from './answer';
import { type Day, dayOf } from './calendar';
import type { Circumstances } from './meaning';
import { MOST_KEYS } from './open-questions';
import { numberFromKeys } from './spoken-number';
import { phoneFromKeys } from './spoken-phone';
import { dayFromPair, orderOf } from './written-date';

/** What keys mean as an answer to this; text can't be keyed in. */
export function meaningOfKeys(asked: Asked, keys: string, around: Circumstances): Meaning | undefined {
  switch (asked.kind) {
    case 'choice':
    case 'choices':
      return choiceFromKeys(asked, keys);
    case 'number': {
      const value = numberFromKeys(keys);
      return value === undefined ? undefined : { kind: 'number', value };
    }
    case 'date': {
      const day = dayFromKeys(keys, around);
      return day === undefined ? undefined : { kind: 'date', day };
    }
    case 'date-time':
      return momentFromKeys(keys, around);
    case 'phone': {
      const number = phoneFromKeys(keys, around.country);
      return number === undefined ? undefined : { kind: 'phone', number };
    }
    default:
      return undefined;
  }
}

/** One key each, where the line has read them out; of several that may be chosen, all that were pressed. */
function choiceFromKeys({ kind, choices }: Asked, keys: string): Meaning | undefined {
  if (choices.length > MOST_KEYS || !/^[1-9]+$/.test(keys)) return undefined;
  const pressed = [...new Set(keys)].map((key) => choices[Number(key) - 1]);
  const chosen = pressed.filter((choice) => choice !== undefined);
  const [choice] = chosen;
  if (choice === undefined || chosen.length < pressed.length) return undefined;
  if (kind === 'choices') return { kind, choices: chosen };
  return keys.length === 1 ? { kind: 'choice', choice } : undefined;
}

/** Year, month, day, as it was asked for; or the year last, where that can be read in one way only. */
function dayFromKeys(keys: string, { language, country }: Circumstances): Day | undefined {
  if (!/^\d{8}$/.test(keys)) return undefined;
  const part = (from: number, to: number): number => Number(keys.slice(from, to));
  const asked = dayOf(part(0, 4), part(4, 6), part(6, 8));
  return (
    asked ??
    dayFromPair(part(0, 2), part(2, 4), orderOf(language, country), (month, day) =>
      dayOf(part(4, 8), month, day),
    )
  );
}

function momentFromKeys(keys: string, around: Circumstances): Meaning | undefined {
  const [, date, hour, minute] = /^(\d{8})(\d{2})(\d{2})$/.exec(keys) ?? [];
  const day = date === undefined ? undefined : dayFromKeys(date, around);
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { kind: 'date-time', day, minutes: Number(hour) * 60 + Number(minute), timeZone: around.timeZone };
}
