import { recordingsOf } from '../call/heard';
import type { Call } from '../contract/call';

/** What a stage made of a call, beside what the conversation with its caller has written or taken back meanwhile. */
export const withConversation = (made: Call, current: Call, before: Call): Call => ({
  ...made,
  ...conversationOf(current),
  ...chosenSince(current, before),
});

/** What no stage ever writes; what is not there any more is undefined. */
const conversationOf = (call: Call): Partial<Call> => ({
  endedAt: call.endedAt,
  durationSeconds: call.durationSeconds,
  language: call.language,
  notice: call.notice,
  discarded: call.discarded,
  unrecorded: call.unrecorded,
  heldUntil: call.heldUntil,
  startsOver: call.startsOver,
  rounds: call.rounds,
  recap: call.recap,
  pendingAnswer: call.pendingAnswer,
  textsOff: call.textsOff,
  transfer: call.transfer,
  about: call.about,
  pin: call.pin,
  identified: call.identified,
});

/** Both write these: what the caller has chosen or answered since counts more than what was read into the message. */
const chosenSince = (current: Call, before: Call): Partial<Call> => ({
  ...(isSame(current.requestType, before.requestType) ? {} : { requestType: current.requestType }),
  ...(isSame(current.answers, before.answers) ? {} : { answers: current.answers }),
});

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether nothing was said since. */
export const hasSaidNoMore = (current: Call, before: Call): boolean =>
  sidsOf(current) === sidsOf(before) && current.transcript?.text === before.transcript?.text;

const sidsOf = (call: Call): string =>
  recordingsOf(call)
    .map(({ sid }) => sid)
    .join();
