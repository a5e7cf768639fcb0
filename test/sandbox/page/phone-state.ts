import type { CallEvent, Line, Sample } from './api-schemas';
import { type Call, type CallAction, startCall, stepCall } from './call-state';
import { formatNumber } from './format';
import { fail, type Loadable, succeed } from './loadable';
import {
  initialTexts,
  markAllSeen,
  markShownSeen,
  pickPartner,
  reduceTexts,
  type TextsAction,
  type TextsState,
} from './texts-state';

export interface PhoneState extends TextsState {
  lines: Loadable<Line[]>;
  samples: Loadable<Sample[]>;
  muted: boolean;
  /** The language in which typed words are said: the line's own, until the person chooses another. */
  language: string;
  isLanguageChosen: boolean;
  call?: Call;
}

type ChoiceAction =
  | { type: 'view-chosen'; view: PhoneState['view'] }
  | { type: 'own-number-chosen'; from: string }
  | { type: 'number-dialled'; to: string }
  | { type: 'line-chosen'; line: Line }
  | { type: 'mute-toggled' }
  | { type: 'language-chosen'; language: string };

type LoadingAction =
  | { type: 'lines-loaded'; lines: Line[] }
  | { type: 'lines-failed'; error: string }
  | { type: 'samples-loaded'; samples: Sample[] }
  | { type: 'samples-failed'; error: string };

export type PhoneAction =
  | ChoiceAction
  | LoadingAction
  | TextsAction
  | CallAction
  | { type: 'call-started'; to: string; at: number }
  | { type: 'call-cleared' };

export const initialPhone: PhoneState = {
  ...initialTexts,
  view: 'call',
  from: '+14155550123',
  to: '',
  lines: {},
  samples: {},
  muted: false,
  language: 'en-US',
  isLanguageChosen: false,
};

/** Whether a call is under way: dialling counts, a finished call that is still shown does not. */
export const isCalling = (phone: PhoneState): boolean =>
  phone.call !== undefined && phone.call.endedAt === undefined;

/** The name that people gave to the line with this number, else the number. */
export const nameNumber = (phone: PhoneState, number: string): string =>
  phone.lines.value?.find(({ phoneNumber }) => phoneNumber === number)?.friendlyName || formatNumber(number);

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
      return reduceLoading(phone, action);
    case 'texts-loaded':
    case 'texts-failed':
    case 'text-sending':
    case 'text-sent':
    case 'text-refused':
    case 'text-partner-chosen':
    case 'text-announcement-closed':
      return reduceTexts(phone, action);
    default:
      return reduceCall(phone, action);
  }
}

function reduceChoice(phone: PhoneState, action: ChoiceAction): PhoneState {
  switch (action.type) {
    case 'view-chosen': {
      // Whoever wrote last shows first, and stays while the person looks.
      const partner = action.view === 'texts' ? pickPartner({ ...phone, partner: undefined }) : undefined;
      return markShownSeen({ ...phone, view: action.view, partner });
    }
    case 'own-number-chosen':
      return markAllSeen({ ...phone, from: action.from, partner: undefined });
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

function reduceLoading(phone: PhoneState, action: LoadingAction): PhoneState {
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
  }
}

function reduceCall(
  phone: PhoneState,
  action: Exclude<PhoneAction, ChoiceAction | LoadingAction | TextsAction>,
): PhoneState {
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
function followLanguage(phone: PhoneState, action: { type: string; event?: CallEvent }): PhoneState {
  if (phone.isLanguageChosen || action.event?.kind !== 'saying') return phone;
  return { ...phone, language: action.event.language ?? phone.language };
}
