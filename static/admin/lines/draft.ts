import type { Language } from '../../../src/contract/language';
import type { Hours, Line } from '../../../src/contract/settings';
import type { Weekday } from '../../../src/contract/weekdays';

type Prompts = Line['prompts'];

/** A line as it is typed: text where somebody types, so that nothing is lost or corrected while they do. */
export interface LineDraft
  extends Pick<
    Line,
    | 'typePolicy'
    | 'requestTypes'
    | 'questions'
    | 'recap'
    | 'languages'
    | 'languagePolicy'
    | 'ticketLanguage'
    | 'recording'
    | 'mayDecline'
    | 'textReopens'
  > {
  /** Absent for a new line. */
  id?: string;
  number: string;
  name: string;
  /** Both empty until one is chosen. */
  serviceDeskId: string;
  requestTypeId: string;
  confidence: string;
  voices: Partial<Record<Language, string>>;
  vocabulary: string;
  greeting: string;
  notice: string;
  prompts: Prompts;
  alwaysOpen: boolean;
  timeZone: string;
  weekly: Record<Weekday, string>;
  holidays: string;
  outside: Hours['outside'];
  transfers: boolean;
  transferNumber: string;
  ringSeconds: string;
  maxMessageSeconds: string;
  confirms: boolean;
  confirmationTemplate: string;
  tellsStatus: boolean;
  statusTemplate: string;
  knowsCallers: boolean;
  pin: boolean;
  /** A row each: `customfield_10042 = "Hamburg"`; what is no JSON is text. */
  fieldValues: string;
  numberField: string;
  reporterAccountId: string;
  callsPerCaller: string;
  callsPerLine: string;
  longestCall: string;
  anonymous: Line['limits']['anonymous'];
  premiumRate: Line['limits']['premiumRate'];
}

/** What a new line starts with: it works with nothing but a number, a name and a request type. */
export const newDraft = (number = '', timeZone = 'UTC'): LineDraft => ({
  number,
  name: '',
  serviceDeskId: '',
  requestTypeId: '',
  typePolicy: 'fixed',
  requestTypes: [],
  confidence: '60',
  questions: true,
  recap: true,
  languages: ['en'],
  languagePolicy: 'speech',
  ticketLanguage: 'caller',
  voices: {},
  vocabulary: '',
  greeting: '',
  notice: '',
  prompts: {},
  recording: 'attach',
  mayDecline: false,
  maxMessageSeconds: '300',
  fieldValues: '',
  numberField: '',
  reporterAccountId: '',
  ...newHours(timeZone),
  ...NEW_PEOPLE,
  ...NEW_TEXTS,
  ...NEW_LIMITS,
});

const WORKDAY = '09:00-17:00';
const newHours = (timeZone: string) => ({
  alwaysOpen: true,
  timeZone,
  weekly: { mon: WORKDAY, tue: WORKDAY, wed: WORKDAY, thu: WORKDAY, fri: WORKDAY, sat: '', sun: '' },
  holidays: '',
  outside: 'message' as const,
});

const NEW_PEOPLE = {
  transfers: false,
  transferNumber: '',
  ringSeconds: '20',
  knowsCallers: false,
  pin: false,
};

const NEW_TEXTS = {
  confirms: true,
  confirmationTemplate: '',
  tellsStatus: false,
  statusTemplate: '',
  textReopens: false,
};

const NEW_LIMITS = {
  callsPerCaller: '60',
  callsPerLine: '600',
  longestCall: '900',
  anonymous: 'accept' as const,
  premiumRate: 'reject' as const,
};

export const toDraft = (line: Line): LineDraft => ({
  ...newDraft(line.number),
  id: line.id,
  name: line.name,
  serviceDeskId: line.serviceDeskId,
  requestTypeId: line.requestTypeId,
  typePolicy: line.typePolicy,
  requestTypes: line.requestTypes,
  confidence: String(Math.round(line.typeConfidence * 1e6) / 1e4),
  questions: line.questions,
  recap: line.recap,
  languages: line.languages,
  languagePolicy: line.languagePolicy,
  ticketLanguage: line.ticketLanguage,
  voices: line.voices,
  vocabulary: line.vocabulary.join('\n'),
  greeting: line.greeting ?? '',
  notice: line.notice ?? '',
  prompts: line.prompts,
  recording: line.recording,
  mayDecline: line.mayDecline,
  maxMessageSeconds: String(line.maxMessageSeconds),
  fieldValues: Object.entries(line.fieldValues)
    .map(([field, value]) => `${field} = ${JSON.stringify(value)}`)
    .join('\n'),
  numberField: line.numberField ?? '',
  reporterAccountId: line.reporterAccountId ?? '',
  ...fromHours(line),
  ...fromPeople(line),
  ...fromTexts(line),
  ...fromLimits(line),
});

const fromHours = ({ hours }: Line): Partial<LineDraft> =>
  hours === undefined
    ? {}
    : {
        alwaysOpen: false,
        timeZone: hours.timeZone,
        weekly: toWeek(hours.weekly),
        holidays: hours.holidays.join('\n'),
        outside: hours.outside,
      };

const fromPeople = ({ transfer, knownCallers }: Line): Partial<LineDraft> => ({
  knowsCallers: knownCallers.enabled,
  pin: knownCallers.pin,
  ...(transfer !== undefined && {
    transfers: true,
    transferNumber: transfer.number,
    ringSeconds: String(transfer.ringSeconds),
  }),
});

const fromTexts = ({ confirmation, statusText, textReopens }: Line): Partial<LineDraft> => ({
  confirms: confirmation.enabled,
  confirmationTemplate: confirmation.template ?? '',
  tellsStatus: statusText.enabled,
  statusTemplate: statusText.template ?? '',
  textReopens,
});

const fromLimits = ({ limits }: Line): Partial<LineDraft> => ({
  callsPerCaller: String(limits.callsPerCallerPerHour),
  callsPerLine: String(limits.callsPerLinePerHour),
  longestCall: String(limits.longestCallSeconds),
  anonymous: limits.anonymous,
  premiumRate: limits.premiumRate,
});

const toWeek = (weekly: Hours['weekly']): LineDraft['weekly'] => {
  const text = (day: Weekday): string => (weekly[day] ?? []).map((span) => span.join('-')).join(', ');
  return {
    mon: text('mon'),
    tue: text('tue'),
    wed: text('wed'),
    thu: text('thu'),
    fri: text('fri'),
    sat: text('sat'),
    sun: text('sun'),
  };
};
