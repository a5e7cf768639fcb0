import type { CallEvent, Line, Sample } from './api-schemas';
import { type Call, startCall, stepCall } from './call-state';
import { formatNumber, toDialled } from './format';
import { fail, type Loadable, succeed } from './loadable';

/** A text message as the phone shows it. */
export interface Text {
  id: string;
  /** E.164. */
  from: string;
  /** E.164. */
  to: string;
  body: string;
  /** Milliseconds since the epoch. */
  at: number;
  status: string;
}

/** Something to say to the line: kept until the line listens. */
export type Utterance =
  /** Without a language: in that of the line. */
  | { kind: 'typed'; text: string; language?: string }
  | { kind: 'sample'; sample: Sample }
  | { kind: 'microphone'; wav: Uint8Array; seconds: number };

export interface PhoneState {
  view: 'call' | 'texts';
  /** E.164: the caller's own number. */
  from: string;
  /** As dialled: digits, +, spaces. */
  to: string;
  lines: Loadable<Line[]>;
  samples: Loadable<Sample[]>;
  texts: Loadable<Text[]>;
  /** Texts that were there when the text view was last looked at. */
  textsSeen: number;
  sendingText: boolean;
  textError?: string;
  muted: boolean;
  /** The language in which typed words are said: the line's own, until the person chooses another. */
  language: string;
  isLanguageChosen: boolean;
  call?: Call;
}

export type PhoneAction =
  | { type: 'view-chosen'; view: PhoneState['view'] }
  | { type: 'own-number-chosen'; from: string }
  | { type: 'number-dialled'; to: string }
  | { type: 'line-chosen'; line: Line }
  | { type: 'mute-toggled' }
  | { type: 'language-chosen'; language: string }
  | { type: 'lines-loaded'; lines: Line[] }
  | { type: 'lines-failed'; error: string }
  | { type: 'samples-loaded'; samples: Sample[] }
  | { type: 'samples-failed'; error: string }
  | { type: 'texts-loaded'; texts: Text[] }
  | { type: 'texts-failed'; error: string }
  | { type: 'text-sending' }
  | { type: 'text-sent' }
  | { type: 'text-refused'; error: string }
  | { type: 'call-started'; to: string; at: number }
  | { type: 'call-placed'; sid: string }
  | { type: 'call-failed'; error: string; at: number }
  | { type: 'call-event'; sid: string; event: CallEvent; at: number }
  | { type: 'call-lost'; sid: string; at: number }
  | { type: 'call-cleared' }
  | { type: 'keys-pressed'; digits: string }
  | { type: 'utterance-queued'; id: string; utterance: Utterance }
  | { type: 'utterance-sending'; id: string }
  | { type: 'utterance-said'; id: string }
  | { type: 'utterance-refused'; id: string; error: string };

export const initialPhone: PhoneState = {
  view: 'call',
  from: '+14155550123',
  to: '',
  lines: {},
  samples: {},
  texts: {},
  textsSeen: 0,
  sendingText: false,
  muted: false,
  language: 'en-US',
  isLanguageChosen: false,
};

/** Whether a call is under way: dialling counts, a finished call that is still shown does not. */
export const isCalling = (phone: PhoneState): boolean =>
  phone.call !== undefined && phone.call.endedAt === undefined;

/** The texts of the conversation between the chosen own number and any line, oldest first. */
export function listOwnTexts(phone: PhoneState): Text[] {
  const own = (phone.texts.value ?? []).filter((text) => text.from === phone.from || text.to === phone.from);
  return own.sort((a, b) => a.at - b.at);
}

/** Whom a reply goes to: who wrote last, else the line that is chosen. */
export function pickPartner(phone: PhoneState): string | undefined {
  const last = listOwnTexts(phone).at(-1);
  if (last) return last.from === phone.from ? last.to : last.from;
  return toDialled(phone.to, phone.from);
}

export const countUnreadTexts = (phone: PhoneState): number =>
  Math.max(0, listOwnTexts(phone).filter((text) => text.to === phone.from).length - phone.textsSeen);

export function reducePhone(phone: PhoneState, action: PhoneAction): PhoneState {
  switch (action.type) {
    case 'view-chosen':
    case 'own-number-chosen':
    case 'number-dialled':
    case 'line-chosen':
    case 'mute-toggled':
    case 'language-chosen':
      return reduceChoice(phone, action);
    case 'lines-loaded':
    case 'lines-failed':
    case 'samples-loaded':
    case 'samples-failed':
    case 'texts-loaded':
    case 'texts-failed':
    case 'text-sending':
    case 'text-sent':
    case 'text-refused':
      return reduceLoading(phone, action);
    default:
      return reduceCall(phone, action);
  }
}

type Choice = Extract<
  PhoneAction,
  {
    type:
      | 'view-chosen'
      | 'own-number-chosen'
      | 'number-dialled'
      | 'line-chosen'
      | 'mute-toggled'
      | 'language-chosen';
  }
>;

function reduceChoice(phone: PhoneState, action: Choice): PhoneState {
  switch (action.type) {
    case 'view-chosen':
      return markTextsSeen({ ...phone, view: action.view });
    case 'own-number-chosen':
      return markAllSeen({ ...phone, from: action.from });
    case 'number-dialled':
      return { ...phone, to: action.to };
    case 'line-chosen':
      return {
        ...phone,
        to: formatNumber(action.line.phoneNumber),
        isLanguageChosen: false,
      };
    case 'mute-toggled':
      return { ...phone, muted: !phone.muted };
    case 'language-chosen':
      return { ...phone, language: action.language, isLanguageChosen: true };
  }
}

type Loading = Extract<
  PhoneAction,
  { type: `${'lines' | 'samples' | 'texts'}-${string}` | `text-${string}` }
>;

function reduceLoading(phone: PhoneState, action: Loading): PhoneState {
  switch (action.type) {
    case 'lines-loaded': {
      const first = phone.to === '' ? action.lines[0] : undefined;
      const loaded = { ...phone, lines: succeed(action.lines) };
      return first ? reduceChoice(loaded, { type: 'line-chosen', line: first }) : loaded;
    }
    case 'lines-failed':
      return { ...phone, lines: fail(phone.lines, action.error) };
    case 'samples-loaded':
      return { ...phone, samples: succeed(action.samples) };
    case 'samples-failed':
      return { ...phone, samples: fail(phone.samples, action.error) };
    case 'texts-loaded': {
      const first = phone.texts.value === undefined;
      const loaded = { ...phone, texts: succeed(action.texts) };
      return first ? markAllSeen(loaded) : markTextsSeen(loaded);
    }
    case 'texts-failed':
      return { ...phone, texts: fail(phone.texts, action.error) };
    case 'text-sending': {
      const { textError: _, ...rest } = phone;
      return { ...rest, sendingText: true };
    }
    case 'text-sent':
      return { ...phone, sendingText: false };
    case 'text-refused':
      return { ...phone, sendingText: false, textError: action.error };
  }
}

const markTextsSeen = (phone: PhoneState): PhoneState =>
  phone.view === 'texts' ? markAllSeen(phone) : phone;

const markAllSeen = (phone: PhoneState): PhoneState => ({
  ...phone,
  textsSeen: listOwnTexts(phone).filter((text) => text.to === phone.from).length,
});

function reduceCall(phone: PhoneState, action: Exclude<PhoneAction, Choice | Loading>): PhoneState {
  if (action.type === 'call-started')
    return { ...phone, view: 'call', call: startCall({ from: phone.from, to: action.to }, action.at) };
  if (action.type === 'call-cleared') {
    const { call: _, ...rest } = phone;
    return rest;
  }
  if (!phone.call) return phone;
  // Events of an earlier call may still be on their way when the next one has begun.
  const isOther = 'sid' in action && action.type !== 'call-placed' && action.sid !== phone.call.sid;
  return isOther ? phone : followLanguage({ ...phone, call: stepCall(phone.call, action) }, action);
}

/** People answer in the language in which they are spoken to. */
function followLanguage(phone: PhoneState, action: PhoneAction): PhoneState {
  if (phone.isLanguageChosen || action.type !== 'call-event' || action.event.kind !== 'saying') return phone;
  return { ...phone, language: action.event.language ?? phone.language };
}
