import { z } from 'zod';
import { GRAPH, PLACES, type Place, readTurn } from '../../src/call/graph';
import type { LogEntry } from '../sandbox/log';

type Ways = Partial<Record<Place | 'end', string>>;
const waysFrom = (place: Place): Ways => GRAPH[place];

/** Every way of the graph, as `recap → adding`. */
export const ALL_WAYS = PLACES.flatMap((from) => Object.keys(GRAPH[from]).map((to) => `${from} → ${to}`));

const Sent = z.looseObject({ url: z.string(), params: z.record(z.string(), z.string()) });
const Received = z.looseObject({ url: z.string(), body: z.string() });

/** The ways of the graph that calls have gone, read off Twilio's webhooks and what they were answered with. */
export function waysGone(log: readonly LogEntry[]): string[] {
  const at = new Map<string, Place>();
  const hungUp = new Set(log.map(readHangUp));
  return log.flatMap((entry) => {
    const { kind, title, callSid = '' } = entry;
    const last = at.get(callSid);
    // A document may come to its end by itself.
    const isEnd = kind === 'call-ended' && title.endsWith('line hung up');
    if (isEnd && last !== undefined) return go(last, 'end');
    const answer = readAnswer(entry);
    // What somebody who has hung up is answered, nobody hears.
    if (answer === undefined || hungUp.has(`${callSid} ${answer.url}`)) return [];
    at.set(callSid, answer.places.at(-1) ?? answer.from);
    return go(answer.from, answer.places[0] ?? 'end');
  });
}

const readHangUp = ({ kind, detail, callSid }: LogEntry): string | undefined => {
  const sent = kind === 'webhook-sent' ? Sent.safeParse(detail).data : undefined;
  return sent?.params.CallStatus === 'completed' ? `${callSid} ${sent.url}` : undefined;
};

/** A document, whose webhook it answers, and where it leads. */
function readAnswer({ kind, detail }: LogEntry): { url: string; from: Place; places: Place[] } | undefined {
  const { url = '', body = '' } = kind === 'twiml-received' ? (Received.safeParse(detail).data ?? {}) : {};
  const from = placeIn(url);
  return from && { url, from, places: placesIn(body) };
}

/** From one place to the next; a request that is made at once is told of in the same answer. */
function go(from: Place, to: Place | 'end'): string[] {
  const isThrough = !(to in waysFrom(from)) && 'filing' in waysFrom(from) && to in GRAPH.filing;
  return isThrough ? [`${from} → filing`, `filing → ${to}`] : [`${from} → ${to}`];
}

const placeIn = (url: string): Place | undefined =>
  url.endsWith('/call') ? 'opening' : placesIn(`>${url}<`)[0];

/** The places that a document leads to. */
const placesIn = (text: string): Place[] =>
  [...text.matchAll(/[">][^"<>]*?(\/[a-z]+\/\d+(?:\/\d)?)["<]/g)].flatMap(([, path = '']) => {
    const turn = readTurn(path);
    return turn === undefined ? [] : [turn.place];
  });
