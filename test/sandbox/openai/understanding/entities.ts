import { createDigitReader, type DigitRun } from './digits';
import { compileWords, type Lexicon } from './lexicon';

export type EntityKind =
  | 'person'
  | 'organisation'
  | 'product'
  | 'place'
  | 'error-code'
  | 'number'
  | 'date'
  | 'email'
  | 'phone';

export interface Entity {
  kind: EntityKind;
  value: string;
  /** Copied from the transcript, letter by letter. */
  quote: string;
  start: number;
}

interface Found extends Entity {
  end: number;
}

interface Source {
  text: string;
  language: string;
  lexicon: Lexicon;
}

const BRANDS = [
  'outlook|excel|powerpoint|sharepoint|onedrive|thinkpad|macbook|iphone|ipad|android|firefox|jira|confluence|salesforce|citrix|photoshop|gmail|dropbox|webex|okta|quickbooks|datev|netsuite|vpn|sap|wi-fi|usb|crm|erp|microsoft \\w+|office 365|(?-i:Teams|Exchange|Windows|Office|Word|Chrome|Edge|Safari|Zoom|Slack|Oracle|Acrobat|Google|Workday|PDF)(?: \\d+)?',
];
/** Names in capitals ("SAP") or with a hump ("StockPilot"). */
const PROPER_PRODUCT = /(?<![\p{L}\p{N}])(?:\p{Lu}{2,6}|\p{Lu}\p{Ll}+\p{Lu}[\p{L}]+)(?![\p{L}\p{N}])/gu;
const NOT_A_PRODUCT = /^(?:OK|SMS|USA|UK|US|EU|AM|PM|ID|TV|ASAP|HR|IT|CEO|CFO|NO)$/;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const CODE =
  /^(?:0x[0-9a-f]+|(?:\p{Lu}{1,4}[\s-]?){1,4}\d+(?:[\s-]\d+)*|\d+(?:[\s-]\d+)*|\p{Lu}[\p{Lu}\d]*[_-][\p{Lu}\d_-]+|\p{Lu}{5,})(?![\p{L}\p{N}])/u;
const CODE_LEAD =
  /^(?:[\s:,"“„«「]*(?:is|says|number|code|message|lautet|ist|nummer|numéro|est|es|el|le|número|è|numero|é|は|が|番号は?)(?![\p{L}]))*[\s:,"“„«「]*/iu;
const STANDALONE_CODE =
  /(?<![\p{L}\p{N}])(?:0x[0-9a-fA-F]{4,}|[A-Z]{2,6}[-_]\d{2,}(?:[-_]\d+)*)(?![\p{L}\p{N}])/gu;
const GENERIC_LABEL = /^(?:number|nummer|num[ée]ro|número|番号)(?:[はが]| is| est| es| è| é)?$/iu;
const MOST = 24;
const MOST_DATES = 5;

/** Names, places, products, codes, numbers, dates and addresses, in the order in which they were said. */
export function findEntities(text: string, language: string, lexicon: Lexicon): Entity[] {
  const source = { text, language, lexicon };
  const finders = [
    findEmails,
    findErrorCodes,
    findTimes,
    findNumbers,
    findPersons,
    findPlaces,
    findOrganisations,
    findProducts,
  ];
  const kept: Found[] = [];
  for (const find of finders) {
    for (const found of find(source)) {
      const overlaps = kept.some((other) => found.start < other.end && other.start < found.end);
      const known = kept.some((other) => isSameFact(other, found));
      if (!overlaps && !known && found.value !== '') kept.push(found);
    }
  }
  const dates = kept.filter(({ kind }) => kind === 'date').slice(MOST_DATES);
  return kept
    .filter((found) => !dates.includes(found))
    .slice(0, MOST)
    .sort((a, b) => a.start - b.start)
    .map(({ kind, value, quote, start }) => ({ kind, value, quote, start }));
}

/** A telephone number that is repeated is no second number. */
function isSameFact(one: Entity, other: Entity): boolean {
  const mayMix = one.kind === 'phone' && other.kind === 'number';
  return (one.kind === other.kind || mayMix) && one.value.toLowerCase() === other.value.toLowerCase();
}

function quoteSpan({ text }: Source, kind: EntityKind, start: number, end: number, value?: string): Found {
  const quote = text.slice(start, end);
  return { kind, value: value ?? quote, quote, start, end };
}

/** The matches of a list of words; of a named group where the words have one. */
function findWords(source: Source, kind: EntityKind, words: string[], group?: string): Found[] {
  return [...source.text.matchAll(compileWords(source.lexicon, words))].map((match) => {
    const named = group === undefined ? undefined : match.groups?.[group];
    const start = named === undefined ? match.index : match.index + match[0].lastIndexOf(named);
    return quoteSpan(source, kind, start, start + (named ?? match[0]).length);
  });
}

function findEmails(source: Source): Found[] {
  const { text, lexicon } = source;
  const written = [...text.matchAll(EMAIL)].map((match) => {
    const value = match[0].replace(/\.+$/, '');
    return quoteSpan(source, 'email', match.index, match.index + value.length, value.toLowerCase());
  });
  const [at, dot] = [lexicon.at.join('|'), lexicon.dot.join('|')];
  const word = "[\\p{L}\\p{N}_-]+(?:['’][\\p{L}]+)?";
  const spoken = new RegExp(
    `${word}(?:\\s(?:${dot})\\s${word})*\\s(?:${at})\\s${word}(?:\\s(?:${dot})\\s${word})+`,
    'giu',
  );
  return written.concat(
    [...text.matchAll(spoken)].map((match) => {
      const value = match[0]
        .replace(new RegExp(`\\s(?:${at})\\s`, 'iu'), '@')
        .replace(new RegExp(`\\s(?:${dot})\\s`, 'giu'), '.');
      return quoteSpan(source, 'email', match.index, match.index + match[0].length, value.toLowerCase());
    }),
  );
}

function findErrorCodes(source: Source): Found[] {
  const { text, lexicon } = source;
  const runs = createDigitReader(source.language, lexicon).find(text);
  const said = [...text.matchAll(compileWords(lexicon, lexicon.errors))].flatMap((match): Found[] => {
    const from = match.index + match[0].length;
    const lead = CODE_LEAD.exec(text.slice(from))?.[0].length ?? 0;
    const at = from + lead;
    const run = runs.find(({ start }) => start === at);
    const code = CODE.exec(text.slice(at))?.[0];
    const spoken = run && (code === undefined || run.end - run.start > code.length) ? run : undefined;
    if (spoken) return [quoteSpan(source, 'error-code', match.index, spoken.end, spoken.digits)];
    return code === undefined
      ? []
      : [quoteSpan(source, 'error-code', match.index, at + code.length, joinCode(code))];
  });
  const standing = [...text.matchAll(STANDALONE_CODE)].map((match) =>
    quoteSpan(source, 'error-code', match.index, match.index + match[0].length),
  );
  return [...said, ...standing];
}

/** "E 809" is E809: letters and figures that were said one by one. */
const joinCode = (code: string): string => (/[_-]/.test(code) ? code : code.replace(/\s+/g, ''));

const findTimes = (source: Source): Found[] => findWords(source, 'date', source.lexicon.times);

function findNumbers(source: Source): Found[] {
  return createDigitReader(source.language, source.lexicon)
    .find(source.text)
    .flatMap((run) => classifyNumber(source, run));
}

function classifyNumber(source: Source, run: DigitRun): Found[] {
  const { text, lexicon } = source;
  const before =
    text
      .slice(Math.max(0, run.start - 60), run.start)
      .split(/(?<!\b[ap]\.m)[.!?。！？]\s/iu)
      .at(-1) ?? '';
  const label = [...before.matchAll(compileWords(lexicon, lexicon.labels))].at(-1);
  const gap = label === undefined ? Number.POSITIVE_INFINITY : before.length - label.index - label[0].length;
  const named = label !== undefined && gap <= 8 && !GENERIC_LABEL.test(label[0]) ? label : undefined;
  const isTelephone = (words: string) => compileWords(lexicon, lexicon.telephones).test(words);
  const length = run.digits.replace('+', '').length;
  const mayBePhone = length >= 6 && length <= 15;
  if (mayBePhone && (run.digits.startsWith('+') || (named ? isTelephone(named[0]) : isTelephone(before)))) {
    return [quoteSpan(source, 'phone', run.start, run.end, run.digits)];
  }
  if (named) return [quoteSpan(source, 'number', run.start - gap - named[0].length, run.end, run.digits)];
  const isYear = /^(?:19|20)\d\d$/.test(run.digits);
  return length >= 3 && !isYear ? [quoteSpan(source, 'number', run.start, run.end, run.digits)] : [];
}

function findPersons(source: Source): Found[] {
  const { lexicon } = source;
  const noName = compileWords(lexicon, [
    ...BRANDS,
    ...lexicon.openers,
    ...lexicon.urgent,
    ...lexicon.complaints,
    ...lexicon.times,
    ...lexicon.products,
  ]);
  return findWords(source, 'person', lexicon.introductions, 'name').filter(
    ({ value }) => !/^\p{Lu}+$/u.test(value) && value.replace(noName, '').trim() === value,
  );
}

function findPlaces(source: Source): Found[] {
  const brand = compileWords(source.lexicon, BRANDS);
  return findWords(source, 'place', source.lexicon.places, 'place').filter(
    ({ value }) => value.search(brand) < 0 && !/^(?:\p{Lu}{2,}|\p{Lu}\p{Ll}+\p{Lu}\p{L}*)$/u.test(value),
  );
}

const findOrganisations = (source: Source): Found[] =>
  findWords(source, 'organisation', source.lexicon.organisations, 'organisation');

function findProducts(source: Source): Found[] {
  const proper = [...source.text.matchAll(PROPER_PRODUCT)]
    .filter(([word]) => !NOT_A_PRODUCT.test(word))
    .map((match) => quoteSpan(source, 'product', match.index, match.index + match[0].length));
  return [
    ...findWords(source, 'product', BRANDS),
    ...proper,
    ...findWords(source, 'product', source.lexicon.products),
  ];
}
