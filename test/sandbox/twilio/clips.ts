import { readWav } from '../wav';
import type { Exchange } from './session';
import type { Media, WebhookOutcome } from './webhooks';

/** The clips of one call: fetched, measured, and kept for as long as their headers allow. */
export interface Clips {
  /**
   * How long the clip at this URL plays, in milliseconds; undefined when it can't be played, and the debugger says why.
   * A host that the sandbox doesn't serve is not asked.
   */
  measure(url: string): Promise<number | undefined>;
  /** A webhook was answered with sound: it plays without being fetched again. */
  keep(answer: Answered): void;
}

type Answered = Extract<WebhookOutcome, { kind: 'answered' }>;

interface KeptClip {
  ms: number | undefined;
  headers: Headers;
  /** In line time. */
  freshUntil: number;
}

/** https://www.twilio.com/docs/voice/twiml/play#supported-audio-file-types */
const WAV_TYPES = ['audio/wav', 'audio/wave', 'audio/x-wav'];
const OTHER_TYPES = ['audio/mpeg', 'audio/aiff', 'audio/x-aifc', 'audio/x-aiff', 'audio/x-gsm', 'audio/gsm'];
const MU_LAW = 'audio/ulaw';
const MU_LAW_BYTES_PER_SECOND = 8000;
/** Where the length can't be known. */
const ASSUMED_MS = 3000;
const ERRORS = { retrieval: 11200, contentType: 12300 } as const;

/**
 * What `<Play>` plays in one call. Twilio caches clips as their headers allow: `max-age` is believed, and with an ETag
 * or a Last-Modified it asks whether the clip has changed.
 * https://www.twilio.com/docs/voice/twiml/play#hints
 */
export function createClips(exchange: Exchange, callSid: string, elapsed: () => number): Clips {
  const kept = new Map<string, KeptClip>();
  const fail = (url: string, code: number, message: string): undefined => {
    exchange.account.raiseAlert({ code, level: 'error', message, resourceSid: callSid, url });
  };
  const judge = ({ url, contentType, media }: Answered): number | undefined => {
    const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    const bytes = media?.bytes ?? new Uint8Array();
    if (type === MU_LAW) return (bytes.length / MU_LAW_BYTES_PER_SECOND) * 1000;
    if (OTHER_TYPES.includes(type)) return ASSUMED_MS;
    if (WAV_TYPES.includes(type)) {
      return measureWav(bytes) ?? fail(url, ERRORS.retrieval, `The answer of ${url} is no ${type}`);
    }
    return fail(url, ERRORS.contentType, `Invalid Content-Type: ${type || '(none)'} supplied`);
  };
  const store = (url: string, ms: number | undefined, media: Media | undefined, old?: KeptClip): void => {
    const headers = media?.headers ?? new Headers();
    const rule = headers.get('cache-control') ?? old?.headers.get('cache-control') ?? '';
    if (/\bno-store\b|\bprivate\b/.test(rule)) return;
    const seconds = /\bno-cache\b/.test(rule) ? 0 : Number(/(?:s-maxage|max-age)=(\d+)/.exec(rule)?.[1] ?? 0);
    const conditions = old === undefined ? headers : old.headers;
    kept.set(url, { ms, headers: conditions, freshUntil: elapsed() + seconds * 1000 });
  };
  return {
    async measure(url) {
      const old = kept.get(url);
      if (old !== undefined && elapsed() < old.freshUntil) return old.ms;
      if (!exchange.serves(url)) return ASSUMED_MS;
      const clip = makeConditions(old?.headers);
      const outcome = await exchange.send({ url, method: 'GET', params: {}, purpose: 'clip', callSid, clip });
      if (outcome.kind === 'failed') return fail(url, outcome.code, outcome.message);
      if (outcome.status === 304 && old !== undefined) {
        store(url, old.ms, outcome.media, old);
        return old.ms;
      }
      const ms = judge(outcome);
      if (ms !== undefined) store(url, ms, outcome.media);
      return ms;
    },
    keep(answer) {
      const headers = answer.media?.headers ?? new Headers();
      kept.set(answer.url, { ms: judge(answer), headers, freshUntil: Number.POSITIVE_INFINITY });
    },
  };
}

/** Whether what is kept is still right, in the words of HTTP. */
function makeConditions(headers: Headers | undefined): Record<string, string> {
  const etag = headers?.get('etag');
  const modified = headers?.get('last-modified');
  return { ...(etag && { 'if-none-match': etag }), ...(modified && { 'if-modified-since': modified }) };
}

/** A WAV file of an encoding that the sandbox can't read is one that Twilio may well play. */
function measureWav(bytes: Uint8Array): number | undefined {
  try {
    return readWav(bytes).seconds * 1000;
  } catch {
    const tag = new TextDecoder('latin1').decode(bytes.subarray(0, 12));
    return /^RIFF[\s\S]{4}WAVE$/.test(tag) ? ASSUMED_MS : undefined;
  }
}
