import type { Language } from '../../contract/language';
import { placeOf } from '../../intake/spoken-numbers/atom';
import { fold } from '../../intake/spoken-numbers/fold';
import { findLanguage } from '../../intake/spoken-numbers/languages';
import { readNumbers } from '../../intake/spoken-numbers/read';
import { addMonths, type Day, nextDay, weekdayOf, weekOf } from './calendar';
import { DATE_WORDS, type DateWords } from './date-words';
import { cutTimes, GAP, withColons } from './spoken-time';
import { cutWrittenDates, dayInYear, type Order } from './written-date';

/** A day that was named; undefined where it can't be told which one it is. */
interface Mention {
  day: Day | undefined;
  /** Set where a weekday was all that was said. */
  weekday?: number;
}

/** A day and perhaps a time, as they were said. */
export interface Moment {
  day: Day | undefined;
  /** Minutes since midnight. */
  minutes: number | undefined;
}

/** Reads what was said as one day, and one time where there is one. What may mean two days means none. */
export function hearMoment(text: string, language: Language, today: Day, order: Order): Moment {
  const written = cutWrittenDates(withColons(text), language, today, order);
  const { times, rest } = cutTimes(written.rest, language);
  const sketch = sketchOf(rest, language);
  const spoken = findDays(sketch, language, today);
  const mentions = [...written.days.map((day) => ({ day })), ...spoken.mentions];
  return {
    day: spoken.isDoubtful ? undefined : agree(mentions),
    minutes: times.length === 1 ? times[0] : undefined,
  };
}

/** The one day that all of them name; a weekday has to be that of the date beside it. */
function agree(mentions: readonly Mention[]): Day | undefined {
  const dates = mentions.filter(({ weekday }) => weekday === undefined);
  const days = new Set((dates.length > 0 ? dates : mentions).map(({ day }) => day));
  const [day] = days;
  if (day === undefined || days.size !== 1) return undefined;
  const fits = mentions.every(({ weekday }) => weekday === undefined || weekday === weekdayOf(day));
  return fits ? day : undefined;
}

/** See {@link DateWords}. */
function sketchOf(text: string, language: Language): string {
  const numbers = findLanguage(language);
  const { months, weekdays } = DATE_WORDS[language];
  // In Portuguese a weekday is an ordinal.
  const isWeekday = new RegExp(`^(?:${weekdays.join('|')})$`);
  const parts = readNumbers(text, numbers).items.map((item) => {
    const { start, end } = placeOf(item);
    const raw = fold(text.slice(start, end));
    if (item.kind === 'word') {
      const month = numbers.months.get(item.token.text) ?? months[item.token.text];
      return month === undefined ? item.token.text : `@${month}`;
    }
    const { digits, ordinal } = item.atom;
    if (ordinal && isWeekday.test(raw)) return raw;
    return digits === undefined || digits.length > 4 ? '~' : `#${Number(digits)}${ordinal ? '°' : ''}`;
  });
  return language === 'ja' ? parts.join('') : ` ${parts.join(' ')} `;
}

type Groups = Readonly<Record<string, string | undefined>>;
interface Rule {
  pattern: RegExp;
  read: (groups: Groups, today: Day) => Mention;
}

function findDays(
  sketch: string,
  language: Language,
  today: Day,
): { mentions: Mention[]; isDoubtful: boolean } {
  const mentions: Mention[] = [];
  let rest = sketch;
  for (const { pattern, read } of rulesOf(language)) {
    for (const { groups = {} } of rest.matchAll(pattern)) mentions.push(read(groups, today));
    rest = rest.replace(pattern, GAP.trim());
  }
  const doubts = bounded(DATE_WORDS[language].doubts, language);
  // A number that is left over belongs to something that was not understood; "may" is no month alone.
  const isDoubtful = /[#~]|@(?!5\b)/.test(rest) || doubts.test(rest);
  return { mentions, isDoubtful };
}

const bounded = (pattern: string, language: Language): RegExp =>
  new RegExp(language === 'ja' ? pattern : `(?<= )(?:${pattern})(?= )`, 'gu');

const ruleCache = new Map<Language, readonly Rule[]>();

/** In the order in which they are taken out of what was said. */
function rulesOf(language: Language): readonly Rule[] {
  const cached = ruleCache.get(language);
  if (cached !== undefined) return cached;
  const words = DATE_WORDS[language];
  const rules = [
    ...dateRules(language, words),
    ...distanceRules(language, words),
    ...words.days.map(
      ([name, offset]): Rule => ({
        pattern: bounded(name, language),
        read: (_, today) => ({ day: today + offset }),
      }),
    ),
    ...weekdayRules(language, words),
  ];
  ruleCache.set(language, rules);
  return rules;
}

/** "the third of December 2026" */
function dateRules(language: Language, words: DateWords): Rule[] {
  const day = '#(?<day>[1-9]|[12]\\d|3[01])°?(?!\\d)';
  const year = '(?:#(?<year>(?:19|20)\\d\\d)(?![\\d°])|#(?<century>19|20) #(?<rest>[1-9]\\d)(?![\\d°]))';
  const of = words.of === '' ? '' : `(?: (?:${words.of}))?`;
  const tail = `(?:${of} ${year})?`;
  const read = (groups: Groups, today: Day): Mention => ({ day: dayFrom(groups, today) });
  const patterns = {
    ja: ['(?:#(?<year>\\d{4})年)?#(?<month>[1-9]|1[0-2])月#(?<day>[1-9]|[12]\\d|3[01])日'],
    en: [`@(?<month>\\d+)(?: the)? ${day}${tail}`],
    // "am dritten zwölften"
    de: [`#(?<day>[1-9]|[12]\\d|3[01])° #(?<month>[1-9]|1[0-2])°${tail}`],
  };
  const usual = `${day}${of} @(?<month>\\d+)${tail}`;
  const own = language === 'ja' || language === 'en' || language === 'de' ? patterns[language] : [];
  return [...(language === 'ja' ? [] : [usual]), ...own].map((pattern) => ({
    pattern: new RegExp(language === 'ja' ? pattern : `(?<=(?<!#\\d+°?) )(?:${pattern})(?= )`, 'gu'),
    read,
  }));
}

function dayFrom({ day, month, year, century, rest }: Groups, today: Day): Day | undefined {
  const said = year ?? (century === undefined ? undefined : `${century}${rest}`);
  return said === undefined
    ? nextDay(Number(month), Number(day), today)
    : dayInYear(Number(said), Number(month), Number(day));
}

/** "in two weeks", "two weeks ago" */
function distanceRules(language: Language, { ahead, ago, units, idioms }: DateWords): Rule[] {
  const number = language === 'en' ? '(?:#(?<count>\\d{1,3})|an?)' : '#(?<count>\\d{1,3})';
  const unit = `(?:(?<days>${units.day})|(?<weeks>${units.week})|(?<months>${units.month}))`;
  const make = (phrase: string, sign: 1 | -1): Rule => ({
    pattern: bounded(phrase.replace('N', number).replace('U', unit), language),
    read: ({ count, days, weeks }, today) => {
      const by = Number(count ?? 1);
      if (days !== undefined) return { day: idioms.includes(by) ? undefined : today + sign * by };
      return { day: weeks === undefined ? addMonths(today, sign * by) : today + sign * 7 * by };
    },
  });
  return [...ago.map((phrase) => make(phrase, -1)), ...ahead.map((phrase) => make(phrase, 1))];
}

/** "Friday", "next Friday", "Friday next week" */
function weekdayRules(language: Language, words: DateWords): Rule[] {
  const index = words.weekdays.map((name) => new RegExp(`^(?:${name})$`));
  const any = `(?<weekday>${words.weekdays.join('|')})`;
  const make = (phrases: readonly string[], resolve: Resolve): Rule[] =>
    phrases.map((phrase) => ({
      pattern: bounded(phrase.replace('W', any), language),
      read: (groups, today) => {
        const weekday = index.findIndex((name) => name.test(groups.weekday ?? ''));
        return { weekday, day: resolve(weekday, today) };
      },
    }));
  return [
    ...make(words.nextWeek, (weekday, today) => weekOf(today) + 7 + weekday),
    ...make(words.last, lastOf),
    ...make(words.next, nextOf),
    ...make(['W'], comingOf),
  ];
}

type Resolve = (weekday: number, today: Day) => Day | undefined;

/** On that same weekday it may be today or in a week. */
const comingOf: Resolve = (weekday, today) => {
  const days = (weekday - weekdayOf(today) + 7) % 7;
  return days === 0 ? undefined : today + days;
};

/** To some the next one is the one that comes, to others that of the next week: sure only where both are the same. */
const nextOf: Resolve = (weekday, today) => {
  const day = today + ((weekday - weekdayOf(today) + 7) % 7 || 7);
  return weekOf(day) === weekOf(today) + 7 ? day : undefined;
};

const lastOf: Resolve = (weekday, today) => {
  const day = today - ((weekdayOf(today) - weekday + 7) % 7 || 7);
  return weekOf(day) === weekOf(today) - 7 ? day : undefined;
};
