import type { SaveLine } from '../../../src/contract/admin';
import type { Hours, Line } from '../../../src/contract/settings';
import { WEEKDAYS } from '../../../src/contract/weekdays';
import { LANGUAGES } from '../languages';
import { readTyped } from '../typed-number';
import type { LineDraft } from './draft';

/** What the app is asked to save; it says what is wrong with it. */
export const toPayload = (draft: LineDraft): SaveLine => ({
  ...(draft.id === undefined ? {} : { id: draft.id }),
  number: toPhone(draft.number),
  name: draft.name,
  serviceDeskId: draft.serviceDeskId,
  requestTypeId: draft.requestTypeId,
  typePolicy: draft.typePolicy,
  requestTypes: draft.requestTypes,
  typeConfidence: readTyped(draft.confidence) / 100,
  questions: draft.questions,
  recap: draft.recap,
  languages: draft.languages,
  languagePolicy: draft.languagePolicy,
  ticketLanguage: draft.ticketLanguage,
  voices: toVoices(draft),
  vocabulary: toRows(draft.vocabulary),
  ...given('greeting', draft.greeting),
  ...given('notice', draft.notice),
  prompts: draft.prompts,
  ...(draft.alwaysOpen ? {} : { hours: toHours(draft) }),
  ...(draft.transfers && {
    transfer: { number: toPhone(draft.transferNumber), ringSeconds: readTyped(draft.ringSeconds) },
  }),
  recording: draft.recording,
  mayDecline: draft.mayDecline,
  maxMessageSeconds: readTyped(draft.maxMessageSeconds),
  confirmation: { enabled: draft.confirms, ...given('template', draft.confirmationTemplate) },
  statusText: { enabled: draft.tellsStatus, ...given('template', draft.statusTemplate) },
  textReopens: draft.textReopens,
  knownCallers: { enabled: draft.knowsCallers, pin: draft.pin },
  fieldValues: toFieldValues(draft.fieldValues),
  ...given('numberField', draft.numberField),
  ...given('reporterAccountId', draft.reporterAccountId),
  limits: toLimits(draft),
});

/** A number as people write it, as E.164 where it is one. */
export const toPhone = (text: string): string => text.replace(/[\s().-]/g, '');

const toVoices = ({ voices }: LineDraft): Line['voices'] =>
  Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const voice = voices[language]?.trim();
      return voice ? [[language, voice]] : [];
    }),
  );

/** A row without its `=` keeps a name that no field has: the app refuses it. */
const toFieldValues = (text: string): Line['fieldValues'] =>
  Object.fromEntries(
    toRows(text).map((row) => {
      const [, field = row, value = ''] = /^([^=]*?)\s*=\s*(.*)$/.exec(row) ?? [];
      return [field, readValue(value)];
    }),
  );

function readValue(text: string): Line['fieldValues'][string] {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const toLimits = (draft: LineDraft): Line['limits'] => ({
  callsPerCallerPerHour: readTyped(draft.callsPerCaller),
  callsPerLinePerHour: readTyped(draft.callsPerLine),
  longestCallSeconds: readTyped(draft.longestCall),
  anonymous: draft.anonymous,
  premiumRate: draft.premiumRate,
});

const toRows = (text: string): string[] =>
  text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');

const given = <K extends string>(key: K, text: string): Partial<Record<K, string>> =>
  text.trim() === '' ? {} : ({ [key]: text.trim() } as Record<K, string>);

const toHours = ({ timeZone, weekly, holidays, outside }: LineDraft): Hours => ({
  timeZone,
  weekly: Object.fromEntries(WEEKDAYS.map((day) => [day, toSpans(weekly[day])])),
  holidays: toRows(holidays),
  outside,
});

/** `09:00-12:30, 13:00-17:00`; what is no span goes to the app as it is, which refuses it. */
const toSpans = (text: string): [string, string][] =>
  text
    .split(/[,;]/)
    .map((span) => span.trim())
    .filter((span) => span !== '')
    .map((span) => {
      const [from = '', to = ''] = span.split(/\s*[-–]\s*/);
      return [padHour(from), padHour(to)];
    });

const padHour = (time: string): string => time.replace(/^(\d)(?=:)/, '0$1');
