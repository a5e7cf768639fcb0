import { type DeskAction, type DeskState, initialDesk, reduceDesk } from './desk-state';
import { initialLog, type LogAction, type LogState, reduceLog } from './log-state';
import { initialPhone, type PhoneAction, type PhoneState, reducePhone } from './phone-state';

export type Area = 'phone' | 'log' | 'desk';

export type ColourMode = 'auto' | 'light' | 'dark';

/** All that the page knows. Effects are elsewhere: see `effects.ts`. */
export interface PageState {
  phone: PhoneState;
  log: LogState;
  desk: DeskState;
  /** The one that shows where only one fits. */
  area: Area;
  colourMode: ColourMode;
  /** What stands in for what, as the sandbox tells. */
  standIns?: StandIns;
}

export interface StandIns {
  /** Whether real speech is understood. */
  hearsRealAudio: boolean;
  /** Hosts whose traffic goes elsewhere: host -> where. */
  routes: Record<string, string>;
}

export type PageAction =
  | PhoneAction
  | LogAction
  | DeskAction
  | { type: 'area-chosen'; area: Area }
  | { type: 'colour-mode-chosen'; colourMode: ColourMode }
  | { type: 'stand-ins-learnt'; standIns: StandIns };

export const initialState: PageState = {
  phone: initialPhone,
  log: initialLog,
  desk: initialDesk,
  area: 'phone',
  colourMode: 'auto',
};

export function reduce(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'area-chosen':
      return { ...state, area: action.area };
    case 'colour-mode-chosen':
      return { ...state, colourMode: action.colourMode };
    case 'stand-ins-learnt':
      return { ...state, standIns: action.standIns };
    case 'log-arrived':
    case 'log-connected':
    case 'log-lost':
    case 'source-toggled':
    case 'pause-toggled':
    case 'entry-toggled':
    case 'log-emptied':
      return replacePart(state, 'log', reduceLog(state.log, action));
    case 'requests-loaded':
    case 'requests-failed':
    case 'request-opened':
    case 'request-closed':
    case 'request-loaded':
    case 'request-failed':
    case 'save-started':
    case 'save-ended':
      return replacePart(state, 'desk', reduceDesk(state.desk, action));
    default:
      return replacePart(state, 'phone', reducePhone(state.phone, action));
  }
}

const replacePart = <Part extends 'phone' | 'log' | 'desk'>(
  state: PageState,
  part: Part,
  value: PageState[Part],
): PageState => (state[part] === value ? state : { ...state, [part]: value });
