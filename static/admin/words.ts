import type { AnswerError } from '../../src/contract/admin';
import type { FailureKind, Service } from '../../src/contract/failure';
import english from './locales/en-US.json';

type KeysOf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : KeysOf<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** A sentence of the page, by its place in `locales/*.json`. */
export type WordKey = KeysOf<typeof english>;
/** Sentences that have a form for each plural of their language. */
type CountedKey = Extract<WordKey, `${string}.other`> extends `${infer Key}.other` ? Key : never;

type Values = Record<string, string | number>;

/** What the page says, in the language of whoever looks at it. */
export interface Words {
  say: (key: WordKey, values?: Values) => string;
  /** With the form that fits `count`, which stands in it as `{count}`. */
  sayCounted: (key: CountedKey, count: number, values?: Values) => string;
  /** What went wrong, in this language where its code is known to it. */
  sayError: (error: AnswerError) => string;
  sayFailure: (kind: FailureKind, service: Service) => string;
  /** Milliseconds since the epoch, by the clock of whoever looks. */
  time: (at: number) => string;
  usd: (amount: number) => string;
  number: (amount: number) => string;
  /** To the second. */
  exactTime: (at: number) => string;
  /** A month as `2026-11`. */
  month: (month: string) => string;
  /** How long something took, in milliseconds. */
  span: (ms: number) => string;
  /** As `4:07`. */
  duration: (seconds: number) => string;
}

type Translate = (key: string, otherwise: string) => string;

export function createWords(translate: Translate, locale: string): Words {
  // English is what the page falls back on when its translations can't be loaded.
  const say: Words['say'] = (key, values) => fill(translate(key, sentence(key) ?? key), values);
  const lookUp = (key: string): string | undefined => {
    const found = translate(key, sentence(key) ?? '');
    return found === '' || found === key ? undefined : found;
  };
  const plural = new Intl.PluralRules(locale);
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const dollars = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });
  const cents = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 4,
    maximumFractionDigits: 4,
  });
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    say,
    sayCounted(key, count, values) {
      const form = lookUp(`${key}.${plural.select(count)}`) ?? lookUp(`${key}.other`) ?? key;
      return fill(form, { count: decimal.format(count), ...values });
    },
    sayError({ code, field, message, values }) {
      const known = (code === 'invalid' && sayField(field, lookUp)) || (code && lookUp(`errors.${code}`));
      return known ? fill(known, values) : message;
    },
    sayFailure: (kind, service) =>
      [
        say(`failures.happened.${kind}`, { service: say(`services.${service}`) }),
        WAITS.has(kind) ? say('failures.next.wait') : say(`failures.next.${service}`),
      ].join(' '),
    time: (at) => clock.format(at),
    exactTime: (at) => exact.format(at),
    month: (month) => months.format(Date.parse(`${month}-01`)),
    span: (ms) =>
      ms < 1000
        ? say('trial.milliseconds', { ms: Math.round(ms) })
        : say('trial.seconds', { seconds: decimal.format(ms / 1000) }),
    usd: (amount) => (amount !== 0 && amount < 1 ? cents : dollars).format(amount),
    number: (amount) => decimal.format(amount),
    duration: (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`,
  };
}

/** What the app itself tries again. */
const WAITS: ReadonlySet<FailureKind> = new Set([
  'unreachable',
  'timed-out',
  'rate-limited',
  'unavailable',
  'conflict',
]);

/** What is wrong with a field, by the first part of its name that has words. */
const sayField = (
  field: string | undefined,
  lookUp: (key: string) => string | undefined,
): string | undefined =>
  (field ?? '')
    .split('.')
    .toReversed()
    .map((part) => lookUp(`fields.${part}`))
    .find((found) => found !== undefined);

function sentence(key: string): string | undefined {
  let at: unknown = english;
  for (const part of key.split('.'))
    at =
      typeof at === 'object' && at !== null
        ? new Map<string, unknown>(Object.entries(at)).get(part)
        : undefined;
  return typeof at === 'string' ? at : undefined;
}

const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
