import type { Language } from '../../contract/language';
import { type Asked, type Meaning, tidyText } from './answer';
import { todayIn } from './calendar';
import { hearEmail, hearUrl } from './spoken-address';
import { hearOption, hearOptions } from './spoken-choice';
import { hearMoment } from './spoken-date';
import { hearNumber } from './spoken-number';
import { hearPhone } from './spoken-phone';
import { orderOf } from './written-date';

/** Where and when an answer is given. */
export interface Circumstances {
  language: Language;
  /** Milliseconds since the epoch. */
  now: number;
  /** ISO 3166, of the caller's number. */
  country: string | undefined;
  /** IANA; what "tomorrow" and "at nine" mean. */
  timeZone: string;
}

/** What words mean as an answer to this; undefined where that is not sure. */
export function meaningOfWords(asked: Asked, text: string, around: Circumstances): Meaning | undefined {
  const { language, country } = around;
  switch (asked.kind) {
    case 'choice': {
      const choice = hearOption(asked.choices, text, language);
      return choice && { kind: 'choice', choice };
    }
    case 'choices': {
      const choices = hearOptions(asked.choices, text, language);
      return choices && { kind: 'choices', choices };
    }
    case 'number': {
      const value = hearNumber(text, language);
      return value === undefined ? undefined : { kind: 'number', value };
    }
    case 'date':
    case 'date-time':
      return momentIn(asked.kind, text, around);
    case 'phone': {
      const number = hearPhone(text, language, country);
      return number === undefined ? undefined : { kind: 'phone', number };
    }
    case 'email':
      return textMeaning('email', hearEmail(text, language));
    case 'url':
      return textMeaning('url', hearUrl(text, language));
    case 'text':
    case 'paragraph':
      return textMeaning(asked.kind, tidyText(text, asked.kind));
    default:
      return undefined;
  }
}

const textMeaning = (
  kind: 'email' | 'url' | 'text' | 'paragraph',
  text: string | undefined,
): Meaning | undefined => (text === undefined ? undefined : { kind, text });

function momentIn(kind: 'date' | 'date-time', text: string, around: Circumstances): Meaning | undefined {
  const { language, country, now, timeZone } = around;
  const { day, minutes } = hearMoment(text, language, todayIn(now, timeZone), orderOf(language, country));
  if (day === undefined) return undefined;
  if (kind === 'date') return { kind, day };
  return minutes === undefined ? undefined : { kind, day, minutes, timeZone };
}
