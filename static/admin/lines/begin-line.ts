import { ownTimeZone } from '../clock';
import type { Dispatch } from '../state';
import { newDraft } from './draft';

/** Opens the form for a new line, maybe for a number that is chosen already. */
export const beginLine = (dispatch: Dispatch, number = ''): void =>
  dispatch({ kind: 'draft-begun', draft: newDraft(number, ownTimeZone()) });
