import { textOf } from '../../src/desk/adf';
import { createTextWorld, makeRequest, type TextOptions } from './fake-caller';
import { START } from './fakes';

/** A caller with two open requests, and what is on them. */

export const OTHER_ID = `SM${'f'.repeat(32)}`;
export const OTHER_CALL = `CA${'8'.repeat(32)}`;
export const DONE = { kind: 'done' };
export const DAY = 24 * 60 * 60 * 1000;
export const REQUESTS = [makeRequest('SUP-2'), makeRequest('SUP-1', { at: START - DAY, callId: OTHER_CALL })];

export const openTexts = (options: TextOptions = {}) =>
  createTextWorld({
    record: { requests: REQUESTS },
    desk: { 'SUP-1': 'in-progress', 'SUP-2': 'new' },
    ...options,
  });
export type TextWorldBench = ReturnType<typeof openTexts>;

/** The lines of each comment. */
export const commentsOn = ({ desk }: TextWorldBench, key: string): string[][] =>
  (desk.issues.get(key)?.comments ?? []).map(({ body }) => textOf(body).split('\n'));

/** The requests that have a comment. */
export const placedOn = (world: TextWorldBench): string[] =>
  [...world.desk.issues].filter(([, { comments }]) => comments.length > 0).map(([key]) => key);
