import { z } from 'zod';
import { parseReference, referenceOf } from '../../src/call/reference';
import { CALL_PROPERTY } from '../../src/contract/call';
import type { Sandbox } from '../sandbox/sandbox';
import type { PhoneEvent } from '../sandbox/twilio';
import type { Span } from './plan';

/** A call as the telephone network saw it. Times are milliseconds since the epoch. */
export interface PlacedCall {
  sid: string;
  from: string;
  hungUpAt: number;
  events: readonly PhoneEvent[];
}

/** What became of a world's calls, seen from outside: from Jira and from the callers' telephones. */
export interface Judgement {
  calls: number;
  /** Calls in which something was said that Twilio recorded: each has to become one request. */
  heard: number;
  requests: number;
  /** By SID: no request, and the app says nothing about it. */
  lost: string[];
  /** By SID: more than one request. */
  doubled: string[];
  /** By SID: no request, but the app has told the admin why. */
  parked: string[];
  /** By SID: more than one text with the same words. */
  textsDoubled: string[];
  commentsDoubled: string[];
  attachmentsDoubled: string[];
  /** By SID: still "transcript pending" when the world ended. */
  incomplete: string[];
  /** Requests that belong to no call. */
  strays: string[];
  /** From hang-up to request, in ms, of the calls with one request; whether something was out meanwhile. */
  times: { ms: number; disturbed: boolean }[];
}

const Listed = z.object({ requests: z.array(z.object({ key: z.string() })) });
const Filed = z.object({
  key: z.string(),
  created: z.number(),
  summary: z.string(),
  description: z.object({ text: z.string() }).nullable(),
  properties: z.record(z.string(), z.unknown()),
  comments: z.array(z.object({ text: z.string() })),
  attachments: z.array(z.object({ filename: z.string(), size: z.number() })),
});
type Filed = z.infer<typeof Filed>;
const Property = z.object({ callId: z.string() });

const REFERENCE = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/g;
/** Outages and what they leave behind: calls from this long before one ends until it has ended count as disturbed. */
const AFTERMATH_MS = 15 * 60_000;

/** @param outages in milliseconds since the epoch. @param isParked what the app tells its admin. */
export async function judge(
  sandbox: Sandbox,
  calls: readonly PlacedCall[],
  outages: readonly Span[],
  isParked: (sid: string) => boolean,
): Promise<Judgement> {
  const byReference = new Map(calls.map(({ sid }) => [referenceOf(sid), sid]));
  const filed = await listRequests(sandbox);
  const ownerOf = (request: Filed): string | undefined => findOwner(request, byReference);
  const requestsOf = Map.groupBy(filed, ownerOf);
  const heard = calls.filter(wasHeard);
  const count = (sid: string): number => requestsOf.get(sid)?.length ?? 0;
  const sidsOf = (list: readonly PlacedCall[]): string[] => list.map(({ sid }) => sid);
  const withDoubled = (read: (request: Filed) => string[]): string[] =>
    sidsOf(calls.filter(({ sid }) => requestsOf.get(sid)?.some((request) => hasTwins(read(request)))));
  return {
    calls: calls.length,
    heard: heard.length,
    requests: filed.length,
    lost: sidsOf(heard.filter(({ sid }) => count(sid) === 0 && !isParked(sid))),
    doubled: sidsOf(calls.filter(({ sid }) => count(sid) > 1)),
    parked: sidsOf(calls.filter(({ sid }) => count(sid) === 0 && isParked(sid))),
    textsDoubled: findDoubledTexts(sandbox, calls),
    commentsDoubled: withDoubled(({ comments }) => comments.map(({ text }) => text)),
    attachmentsDoubled: withDoubled(({ attachments }) =>
      attachments.map(({ filename, size }) => `${filename} ${size}`),
    ),
    incomplete: sidsOf(calls.filter(({ sid }) => requestsOf.get(sid)?.some(isIncomplete))),
    strays: requestsOf.get(undefined)?.map(({ key }) => key) ?? [],
    times: calls.flatMap(({ sid, hungUpAt }) => {
      const [request, ...others] = requestsOf.get(sid) ?? [];
      if (request === undefined || others.length > 0) return [];
      const disturbed = outages.some(
        ({ from, until }) => hungUpAt >= from - AFTERMATH_MS && hungUpAt <= until + AFTERMATH_MS,
      );
      return [{ ms: request.created - hungUpAt, disturbed }];
    }),
  };
}

async function listRequests({ jira }: Sandbox): Promise<Filed[]> {
  const { requests } = Listed.parse(await (await jira.control.request('/requests')).json());
  const filed: Filed[] = [];
  for (const { key } of requests)
    filed.push(Filed.parse(await (await jira.control.request(`/requests/${key}`)).json()));
  return filed;
}

/** By the property that the app writes, or by the reference in the request's words where that is missing. */
function findOwner(request: Filed, byReference: ReadonlyMap<string, string>): string | undefined {
  const property = Property.safeParse(request.properties[CALL_PROPERTY]);
  if (property.success) return property.data.callId;
  const texts = [
    request.summary,
    request.description?.text ?? '',
    ...request.comments.map(({ text }) => text),
  ];
  for (const [candidate] of texts.join('\n').matchAll(REFERENCE)) {
    const sid = byReference.get(parseReference(candidate) ?? '');
    if (sid !== undefined) return sid;
  }
  return undefined;
}

const wasHeard = ({ events }: PlacedCall): boolean =>
  events.some((event) => event.kind === 'recording-ended' && event.recordingSid !== undefined);

const hasTwins = (list: readonly string[]): boolean => new Set(list).size < list.length;

const isIncomplete = ({ description, properties }: Filed): boolean =>
  /transcript pending/i.test(description?.text ?? '') ||
  JSON.stringify(properties[CALL_PROPERTY] ?? {}).includes('transcript-pending');

/** Every caller has a number of their own, so that a text belongs to one call. */
function findDoubledTexts({ twilio }: Sandbox, calls: readonly PlacedCall[]): string[] {
  const sent = Map.groupBy(
    twilio.listMessages().filter(({ direction }) => direction !== 'inbound'),
    ({ to }) => to,
  );
  return calls.filter(({ from }) => (sent.get(from)?.length ?? 0) > 1).map(({ sid }) => sid);
}
