import { z } from 'zod';
import { callerNumber } from '../caller/number';
import { CallSid, RecordingSid } from '../contract/call';
import type { CallEvent } from './event';
import { readTurn, type Turn } from './graph';

/** A text that somebody sent us; its words stay with the provider until they are fetched. */
export interface TextReceived {
  kind: 'text-received';
  textId: string;
}

/** How far a text of ours has come. */
export interface TextStatus {
  kind: 'text-status';
  textId: string;
  from: string;
  to: string;
  status: string;
  errorCode?: number | undefined;
}

/** A person whom the line calls has picked up (`asked`), or has pressed a key (`accepted`: the right one). */
export interface Whisper {
  kind: 'whisper';
  callId: string;
  accepted?: boolean;
}

export type PhoneEvent = CallEvent | TextReceived | TextStatus | Whisper;

type Malformed = { refused: 'malformed' | 'unknown-path' };

const From = z.string().optional().transform(callerNumber);
const Seconds = z.coerce.number().int().min(0).max(86_400);
const Recording = z.object({ RecordingSid, RecordingDuration: Seconds.default(0) });
const Arrival = z.object({ CallSid, From, To: z.string() });
const Keys = z
  .string()
  .regex(/^[\d*#]{0,32}$/)
  .optional()
  // Twilio says `hangup` where the caller did, and sends letters from some old phones.
  .catch(undefined);

/** What a `<Gather>`, `<Record>`, `<Dial>` or `<Redirect>` tells. */
const TurnParameters = Arrival.extend({
  CallStatus: z.string().default('in-progress'),
  Digits: Keys,
  FinishedOnKey: Keys,
  SpeechResult: z.string().max(5000).optional().catch(undefined),
  RecordingSid: RecordingSid.optional(),
  RecordingDuration: Seconds.default(0),
  DialCallStatus: z.string().optional(),
  DialBridged: z.string().optional(),
});
const Ending = z.object({
  CallSid,
  CallStatus: z.string(),
  CallDuration: Seconds.default(0),
  To: z.string().optional(),
});
const MessageSid = z.string().regex(/^(?:SM|MM)[0-9a-f]{32}$/i);
const Text = z.object({ MessageSid });
const TextReport = z.object({
  MessageSid,
  MessageStatus: z.string().max(30),
  From: z.string(),
  To: z.string(),
  ErrorCode: z.coerce.number().int().optional().catch(undefined),
});

const ENDED = new Set(['completed', 'busy', 'failed', 'no-answer', 'canceled']);

/** What we tell Twilio to call besides the turns of the conversation. */
const OWN_PATH = /^\/(?:call|recording|status|text|text-status|(?:whisper|taken)\/CA[0-9a-f]{32})$/i;

export const isOwnPath = (path: string): boolean => OWN_PATH.test(path) || readTurn(path) !== undefined;

/**
 * What a webhook that is known to be Twilio's says.
 *
 * @returns `null` for a true message that says nothing of interest.
 */
export function parseWebhook(
  path: string,
  parameters: Record<string, unknown>,
): PhoneEvent | Malformed | null {
  const turn = readTurn(path);
  if (turn !== undefined) return parsed(TurnParameters, parameters, (p) => turnTaken(turn, p));
  if (!isOwnPath(path)) return { refused: 'unknown-path' };
  const [, route, id] = path.split('/');
  switch (route) {
    case 'call':
      return parsed(Arrival.extend({ From: z.string().max(256).optional() }), parameters, (p) => ({
        kind: 'call-received',
        callId: p.CallSid,
        from: callerNumber(p.From),
        raw: p.From,
        to: p.To,
      }));
    case 'recording':
      return parsed(Recording.extend({ CallSid, RecordingStatus: z.string() }), parameters, (p) =>
        p.RecordingStatus === 'completed'
          ? { kind: 'recording-completed', callId: p.CallSid, recording: recordingOf(p) }
          : null,
      );
    case 'status':
      return parsed(Ending, parameters, (p) =>
        ENDED.has(p.CallStatus)
          ? { kind: 'call-ended', callId: p.CallSid, seconds: p.CallDuration, to: p.To }
          : null,
      );
    case 'text':
      return parsed(Text, parameters, (p) => ({ kind: 'text-received', textId: p.MessageSid }));
    case 'text-status':
      return parsed(TextReport, parameters, textReported);
    case 'whisper':
    case 'taken':
      return parsed(z.object({ Digits: Keys }), parameters, ({ Digits }) => ({
        kind: 'whisper',
        callId: id ?? '',
        ...(route === 'taken' && { accepted: Digits === '1' }),
      }));
    default:
      return { refused: 'unknown-path' };
  }
}

const recordingOf = (p: { RecordingSid: string; RecordingDuration: number }) => ({
  sid: p.RecordingSid,
  seconds: p.RecordingDuration,
});

const textReported = (p: z.infer<typeof TextReport>): TextStatus => ({
  kind: 'text-status',
  textId: p.MessageSid,
  from: p.From,
  to: p.To,
  status: p.MessageStatus,
  errorCode: p.ErrorCode,
});

const turnTaken = (turn: Turn, p: z.infer<typeof TurnParameters>): CallEvent => ({
  kind: 'turn-taken',
  callId: p.CallSid,
  from: p.From,
  to: p.To,
  turn,
  digits: p.Digits || undefined,
  finishedOn: p.FinishedOnKey || undefined,
  speech: p.SpeechResult?.trim() || undefined,
  recording: p.RecordingSid === undefined ? undefined : { sid: p.RecordingSid, seconds: p.RecordingDuration },
  dialled:
    p.DialCallStatus === undefined
      ? undefined
      : { talked: p.DialCallStatus === 'completed' && p.DialBridged !== 'false' },
  hungUp: ENDED.has(p.CallStatus),
});

const parsed = <T>(
  schema: z.ZodType<T>,
  parameters: unknown,
  toEvent: (value: T) => PhoneEvent | null,
): PhoneEvent | Malformed | null => {
  const result = schema.safeParse(parameters);
  return result.success ? toEvent(result.data) : { refused: 'malformed' };
};
