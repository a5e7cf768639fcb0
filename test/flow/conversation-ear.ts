import type { PhoneCall, PhoneEvent } from '../sandbox/twilio';

/** The call did not go as it is written; the message shows how it went so far. */
class OffScript extends Error {
  override readonly name = 'OffScript';
}

/** What the line waits for. */
export type Opening =
  | { kind: 'gather'; keys: boolean; speech: boolean; seconds: number; language: string }
  | { kind: 'record'; keys: string };

/** Hears what happens on the phone, one thing after the other, and remembers it. */
export interface Ear {
  next(): Promise<PhoneEvent>;
  /** What was heard last. */
  last(): PhoneEvent | undefined;
  /** What the line waits for as of this event; undefined where it does not. */
  openingOf(event: PhoneEvent): Opening | undefined;
  /** Notes what the caller does. */
  note(deed: string): void;
  /** @throws OffScript */
  fail(problem: string): never;
}

export function listenTo(call: PhoneCall): Ear {
  const waiting: PhoneEvent[] = [];
  const transcript: string[] = [];
  let wake = (): void => {};
  let gather: Event<'gather-started'> | undefined;
  let last: PhoneEvent | undefined;
  call.subscribe((event) => {
    waiting.push(event);
    wake();
  });
  return {
    async next() {
      for (;;) {
        const event = waiting.shift();
        if (event === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          continue;
        }
        last = event;
        if (event.kind === 'gather-started') gather = event;
        const told = describeEvent(event);
        if (told !== undefined) transcript.push(`line    ${told}`);
        return event;
      }
    },
    last: () => last,
    openingOf(event) {
      if (event.kind === 'recording-started') return { kind: 'record', keys: event.finishOnKey };
      if (event.kind !== 'listening' || gather === undefined) return undefined;
      const { input, timeout: seconds, language } = gather;
      const keys = input.includes('dtmf');
      return { kind: 'gather', keys, speech: input.includes('speech'), seconds, language };
    },
    note: (deed) => void transcript.push(`caller  ${deed}`),
    fail(problem) {
      throw new OffScript(
        `${problem}\n\nThe call so far:\n${transcript.map((one) => `  ${one}`).join('\n')}`,
      );
    },
  };
}

export type Event<K extends PhoneEvent['kind']> = Extract<PhoneEvent, { kind: K }>;

export const isSound = (event: PhoneEvent): event is Event<'saying' | 'whispering'> =>
  event.kind === 'saying' || event.kind === 'whispering';

type Outcome = Event<'dialling' | 'dial-ended' | 'rejected' | 'hung-up' | 'ended' | 'input-ignored'>;

/** What has to be accounted for, beside what is said. */
export const isOutcome = (event: PhoneEvent): event is Outcome =>
  ['dialling', 'dial-ended', 'rejected', 'hung-up', 'ended', 'input-ignored'].includes(event.kind);

export function nameOutcome(event: Outcome): string {
  switch (event.kind) {
    case 'dialling':
      return `dials ${event.to}`;
    case 'dial-ended':
      return event.bridged ? 'comes back from a talk' : `comes back from the transfer (${event.status})`;
    case 'rejected':
      return 'rejects the call';
    case 'hung-up':
      return event.by === 'line' ? 'hangs up' : 'is left by the caller';
    case 'ended':
      return `has ended the call (${event.reason})`;
    case 'input-ignored':
      return `takes no notice (${event.what})`;
  }
}

function describeEvent(event: PhoneEvent): string | undefined {
  if (event.kind === 'saying') return `[${event.language}] ${event.text}`;
  if (event.kind === 'whispering') return `[${event.language}, to whom it has called] ${event.text}`;
  if (event.kind === 'playing') return 'plays music';
  if (event.kind === 'listening') return 'listens';
  if (event.kind === 'recording-started') return 'records';
  return isOutcome(event) ? nameOutcome(event) : undefined;
}
