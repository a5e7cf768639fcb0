import type { FieldKind } from './question';

/** `jiraSchema` of a request type's field, as Jira tells it; `JsonTypeBean` in its API. */
export interface JiraSchema {
  type: string;
  items?: string | undefined;
  system?: string | undefined;
  /** `com.atlassian.jira.plugin.system.customfieldtypes:textarea` */
  custom?: string | undefined;
}

/** Types whose values all fields of that type share. */
const BY_TYPE: ReadonlyMap<string, FieldKind> = new Map<string, FieldKind>([
  ['number', 'number'],
  ['date', 'date'],
  ['datetime', 'date-time'],
  ['option', 'choice'],
  ['priority', 'choice'],
]);

/** Texts by the key of their custom type; of all others the name decides. */
const TEXTS: ReadonlyMap<string, FieldKind> = new Map<string, FieldKind>([
  ['textarea', 'paragraph'],
  ['url', 'url'],
  ['readonlyfield', 'other'],
]);

const RICH_SYSTEM_FIELDS: ReadonlySet<string> = new Set(['description', 'environment']);

/**
 * What kind of answer a field takes. Whatever has a value that callers can't name (users, assets, files, a choice in
 * two steps), or a shape that no answer has (labels are an array of texts), is `other`, and so is what Jira adds later.
 */
export function fieldKindOf({
  jiraSchema,
  name,
}: {
  jiraSchema: JiraSchema | undefined;
  name: string;
}): FieldKind {
  if (jiraSchema === undefined) return 'other';
  const { type, items, system, custom } = jiraSchema;
  if (type === 'array') return items === 'option' ? 'choices' : 'other';
  if (type !== 'string') return BY_TYPE.get(type) ?? 'other';
  if (system !== undefined && RICH_SYSTEM_FIELDS.has(system)) return 'paragraph';
  return TEXTS.get(custom?.split(':').at(-1) ?? '') ?? textKindOf(name);
}

const EMAIL =
  /\be-?mail|\bmail-?adress?e?|courriel|\bcorreo\b|\bcorreio eletronico|posta elettronica|メール/u;
/** Names that have the word in them and ask for something else. */
const ABOUT_EMAIL =
  /programm?|software|version|problem|subject|betreff|objet|asunto|oggetto|assunto|onderwerp|件名|client|server|list|signatur|postal|postfach|verteiler|ordner|folder/u;

const PHONE =
  /(?<!i|micro|smart|head|ear|mega|speaker)phone|telefon|telephone|telefoon|\bmobile?\b|mobil(?:e|te|funk|tele)?(?:nummer| number)|\bhandy|\bcelular\b|\bmovil\b|\bportable\b|\bcellulare\b|\bgsm\b|ruf(?:nummer|nr)|\btel\b|電話|携帯/u;
/** Devices, contracts and extensions: those are words, or digits of which no country knows anything. */
const ABOUT_PHONE =
  /model|\btype?\b|\btyp\b|\btipo\b|device|gerat|brand|marke\b|marque|marca|merk\b|\bapps?\b|system|version|\bplan\b|contract|vertrag|provider|anbieter|serial|serie|imei|anlage|ordinateur|種|端末|機|extension|\bext\b|durchwahl|nebenstelle|klappe|\bposte\b|\bintern|\banexo\b|\bramal\b|toestel|内線/u;

/** By the name, in our languages; a name that says both takes either, and so any text. */
function textKindOf(name: string): FieldKind {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  const isEmail = EMAIL.test(plain) && !ABOUT_EMAIL.test(plain);
  const isPhone = PHONE.test(plain) && !ABOUT_PHONE.test(plain);
  if (isEmail === isPhone) return 'text';
  return isEmail ? 'email' : 'phone';
}
