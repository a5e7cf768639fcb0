import { makeBadRequest } from './errors';

const DEFAULT_SIZE = 50;
const LARGEST_SIZE = 1000;

/**
 * One page of a list, in the 2010-04-01 API's envelope, newest first.
 * A `PageToken` names the last item of the page before, so that items which come in between move nothing.
 * https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information
 */
export function answerPage<T extends { sid: string }>(
  url: URL,
  name: string,
  items: readonly T[],
  render: (item: T) => object,
): Record<string, unknown> {
  const size = Math.min(readCount(url, 'PageSize', DEFAULT_SIZE), LARGEST_SIZE);
  const page = readCount(url, 'Page', 0);
  const token = url.searchParams.get('PageToken')?.replace(/^PA/, '');
  const anchor = token === undefined ? -1 : items.findIndex(({ sid }) => sid === token);
  const start = token === undefined ? page * size : anchor + 1;
  const shown = items.slice(start, start + size);
  const link = (number: number, after?: string): string => {
    const query = new URLSearchParams(url.searchParams);
    query.set('PageSize', String(size));
    query.set('Page', String(number));
    query.delete('PageToken');
    if (after) query.set('PageToken', `PA${after}`);
    return `${url.pathname}?${query}`;
  };
  const last = shown.at(-1);
  return {
    [name]: shown.map(render),
    page,
    page_size: size,
    start,
    end: Math.max(start, start + shown.length - 1),
    uri: url.pathname + url.search,
    first_page_uri: link(0),
    next_page_uri: last && start + size < items.length ? link(page + 1, last.sid) : null,
    previous_page_uri: page > 0 ? link(page - 1, items[start - size - 1]?.sid) : null,
  };
}

function readCount(url: URL, name: string, usual: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return usual;
  if (!/^\d+$/.test(text)) throw makeBadRequest(20001, `Invalid ${name}: ${text}`);
  return name === 'PageSize' ? Math.max(1, Number(text)) : Number(text);
}

/**
 * Whether a moment passes the filters `Name` (that day, UTC), `Name<` and `Name>` (both inclusive), given as a day or
 * as a date and time.
 */
export function matchesDate(url: URL, name: string, at: number | undefined): boolean {
  const read = (suffix: string): { from: number; to: number } | undefined => {
    const text = url.searchParams.get(name + suffix);
    if (text === null || text === '') return undefined;
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const from = Date.parse(isDay ? `${text}T00:00:00Z` : text);
    if (Number.isNaN(from)) throw makeBadRequest(20001, `Invalid ${name}${suffix}: ${text}`);
    return { from, to: isDay ? from + 86_400_000 - 1 : from };
  };
  const [on, before, after] = [read(''), read('<'), read('>')];
  if (at === undefined) return !(on || before || after);
  const day = on && new Date(on.from).toISOString().slice(0, 10);
  return (
    (day === undefined || new Date(at).toISOString().startsWith(day)) &&
    (before === undefined || at <= before.to) &&
    (after === undefined || at >= after.from)
  );
}

/** Whether a field has the value that the query asks for, if it asks. */
export function matchesText(url: URL, name: string, value: string): boolean {
  const wanted = url.searchParams.get(name);
  return wanted === null || wanted === '' || wanted === value;
}
