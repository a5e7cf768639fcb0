import { z } from 'zod';
import { CallSid, RecordingSid } from '../contract/call';
import { fail, type Result, succeed } from '../contract/failure';
import type { ProviderCall, ProviderRecording, TextMessage } from '../intake/ports';
import { attempt, type Resources } from './twilio-client';

/** The largest page that there is: https://www.twilio.com/docs/usage/twilios-response#pagination */
const PAGE_SIZE = 1000;
/** Twenty requests; Forge lets an invocation make a hundred a minute. */
const MOST_LISTED = 20 * PAGE_SIZE;
/** Our clock and Twilio's need not agree to the second. */
const CLOCKS_APART_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Twilio's filters by time are documented for whole days (GMT), so what they let through is looked at again. Its times
 * have whole seconds.
 */
const startOfDay = (since: number): Date => new Date(Math.floor(since / DAY_MS) * DAY_MS);
const endOfDay = (before: number): Date => startOfDay(before - 1 + DAY_MS);
const startOfSecond = (since: number): number => Math.floor(since / 1000) * 1000;
const isWithin = (at: number, since: number, before = Number.POSITIVE_INFINITY): boolean =>
  at >= startOfSecond(since) && at < before;

const SentText = z.object({ body: z.string().nullish(), dateCreated: z.date() });

/**
 * Whether Twilio has taken this text since then: one that it failed to send was taken too.
 *
 * Not by `DateSent`: a text that still waits to be sent has none, and would be sent a second time.
 */
export async function wasTextSent(
  resources: Resources,
  { from, to, body }: TextMessage,
  marks: readonly string[],
  since: number,
): Promise<Result<boolean>> {
  const listed = await list(SentText, (limits) => resources.messages.list({ from, to, ...limits }));
  if (!listed.ok) return listed;
  const earliest = since - CLOCKS_APART_MS;
  const isOurs = (text: z.infer<typeof SentText>): boolean => {
    const words = (text.body ?? '').trim();
    // Trial accounts put a sentence of Twilio's before the text.
    const isSame = words.endsWith(body.trim()) || marks.some((mark) => hasWord(words, mark));
    return text.dateCreated.getTime() >= earliest && isSame;
  };
  return succeed(listed.value.some(isOurs));
}

const ListedCall = z.object({
  sid: CallSid,
  from: z.string().nullish(),
  to: z.string(),
  direction: z.string(),
  startTime: z.date().nullish(),
  endTime: z.date().nullish(),
  duration: z.coerce.number(),
});

/** SUP-1 is not in a text about SUP-12. */
const hasWord = (text: string, word: string): boolean =>
  text.split(/[^\p{L}\p{N}-]+/u).some((found) => found === word);

/** See {@link Phone.listCalls}; only calls that came in. */
export async function listCalls(
  resources: Resources,
  to: string,
  since: number,
  before?: number,
): Promise<Result<ProviderCall[]>> {
  const days = {
    startTimeAfter: startOfDay(since),
    ...(before === undefined ? {} : { startTimeBefore: endOfDay(before) }),
  };
  const listed = await list(ListedCall, (limits) => resources.calls.list({ to, ...days, ...limits }));
  if (!listed.ok) return listed;
  const calls = listed.value.flatMap(({ sid, from, direction, startTime, endTime, duration, ...call }) =>
    direction !== 'inbound' || !startTime || !endTime
      ? []
      : {
          id: sid,
          from: from ?? '',
          to: call.to,
          startedAt: startTime.getTime(),
          endedAt: endTime.getTime(),
          seconds: duration,
        },
  );
  return succeed(
    calls
      .filter(({ startedAt }) => isWithin(startedAt, since, before))
      .sort((one, other) => one.startedAt - other.startedAt),
  );
}

const ListedRecording = z.object({
  sid: RecordingSid,
  callSid: z.string().nullish(),
  status: z.string(),
  source: z.string().nullish(),
  duration: z.coerce.number(),
  dateCreated: z.date(),
});

/**
 * See {@link Phone.listRecordings}; only messages. A recording of a whole call, which somebody switched on at Twilio,
 * has another source.
 */
export async function listRecordings(
  resources: Resources,
  since: number,
  before?: number,
): Promise<Result<ProviderRecording[]>> {
  const days = {
    dateCreatedAfter: startOfDay(since),
    ...(before === undefined ? {} : { dateCreatedBefore: endOfDay(before) }),
  };
  const listed = await list(ListedRecording, (limits) => resources.recordings.list({ ...days, ...limits }));
  if (!listed.ok) return listed;
  const recordings = listed.value.flatMap(({ sid, callSid, status, source, duration, dateCreated }) =>
    status !== 'completed' || !callSid || (source ?? 'RecordVerb') !== 'RecordVerb'
      ? []
      : { sid, callId: callSid, seconds: duration, at: dateCreated.getTime() },
  );
  return succeed(
    recordings.filter(({ at }) => isWithin(at, since, before)).sort((one, other) => one.at - other.at),
  );
}

/** All pages of a list; a list that is too long to be read to its end is a failure, since it would hide the rest. */
async function list<T>(
  schema: z.ZodType<T>,
  ask: (limits: { pageSize: number; limit: number }) => Promise<unknown>,
): Promise<Result<T[]>> {
  const answered = await attempt(() => ask({ pageSize: PAGE_SIZE, limit: MOST_LISTED }));
  if (!answered.ok) return answered;
  const parsed = z.array(schema).safeParse(answered.value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail({
      kind: 'malformed',
      service: 'twilio',
      detail: `A list of Twilio's does not fit at "${where}".`,
    });
  }
  return parsed.data.length < MOST_LISTED
    ? succeed(parsed.data)
    : fail({
        kind: 'incomplete',
        service: 'twilio',
        detail: `A list of Twilio's has over ${MOST_LISTED} entries.`,
      });
}
