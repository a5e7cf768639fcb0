import { compileWords, type Lexicon } from './lexicon';
import { foldText, type Hit, hasTerm, type Terms } from './terms';

export interface SpokenDate extends Hit {
  /** As it was said, without "by" and "on". */
  said: string;
  /** `2026-11-27`, where day, month and year are plain. */
  iso: string | undefined;
}

/** Days that have neither a name nor a number. */
const RELATIVE: Terms = {
  en: 'today,tonight,tomorrow,day after tomorrow,this morning,this afternoon,this evening,next week,next month,end of the week,end of the month,days,weeks,months,day,week,month',
  de: 'heute,morgen,übermorgen,nächste woche,kommende woche,diese woche,nächsten monat,kommenden monat,tage,tagen,wochen,woche,monat',
  fr: "aujourd'hui,demain,après-demain,ce soir,semaine,semaines,mois,jours",
  es: 'hoy,mañana,pasado mañana,esta tarde,esta noche,semana,semanas,mes,días',
  it: 'oggi,domani,dopodomani,stasera,settimana,settimane,mese,giorni',
  pt: 'hoje,amanhã,depois de amanhã,semana,semanas,mês,dias',
  nl: 'vandaag,morgen,overmorgen,vanavond,week,weken,maand,dagen',
  ja: '今日,本日,明日,明後日,今週,来週,今月,来月,曜,日',
};
const PAST: Terms = {
  en: 'since,yesterday,last,ago,every',
  de: 'seit,gestern,vorgestern,letzte,letzten,letzter,vorige,vorigen',
  fr: 'depuis,hier,avant-hier,dernier,dernière',
  es: 'ayer,anteayer,anoche,pasado lunes,pasada,semana pasada,mes pasado',
  it: 'ieri,scorso,scorsa',
  pt: 'ontem,anteontem,passada,passado',
  nl: 'sinds,gisteren,eergisteren,afgelopen,vorige',
  ja: '昨日,昨夜,先週,先月,今朝',
};
const LEAD =
  /^(?:on|by|before|until|till|from|starting|am|bis|zum|spatestens|ab|vor|fur|den|dem|le|au|avant|pour|d ici|des|para|hasta|antes|desde|el|del|entro|per|prima|di|da|dal|il|ate|na|no|op|voor|tot|uiterlijk|vanaf)\s+/;
const TAIL = /(?:までに|まで|から|以降|ごろ)$/;
const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/;
const NUMERIC = /(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)/;
const JAPANESE = /(\d{4})年(\d{1,2})月(\d{1,2})日/;
const YEAR = /(?<!\d)20\d{2}(?!\d)/;

/** The days that are spoken of and are not over, in the order in which they were said; times of day alone are none. */
export function findDates(text: string, language: string, lexicon: Lexicon): SpokenDate[] {
  const folded = foldText(text);
  // One by one: "Monday the first" and "the first of December" are one day.
  const patterns = [...partTimes(lexicon).map((words) => compileWords(lexicon, words)), listExtra(language)];
  const spans = patterns
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(({ 0: words, index }) => ({ start: index, end: index + words.length }))
    .filter((span) => span.end > span.start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const joined: Hit[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const belongs =
      last !== undefined && (span.start < last.end || isJoint(text.slice(last.end, span.start)));
    if (belongs) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  const languages = [language, 'en'];
  return joined
    .filter(({ start, end }) => {
      const words = folded.slice(start, end);
      return isDay(text.slice(start, end), words, language) && !hasTerm(words, PAST, languages);
    })
    .map((span) => {
      const quote = text.slice(span.start, span.end);
      return { ...span, said: stripLead(quote), iso: toIso(quote, language) };
    });
}

const parted = new WeakMap<Lexicon, string[][]>();

function partTimes(lexicon: Lexicon): string[][] {
  const known = parted.get(lexicon) ?? lexicon.times.map((words) => [words]);
  parted.set(lexicon, known);
  return known;
}

/** "Monday, December 1st". */
const isJoint = (between: string): boolean => /^,? ?$/.test(between);

function isDay(quote: string, folded: string, language: string): boolean {
  if (NUMERIC.test(quote) || ISO.test(quote) || /\d[./]\s?\d/.test(quote)) return true;
  if (hasTerm(folded, RELATIVE, [language])) return true;
  const { months, days } = nameDays(language);
  return [...months, ...days].some((name) => folded.includes(name));
}

interface Names {
  months: string[];
  days: string[];
}

const named = new Map<string, Names>();

/** The months and the days of the week in a language, folded. */
function nameDays(language: string): Names {
  const known = named.get(language);
  if (known !== undefined) return known;
  const name = (options: Intl.DateTimeFormatOptions, day: number, month = 0) =>
    foldText(
      new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(Date.UTC(2026, month, day)),
    );
  const names = {
    months: Array.from({ length: 12 }, (_, month) => name({ month: 'long' }, 1, month)),
    days: Array.from({ length: 7 }, (_, day) => name({ weekday: 'long' }, day + 1).split(' ')[0] ?? ''),
  };
  named.set(language, names);
  return names;
}

const extra = new Map<string, RegExp>();

/** Dates that the lexicons leave out, since nobody says them: "27.11.2026", "1 December 2026". */
function listExtra(language: string): RegExp {
  const known = extra.get(language);
  if (known !== undefined) return known;
  const months = Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 1)),
  ).filter((month) => /^\p{L}+$/u.test(month));
  const named = months.length === 0 ? '(?!)' : `(?:${months.join('|')})`;
  const pattern = new RegExp(
    `(?<!\\d)\\d{1,2}([./-])\\s?\\d{1,2}\\1\\s?\\d{4}(?!\\d)|(?<![\\p{L}\\d])\\d{1,2}(?:st|nd|rd|th|\\.|er|º)? (?:of |de )?${named}(?:,? (?:de )?\\d{4})?(?![\\p{L}\\d])`,
    'giu',
  );
  extra.set(language, pattern);
  return pattern;
}

function stripLead(quote: string): string {
  let start = 0;
  for (let folded = foldText(quote); ; folded = foldText(quote.slice(start))) {
    const lead = LEAD.exec(folded)?.[0];
    if (lead === undefined || lead.length >= folded.length) break;
    start += lead.length;
  }
  const value = quote.slice(start).replace(TAIL, '').trim();
  return value === '' ? quote : value;
}

/** `undefined` where the year is left open, or the day and the month might be the other way round. */
function toIso(quote: string, language: string): string | undefined {
  const plain = quote.normalize('NFKC');
  const [, year, month, day] = ISO.exec(plain) ?? JAPANESE.exec(plain) ?? [];
  if (year && month && day) return checkDate(Number(year), Number(month), Number(day));
  const [, first, , second, last] = NUMERIC.exec(plain) ?? [];
  if (first && second && last) return orderNumbers(Number(first), Number(second), Number(last), language);
  const said = YEAR.exec(plain);
  const folded = foldText(plain);
  const named = nameDays(language).months.findIndex((name) => /^[a-z]+$/.test(name) && folded.includes(name));
  const number = /(?<!\d)\d{1,2}(?!\d)/.exec(plain.replace(YEAR, ' '));
  if (said === null || named < 0 || number === null) return undefined;
  return checkDate(Number(said[0]), named + 1, Number(number[0]));
}

function orderNumbers(first: number, second: number, year: number, language: string): string | undefined {
  if (language !== 'en') return checkDate(year, second, first);
  if (first === second || second > 12) return checkDate(year, first, second);
  return first > 12 ? checkDate(year, second, first) : undefined;
}

function checkDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}
