import type { EntityKind } from './entities';
import type { Reading } from './read-message';

/** A value for a property, as found in the reading; `undefined` where nothing was said of it. */
export type Guess = string | number | boolean | string[] | undefined;

interface Concept {
  /** Matched against the property's path in plain words: "callback when", "caller email". */
  name: RegExp;
  read: (reading: Reading) => Guess;
  /** For a property that may hold one of a few words: those that would do, the best first. */
  wishes?: (reading: Reading) => string[];
}

const RANKS = [
  ['critical', 'highest', 'emergency', 'blocker', 'urgent', 'severe', 'immediate', 'p1', '1'],
  ['high', 'major', 'important', 'urgent', 'elevated', 'p2', '2'],
  ['normal', 'medium', 'moderate', 'standard', 'average', 'p3', '3'],
  ['low', 'minor', 'lowest', 'trivial', 'none', 'p4', '4', 'p5', '5'],
];
const URGENCIES = ['critical', 'high', 'normal', 'low'];

const INTENT_WORDS: Record<string, string[]> = {
  incident: [
    'incident',
    'problem',
    'outage',
    'fault',
    'failure',
    'bug',
    'issue',
    'broken',
    'technical',
    'support',
  ],
  request: ['service request', 'request', 'order', 'access', 'purchase', 'change', 'task'],
  question: ['question', 'inquiry', 'enquiry', 'information', 'how to', 'help'],
  complaint: ['complaint', 'feedback', 'escalation', 'grievance'],
  other: ['other', 'general', 'unknown', 'misc', 'none', 'unclear'],
};

/** Topics by their stems in eight languages, for categories that are topics. */
const TOPICS: [RegExp, string[]][] = [
  [
    /passw|passwor[td]|mot de passe|contraseña|senha|wachtwoord|パスワード|locked|gesperrt|verrouill|bloquead|bloccat|geblokkeerd|log ?in|anmeld|ログイン/i,
    ['password', 'login', 'access', 'account', 'authentication'],
  ],
  [
    /vpn|wi-?fi|wlan|internet|network|netzwerk|réseau|\bred\b|\brete\b|\brede\b|netwerk|ネットワーク/i,
    ['network', 'connectivity', 'vpn', 'internet'],
  ],
  [
    /print|druck|imprim|impres|stampa|プリンタ|laptop|notebook|portátil|monitor|screen|bildschirm|écran|pantalla|schermo|tela|beeldscherm|scanner|badge|keyboard|tastatur/i,
    ['hardware', 'device', 'equipment', 'printer'],
  ],
  [/outlook|e-?mail|correo|courriel|messagerie|\bposta\b|メール/i, ['email', 'mail', 'software']],
  [
    /invoice|rechnung|facture|factura|fattura|fatura|factuur|請求|payment|zahlung|billing|payroll/i,
    ['billing', 'invoice', 'payment', 'finance'],
  ],
  [
    /order|bestell|commande|pedido|ordine|encomenda|注文|deliver|liefer|livraison|entrega|consegna|levering/i,
    ['order', 'delivery', 'shipping', 'sales'],
  ],
  [
    /software|app\b|program|programm|logiciel|system|sistema|session|update|install/i,
    ['software', 'application', 'app'],
  ],
];

const find = (reading: Reading, ...kinds: EntityKind[]): string | undefined =>
  reading.entities.find(({ kind }) => kinds.includes(kind))?.value;

const findNumber = (reading: Reading, label: RegExp): string | undefined =>
  reading.entities.find(({ kind, quote }) => kind === 'number' && label.test(quote))?.value;

const rankWishes = ({ urgency }: Reading): string[] => {
  const rank = URGENCIES.indexOf(urgency);
  // Where the exact word is missing, the nearest rank, the calmer one first.
  return [0, 1, -1, 2, -2, 3, -3].flatMap((step) => RANKS[rank + step] ?? []);
};

const topicWishes = ({ transcript }: Reading): string[] =>
  TOPICS.flatMap(([stems, words]) => (stems.test(transcript) ? words : []));

const intentWishes = (reading: Reading): string[] => [
  ...(INTENT_WORDS[reading.intents[0] ?? 'other'] ?? []),
  ...topicWishes(reading),
  ...reading.intents.slice(1, 2).flatMap((intent) => INTENT_WORDS[intent] ?? []),
];

const languageName = (code: string): string =>
  new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;

/** Looked through from the top; the first that names the property answers. */
const CONCEPTS: Concept[] = [
  { name: /\brecap\b/, read: ({ recap }) => recap },
  {
    name: /\brequest type\b.*\b(?:id|key)\b/,
    read: ({ requestType }) => requestType.id ?? undefined,
  },
  {
    name: /\brequest type\b.*\b(?:confidence|score|probability|certainty)\b/,
    read: ({ requestType }) => requestType.confidence,
  },
  { name: /\b(?:opt ?(?:ed )?out|no ?(?:sms|texts?)|stop sms)\b/, read: ({ smsOptOut }) => smsOptOut },
  {
    name: /\b(?:sms|text(?:ing)?)\b.*\b(?:ok|allowed|consent|opt ?in|permitted)/,
    read: ({ smsOptOut }) => !smsOptOut,
  },
  { name: /\bcall ?back\b.*\b(?:number|phone|to)\b/, read: ({ callback }) => callback.number ?? undefined },
  {
    name: /\bcall ?back\b.*\b(?:when|time|at|date|window|slot)\b/,
    read: ({ callback }) => callback.when ?? undefined,
  },
  { name: /\b(?:call ?back|return call|call(?:ed)? back)\b/, read: ({ callback }) => callback.wanted },
  { name: /\b(?:summary|title|subject|headline|short|gist)\b/, read: ({ summary }) => summary },
  { name: /\b(?:transcript|quote|verbatim|original|spoken|raw)\b/, read: ({ transcript }) => transcript },
  {
    name: /\b(?:language|locale|lang)\b/,
    read: ({ language }) => language,
    wishes: ({ language }) => [language, languageName(language)],
  },
  { name: /\b(?:is|needs)? ?urgent\b/, read: ({ urgency }) => urgency === 'high' || urgency === 'critical' },
  { name: /\b(?:urgency|priority|severity|impact)\b/, read: ({ urgency }) => urgency, wishes: rankWishes },
  {
    name: /\b(?:sentiment|mood|emotion|tone)\b/,
    read: ({ angry }) => (angry ? 'negative' : 'neutral'),
    wishes: ({ angry }) =>
      angry ? ['angry', 'frustrated', 'negative', 'upset'] : ['neutral', 'calm', 'mixed'],
  },
  { name: /\b(?:angry|frustrated|upset)\b/, read: ({ angry }) => angry },
  { name: /\b(?:confidence|score|probability|certainty)\b/, read: () => 0.7, wishes: () => ['medium'] },
  { name: /\be ?mail\b/, read: (reading) => find(reading, 'email') },
  { name: /\b(?:phone|telephone|mobile)\b/, read: (reading) => find(reading, 'phone') },
  { name: /\b(?:error|fault) ?(?:code|number|message)?s?\b/, read: (reading) => find(reading, 'error-code') },
  {
    name: /\border\b/,
    read: (reading) => findNumber(reading, /order|bestell|auftrag|command|pedido|encomenda|ordine|注文/i),
  },
  {
    name: /\b(?:reference|ticket|invoice|account|customer|serial|asset|badge) ?(?:number|no|id|code)?\b/,
    read: (reading) => find(reading, 'number'),
  },
  {
    name: /\b(?:intent|category|type|topic|class(?:ification)?|kind|reason|department|queue)\b/,
    read: ({ intents }) => intents[0],
    wishes: intentWishes,
  },
  { name: /\b(?:company|organi[sz]ation|employer|team)\b/, read: (reading) => find(reading, 'organisation') },
  {
    name: /\b(?:product|device|system|software|hardware|application|service)s?\b/,
    read: (reading) => find(reading, 'product'),
  },
  { name: /\b(?:place|location|site|office|city|building)s?\b/, read: (reading) => find(reading, 'place') },
  { name: /\b(?:date|deadline|due|when|time|until)\b/, read: (reading) => find(reading, 'date') },
  {
    name: /\b(?:name|caller|reporter|customer|person|contact|who)\b/,
    read: (reading) => find(reading, 'person'),
  },
  { name: /\b(?:number|code|id)\b/, read: (reading) => find(reading, 'number', 'error-code') },
  {
    name: /\b(?:keyword|tag|label)s?\b/,
    read: ({ entities }) => entities.filter(({ kind }) => kind === 'product').map(({ value }) => value),
  },
  {
    name: /\b(?:description|details?|body|problem|issue|message|content|notes?|text|answer|matter)\b/,
    read: ({ description }) => description,
  },
];

/** Looks up a property by its path in plain words. */
export const findConcept = (words: string): Concept | undefined =>
  CONCEPTS.find(({ name }) => name.test(words));

/** "smsOptOut", "sms_opt_out" and "sms-opt-out" are "sms opt out". */
export const toWords = (name: string): string =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

const KIND_WORDS: Record<EntityKind, string[]> = {
  person: ['person', 'name', 'caller', 'people', 'contact'],
  organisation: ['organisation', 'organization', 'company', 'team', 'department'],
  product: ['product', 'device', 'software', 'system', 'item', 'service'],
  place: ['place', 'location', 'site', 'address'],
  'error-code': ['error code', 'error', 'code'],
  number: ['number', 'order number', 'reference', 'identifier', 'id', 'order'],
  date: ['date', 'time', 'datetime', 'deadline'],
  email: ['email', 'e mail', 'contact'],
  phone: ['phone', 'phone number', 'telephone', 'number', 'contact'],
};

/** The words that would name a kind of entity in an enum. */
export const wishKind = (kind: EntityKind): string[] => KIND_WORDS[kind];

/** The kinds that a property's name asks for: "products" asks for products; undefined for all. */
export function nameKinds(words: string): EntityKind[] | undefined {
  const kinds: [RegExp, EntityKind[]][] = [
    [/\b(?:people|persons?|names?|callers?|contacts?)$/, ['person']],
    [/\b(?:compan(?:y|ies)|organi[sz]ations?|teams?)$/, ['organisation']],
    [/\b(?:products?|devices?|systems?|items?)$/, ['product']],
    [/\b(?:places?|locations?|sites?)$/, ['place']],
    [/\b(?:errors?|error codes?|codes?)$/, ['error-code']],
    [/\b(?:numbers?|references?|orders?|ids?|identifiers?)$/, ['number']],
    [/\b(?:dates?|times?|deadlines?)$/, ['date']],
    [/\be ?mails?$/, ['email']],
    [/\bphones?(?: numbers?)?$/, ['phone']],
  ];
  return kinds.find(([name]) => name.test(words))?.[1];
}

/** Picks from an enum what comes nearest to the wishes; `undefined` when nothing does. */
export function chooseEnum(values: unknown[], wishes: string[]): unknown {
  const named = values.map((value) => ({ value, words: toWords(String(value)) }));
  for (const wish of wishes.map(toWords)) {
    const exact = named.find(({ words }) => words === wish);
    if (exact) return exact.value;
  }
  for (const wish of wishes.map(toWords).filter((each) => each.length > 2)) {
    const part = named.find(
      ({ words }) => words.split(' ').includes(wish) || words.replaceAll(' ', '') === wish,
    );
    if (part) return part.value;
  }
  const spare = named.find(({ words }) =>
    /^(?:other|unknown|general|none|misc|unspecified|n a|not specified)/.test(words),
  );
  return spare?.value;
}
