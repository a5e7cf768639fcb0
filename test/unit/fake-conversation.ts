import type { Effect } from '../../src/call/effect';
import { readTurn, type Turn } from '../../src/call/graph';
import type { Ask, Speech } from '../../src/call/speech';
import { renderTwiml } from '../../src/call/twiml';
import type { Call } from '../../src/contract/call';
import { createLine, type LineOptions, type TestLine } from './fake-line';
import { PHONE_URL } from './fakes';

/**
 * A caller and what Twilio does between them and the line: it takes a document verb by verb, as its pages say, and posts
 * what the caller does to the paths that stand in it. An empty recording or answer makes no request: what follows counts.
 */

/** More documents than any conversation has; whoever comes here is in a loop. */
const MOST_DOCUMENTS = 500;

/** The verbs at which the line waits for the caller. */
type Wait = Extract<Speech, { kind: 'ask' | 'record' | 'dial' }>;

export const recordingSid = (index: number): string => `RE${String(index).padStart(32, '0')}`;

/** How Twilio's webhooks about a recording arrive. */
export type Order = 'turn-first' | 'recording-first' | 'no-recording';

export interface ConversationOptions extends LineOptions {
  order?: Order;
}

/** Documents in the order in which they came, with the path that each answers. */
interface Delivered {
  path: string;
  speech: readonly Speech[];
  twiml: string;
  /** How often the call was read and written for it, and what was waited for. */
  reads: number;
  writes: number;
  effects: number;
}

class Conversation {
  readonly line: TestLine;
  /** All that was heard, music as a note. */
  readonly heard: string[] = [];
  readonly documents: Delivered[] = [];
  /** The places in which the line has waited, in order; each of them once in a row. */
  readonly places: string[] = ['opening'];
  /** The recordings that somebody left. */
  readonly recorded: string[] = [];
  /** What is pressed in the next music that listens. */
  readonly inMusic: string[] = [];
  /** From where to where the line went. */
  readonly ways: [from: string, to: string][] = [];
  private readonly order: Order;
  private document: readonly Speech[] = [];
  private at = 0;
  private over = false;

  constructor({ order = 'turn-first', ...options }: ConversationOptions = {}) {
    this.line = createLine(options);
    this.order = order;
  }

  isOver = (): boolean => this.over;

  /** What the line waits at. */
  wait = (): Wait | undefined => {
    const verb = this.over ? undefined : this.document[this.at];
    return verb?.kind === 'ask' || verb?.kind === 'record' || verb?.kind === 'dial' ? verb : undefined;
  };

  /** Where the line waits. */
  turn = (): Turn | undefined => {
    const verb = this.wait();
    return verb === undefined ? undefined : readTurn(verb.at);
  };

  stored = (): Call => {
    const call = this.line.call();
    if (call === undefined) throw new Error('no call is kept');
    return call;
  };

  ring = () => this.hearing(() => this.post('/call', { CallStatus: 'ringing' }));

  press = (keys: string) =>
    this.hearing(async () => {
      const verb = this.wait();
      if (verb?.kind === 'ask') return this.pressAtAsk(verb, keys);
      // A key ends an empty recording, which makes no request.
      if (verb?.kind === 'record') return this.fallThrough();
    });

  speak = (speech: string) =>
    this.hearing(async () => {
      const verb = this.wait();
      if (verb?.kind !== 'ask') return;
      if (verb.speech === undefined) return this.fallThrough();
      return this.post(verb.at, { SpeechResult: speech, Confidence: '0.9' });
    });

  /** A message after the tone; before it, the caller lets the line say what it says. */
  record = (seconds = 12, key?: string) => this.hearing(() => this.leave({ seconds, key, hangsUp: false }));

  recordAndHangUp = (seconds = 12) =>
    this.hearing(() => this.leave({ seconds, key: undefined, hangsUp: true }));

  silence = () =>
    this.hearing(async () => {
      const verb = this.wait();
      if (verb?.kind === 'ask' && verb.onEmpty === true) return this.post(verb.at, { Digits: '' });
      if (verb !== undefined) await this.fallThrough();
    });

  /** What becomes of a person's phone. */
  dial = (status: 'completed' | 'no-answer' | 'busy' | 'failed') =>
    this.hearing(async () => {
      const verb = this.wait();
      if (verb?.kind === 'dial') await this.post(verb.at, { DialCallStatus: status });
    });

  hangUp = () =>
    this.hearing(async () => {
      const verb = this.wait();
      if (verb?.kind === 'dial')
        await this.line.tell(verb.at, { DialCallStatus: 'canceled', CallStatus: 'completed' });
      await this.end();
    });

  /** What is heard while, and until, something is done. */
  private async hearing(act: () => Promise<void>): Promise<string[]> {
    const before = this.heard.length;
    await act();
    return this.heard.slice(before);
  }

  private async post(path: string, more: Record<string, string> = {}): Promise<void> {
    const { clock, did, tell, store } = this.line;
    clock.now += 1000;
    const before = { effects: did.performed.length, ...store.trips };
    const speech = await tell(path, more);
    if (typeof speech === 'string') throw new Error(`${speech}: ${path}`);
    const effects = did.performed.slice(before.effects);
    this.documents.push({
      path,
      speech,
      twiml: renderTwiml(speech, PHONE_URL),
      reads: store.trips.reads - before.reads,
      writes: store.trips.writes - before.writes,
      effects: effects.length,
    });
    if (this.documents.length > MOST_DOCUMENTS) throw new Error('no end');
    this.document = speech;
    this.at = 0;
    this.ways.push(...waysOf(path, effects, speech));
    await this.play();
  }

  /** Says what is to be said, until the line waits for the caller or hangs up. */
  private async play(): Promise<void> {
    for (;;) {
      const verb = this.document[this.at];
      if (verb?.kind === 'say') this.heard.push(verb.text);
      else if (verb?.kind === 'music') this.heard.push('♪');
      else return verb === undefined ? this.hangUpByLine() : this.goOn(verb);
      this.at += 1;
    }
  }

  private async goOn(verb: Exclude<Speech, { kind: 'say' | 'music' }>): Promise<void> {
    if (verb.kind === 'hang-up' || verb.kind === 'reject') return this.hangUpByLine();
    this.come(placeOf(verb.kind === 'go' ? verb.to : verb.at));
    if (verb.kind === 'go') return this.post(verb.to);
    if (verb.kind !== 'ask') return;
    this.heard.push(...verb.say.map(({ text }) => text));
    if (verb.music !== true) return;
    this.heard.push('♪');
    const key = this.inMusic.shift();
    return key === undefined ? this.fallThrough() : this.post(verb.at, { Digits: key });
  }

  private hangUpByLine(): Promise<void> {
    // Where nothing was done there was no request.
    if (this.ways.at(-1)?.[1] !== 'end') this.ways.push([this.places.at(-1) ?? '', 'end']);
    this.come('end');
    return this.end();
  }

  private come(place: string): void {
    if (this.places.at(-1) !== place) this.places.push(place);
  }

  private fallThrough(): Promise<void> {
    this.at += 1;
    return this.play();
  }

  private pressAtAsk(verb: Ask, keys: string): Promise<void> {
    if (verb.keys === undefined) return this.fallThrough();
    const { count = Number.POSITIVE_INFINITY, finishOnKey } = verb.keys;
    const end = finishOnKey === '' ? -1 : keys.indexOf(finishOnKey);
    const isEnded = end !== -1 && end < count;
    const digits = keys.slice(0, isEnded ? end : count);
    if (digits === '' && verb.onEmpty !== true) return this.fallThrough();
    return this.post(verb.at, { Digits: digits, FinishedOnKey: isEnded ? finishOnKey : '' });
  }

  private async leave({ seconds, key, hangsUp }: Message): Promise<void> {
    if (this.wait()?.kind === 'ask') await this.fallThrough();
    const verb = this.wait();
    if (verb?.kind !== 'record') return;
    this.line.clock.now += seconds * 1000;
    const sid = recordingSid(this.recorded.length + 1);
    this.recorded.push(sid);
    const facts = { RecordingSid: sid, RecordingDuration: String(seconds) };
    const completed = () => this.line.tell('/recording', { ...facts, RecordingStatus: 'completed' });
    if (this.order === 'recording-first') await completed();
    if (hangsUp) {
      await this.line.tell(verb.at, { ...facts, Digits: 'hangup', CallStatus: 'completed' });
      await this.end();
    } else await this.post(verb.at, { ...facts, ...(key !== undefined && { Digits: key }) });
    if (this.order === 'turn-first') await completed();
  }

  private async end(): Promise<void> {
    if (this.over) return;
    this.over = true;
    this.line.clock.now += 1000;
    const isRejected = this.document[0]?.kind === 'reject';
    await this.line.tell('/status', {
      CallStatus: isRejected ? 'no-answer' : 'completed',
      CallDuration: isRejected ? '0' : '60',
    });
  }
}

interface Message {
  seconds: number;
  key: string | undefined;
  hangsUp: boolean;
}

export function createConversation(options: ConversationOptions = {}) {
  const talk = new Conversation(options);
  return { ...talk.line, ...talk };
}

export type TestConversation = ReturnType<typeof createConversation>;

function waysOf(path: string, effects: readonly Effect[], speech: readonly Speech[]): [string, string][] {
  const through = effects.map(({ kind }) => PLACE_OF[kind]);
  const stops = [placeOf(path), ...through, goal(speech)];
  return stops.slice(1).flatMap((to, index): [string, string][] => {
    const from = stops[index] ?? '';
    return from === to && index < through.length ? [] : [[from, to]];
  });
}

const placeOf = (path: string): string => (path === '/call' ? 'opening' : (readTurn(path)?.place ?? path));

/** Where the line goes for what has to be done first. */
const PLACE_OF: Record<Effect['kind'], string> = {
  work: 'waiting',
  file: 'filing',
  'look-up': 'status',
  'send-pin': 'code',
};

/** Where a document waits; what it goes on with if nothing is done comes behind that. */
const goal = (speech: readonly Speech[]): string => {
  const [path] = speech.flatMap((verb) => ('at' in verb ? verb.at : verb.kind === 'go' ? verb.to : []));
  return path === undefined ? 'end' : placeOf(path);
};
