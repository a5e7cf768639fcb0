import type { RequestSummary, RequestView } from './api-schemas';
import { fail, type Loadable, succeed } from './loadable';

export interface DeskState {
  requests: Loadable<RequestSummary[]>;
  /** Key of the request that is open. */
  open?: string;
  view: Loadable<RequestView>;
  /** While a comment or a transition is on its way. */
  saving: boolean;
  saveError?: string;
}

export type DeskAction =
  | { type: 'requests-loaded'; requests: RequestSummary[] }
  | { type: 'requests-failed'; error: string }
  | { type: 'request-opened'; key: string }
  | { type: 'request-closed' }
  | { type: 'request-loaded'; key: string; view: RequestView }
  | { type: 'request-failed'; key: string; error: string }
  | { type: 'save-started' }
  | { type: 'save-ended'; error?: string };

export const initialDesk: DeskState = { requests: {}, view: {}, saving: false };

export function reduceDesk(desk: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case 'requests-loaded':
      return { ...desk, requests: succeed(action.requests) };
    case 'requests-failed':
      return { ...desk, requests: fail(desk.requests, action.error) };
    case 'request-opened':
      return desk.open === action.key ? desk : { ...forgetSaving(desk), open: action.key, view: {} };
    case 'request-closed': {
      const { open: _, ...rest } = forgetSaving(desk);
      return { ...rest, view: {} };
    }
    case 'request-loaded':
      return desk.open === action.key ? { ...desk, view: succeed(action.view) } : desk;
    case 'request-failed':
      return desk.open === action.key ? { ...desk, view: fail(desk.view, action.error) } : desk;
    case 'save-started':
      return { ...forgetSaving(desk), saving: true };
    case 'save-ended':
      return { ...forgetSaving(desk), ...(action.error === undefined ? {} : { saveError: action.error }) };
  }
}

function forgetSaving(desk: DeskState): DeskState {
  const { saveError: _, ...rest } = desk;
  return { ...rest, saving: false };
}
