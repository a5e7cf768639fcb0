import type { HeldCall, Setup } from '../../src/contract/admin';
import type { AuditAction, AuditEntry } from '../../src/contract/audit';
import type { Service } from '../../src/contract/failure';
import type { Preview } from './state';

const SERVICES: Record<Service, string> = {
  twilio: 'Twilio',
  openai: 'OpenAI',
  jira: 'Jira',
  forge: 'Atlassian Forge',
};

const ACTIONS: Record<AuditAction, string> = {
  transcribe: 'turn into words',
  understand: 'understand',
  file: 'make the request',
  'number-field': 'write the number field',
  property: 'write the call property',
  comment: 'add the transcript',
  confirmation: 'send the text message',
  attachment: 'attach the recording',
  look: 'look for an earlier request',
  'late-transcript': 'make up for the transcript',
  'late-analysis': 'make up for the analysis',
  'late-placement': 'add what was made up for',
  'recording-deleted': 'delete the recording',
  'take-over': 'take over from a worker that stopped',
  retry: 'put off until the next try',
  park: 'wait for a person',
  'try-again': 'try again',
  reconcile: 'found at Twilio',
  'turn-away': 'turn a caller away',
  reject: 'reject a call',
  caller: 'remember the caller',
  'text-in': 'take a text message',
  'text-status': 'tell of a new status',
  'text-undelivered': 'deliver a text message',
  'texts-off': 'end text messages',
  'texts-on': 'allow text messages',
  pause: 'pause intake',
  resume: 'resume intake',
  connect: 'connect a number',
  disconnect: 'disconnect a number',
  credentials: 'save credentials',
  'refuse-admin': 'refuse somebody who is no administrator',
};

/** The most that are counted. */
const MOST_COUNTED = 100;

/** Milliseconds since the epoch as the admin's own clock has them. */
export const timeOf = (at: number): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' }).format(at);

/** An entry of the audit trail in one line. */
export const describeEntry = ({ at, action, outcome, ...facts }: AuditEntry): string =>
  [
    timeOf(at),
    `${ACTIONS[action]}: ${outcome}`,
    facts.service && SERVICES[facts.service],
    facts.failure,
    facts.issueKey,
    facts.callId,
    facts.ms === undefined ? undefined : `${Math.round(facts.ms)} ms`,
    facts.by && `by account ${facts.by}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');

/** A call that waits, and what for. */
export const describeHeldCall = ({ reference, issueKey, answeredAt, reason, waiting }: HeldCall): string => {
  const which = [`Call ${reference}`, issueKey, `of ${timeOf(answeredAt)}`].filter(Boolean).join(' ');
  const next =
    waiting === undefined
      ? ''
      : ` It has waited since ${timeOf(waiting.since)}; the next try is at ${timeOf(waiting.nextTry)}.`;
  return `${which}: ${reason}${next}`;
};

export const UNDER_WAY = 'It is under way; load this page again in a minute.';

/** After a click for all calls that wait for a person: the app takes so many at a time. */
export const describeTried = ({ parkedCalls }: Pick<Setup, 'parkedCalls'>): string =>
  parkedCalls === 0
    ? UNDER_WAY
    : `It is under way. ${parkedCalls}${parkedCalls >= MOST_COUNTED ? ' or more' : ''} calls are left: try all of them again in a minute.`;

export const outageTitle = ({ service, since }: Setup['outages'][number]): string =>
  `${SERVICES[service]} has not worked since ${timeOf(since)}`;

export const describeUnread = (numbers: readonly string[]): string =>
  `A later version of the app has saved the lines of these numbers, and this one can’t read them: ${numbers.join(', ')}. Their callers are recorded by the fallback at Twilio. Update the app, or enter the lines again.`;

export const describeComparison = (since: number): string =>
  `Every hour the app looks through Twilio’s records for messages that it has not heard of. What came after ${timeOf(since)} has not been looked through, so messages may be missing in Jira. Twilio may be out, may not let the app in, or may have more recordings of a few days than the app can list (20,000). The app goes on trying, and files what it then finds of the last 30 days.`;

export function describePause({ since, turnedAway }: NonNullable<Setup['paused']>): string {
  const many = (turnedAway ?? 0) >= MOST_COUNTED ? ' or more' : '';
  const count = turnedAway === undefined ? 'not known at the moment' : `${turnedAway}${many}`;
  return `New callers are asked to call again later, and nothing is recorded. Callers turned away since ${timeOf(since)}: ${count}. Calls that came in before are being filed.`;
}

/** What a text costs hangs on its segments. */
export const describePreview = (preview: Preview): string =>
  preview.ok
    ? `“${preview.value.text}”: ${preview.value.segments} ${preview.value.segments === 1 ? 'segment' : 'segments'}, ${preview.value.encoding}`
    : preview.error.message;
