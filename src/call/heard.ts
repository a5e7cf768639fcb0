import type { Call } from '../contract/call';

type Recording = NonNullable<Call['recording']>;

/** All recordings that belong to what the caller said, in the order in which they were made. */
export const recordingsOf = ({ recording, additions = [] }: Call): Recording[] =>
  recording === undefined ? additions : [recording, ...additions];

/** Whether nobody has to listen to this recording any more. */
export const isHeard = ({ transcript }: Call, { heard }: Recording): boolean =>
  heard ?? transcript !== undefined;

/** Whether the transcript has all that was recorded, as far as there are words in it. */
export const isAllHeard = (call: Call): boolean =>
  recordingsOf(call).every((recording) => isHeard(call, recording));
