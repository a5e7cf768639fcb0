import type { Answer } from '../contract/admin';
import type { CallDetail, CallRow, CallsPage, GetCall, ListCalls } from '../contract/admin-calls';
import type { Call } from '../contract/call';
import { Service } from '../contract/failure';
import type { Prices } from '../contract/prices';
import type { Administration } from './administration';
import { costsOf, sumOf } from './costs';
import { explain } from './explain';
import type { CallListing } from './ledger';

const PAGE = 25;
/** So many looks into the store are over long before Forge ends a resolver: after 25 seconds. */
const MOST_LOOKS = 12;

/** One of the lists that a page is made of, one after the other. */
interface Source {
  listing: CallListing;
  takes: (call: Call) => boolean;
}

/**
 * A page of calls. With the filter that they are listed by, the store is asked for as many as the page has room for, so
 * that its cursor is always behind the last call that was looked at.
 */
export async function listCalls(
  { lineId, show = 'all', cursor = '' }: ListCalls,
  admin: Administration,
): Promise<Answer<CallsPage>> {
  const settings = await admin.loadSettings();
  if (!settings.ok) return explain(settings.failure);
  const sources = sourcesOf(show, lineId);
  const rows: CallRow[] = [];
  let place = readCursor(cursor);
  for (let look = 0; look < MOST_LOOKS && rows.length < PAGE; look++) {
    const source = sources[place.source];
    if (source === undefined) break;
    const listed = await admin.ledger.listCalls(source.listing, PAGE - rows.length, place.after);
    if (!listed.ok) return explain(listed.failure);
    const found = listed.value.calls.filter(source.takes).toSorted(newestFirst);
    rows.push(...found.map((call) => rowOf(call, settings.value.prices)));
    place =
      listed.value.cursor === undefined
        ? { source: place.source + 1 }
        : { ...place, after: listed.value.cursor };
  }
  const isMore = place.source < sources.length;
  return { ok: true, value: isMore ? { calls: rows, cursor: writeCursor(place) } : { calls: rows } };
}

const newestFirst = (one: Call, other: Call): number => other.answeredAt - one.answeredAt;
const isParked = ({ state }: Call): boolean => state === 'parked';

function sourcesOf(show: NonNullable<ListCalls['show']>, lineId: string | undefined): Source[] {
  const isOfLine = (call: Call): boolean => lineId === undefined || call.lineId === lineId;
  const answered: CallListing = { by: 'answer', lineId };
  const parked: Source = { listing: { by: 'state', state: 'parked' }, takes: isOfLine };
  switch (show) {
    case 'all':
      return [parked, { listing: answered, takes: (call) => !isParked(call) }];
    case 'parked':
      return [parked];
    case 'waiting':
      return [
        parked,
        ...Service.options.map((waitsFor) => ({
          listing: { by: 'wait' as const, waitsFor },
          takes: (call: Call) => isOfLine(call) && call.retry !== undefined,
        })),
      ];
    case 'filed':
      return [{ listing: answered, takes: ({ request }) => request !== undefined }];
    case 'abandoned':
      return [
        lineId === undefined
          ? { listing: { by: 'state', state: 'abandoned' }, takes: () => true }
          : { listing: answered, takes: ({ state }) => state === 'abandoned' },
      ];
  }
}

interface Place {
  source: number;
  after?: string;
}

const writeCursor = ({ source, after = '' }: Place): string => `${source}:${after}`;

/** What the page sends back; what is none is the first page's. */
function readCursor(cursor: string): Place {
  const [, source, after] = /^(\d):(.*)$/s.exec(cursor) ?? [];
  return { source: Number(source ?? 0), ...(after ? { after } : {}) };
}

/** A call without anything of its caller's. */
function rowOf(call: Call, prices: Prices): CallRow {
  const { id, reference, lineId, answeredAt, state, request, durationSeconds, problem, retry } = call;
  return {
    id,
    reference,
    lineId,
    answeredAt,
    state,
    ...(request === undefined ? {} : { issueKey: request.key }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    usd: sumOf(costsOf(call, prices)),
    ...(isParked(call) ? { reason: problem ?? 'It needs a person.' } : {}),
    ...(isParked(call) || retry === undefined ? {} : { waiting: waitOf(retry) }),
  };
}

const waitOf = ({ service, failure, since, at }: NonNullable<Call['retry']>) => ({
  service,
  failure,
  since,
  nextTry: at,
});

/** One call: what it cost, and what the app did with it. */
export async function getCall({ id }: GetCall, admin: Administration): Promise<Answer<CallDetail>> {
  const [settings, found, entries] = await Promise.all([
    admin.loadSettings(),
    admin.calls.update(id, (call) => call),
    admin.trail.listOfCall(id),
  ]);
  if (!settings.ok) return explain(settings.failure);
  if (!found.ok) return explain(found.failure);
  if (!entries.ok) return explain(entries.failure);
  if (found.value === undefined || found.value.forgotten === true)
    return { ok: false, error: { message: 'This call is not kept any more.' } };
  const { prices } = settings.value;
  return {
    ok: true,
    value: { call: rowOf(found.value, prices), costs: costsOf(found.value, prices), entries: entries.value },
  };
}
