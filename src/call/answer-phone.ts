import { type Conversation, converse } from './converse';
import type { PhoneEvent, TextStatus } from './parse-webhook';
import { renderTwiml } from './twiml';
import { whisper } from './whisper';

/** What a verified webhook is answered with; `unavailable`: somebody else has to answer it. */
export type Answer = { kind: 'twiml'; twiml: string } | { kind: 'nothing' | 'stale' | 'unavailable' };

export interface PhoneLine {
  conversation: Conversation;
  phoneUrl: string;
  /** Has a text taken that somebody sent; whether that could be noted. */
  takeText(textId: string): Promise<boolean>;
  /** Never fails: what can't be kept is only less well known. */
  noteTextStatus(report: TextStatus): Promise<void>;
  log(line: { event: string; callId: string; reason: string }): void;
}

/** Answers whatever Twilio tells or asks. */
export async function answerPhone(event: PhoneEvent, line: PhoneLine): Promise<Answer> {
  switch (event.kind) {
    case 'text-received':
      // An empty document: no answer to the text, for now.
      return (await line.takeText(event.textId))
        ? { kind: 'twiml', twiml: renderTwiml([], line.phoneUrl) }
        : { kind: 'unavailable' };
    case 'text-status':
      await line.noteTextStatus(event);
      return { kind: 'nothing' };
    case 'whisper':
      return { kind: 'twiml', twiml: renderTwiml(await whisper(event, line.conversation), line.phoneUrl) };
    default:
      break;
  }
  const speech = await converse(event, line.conversation);
  if (speech === 'line-not-understood') return { kind: 'unavailable' };
  if (speech === 'stale') {
    line.log({ event: 'webhook-refused', reason: 'stale', callId: event.callId });
    return { kind: 'stale' };
  }
  return speech.length === 0
    ? { kind: 'nothing' }
    : { kind: 'twiml', twiml: renderTwiml(speech, line.phoneUrl) };
}
