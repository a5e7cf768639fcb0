import { z } from 'zod';
import type { ModelUse } from '../intake/usage';

/** Told of every answer that is paid for, whether or not it could be used. */
export type Metering = (use: ModelUse) => void;

const Tokens = z.number().int().min(0).catch(0);

/** https://platform.openai.com/docs/api-reference/responses/object */
const ResponseUsage = z.object({ usage: z.object({ input_tokens: Tokens, output_tokens: Tokens }) });

/** Transcriptions are paid for by the length of the sound: https://platform.openai.com/docs/api-reference/audio/json-object */
const SoundUsage = z.object({ usage: z.object({ seconds: z.number().min(0) }) });

/** What an understanding has used up; an answer that does not say is taken to have used nothing. */
export function responseUse(model: string, answer: unknown): ModelUse {
  const { data } = ResponseUsage.safeParse(answer);
  return { model, inputTokens: data?.usage.input_tokens ?? 0, outputTokens: data?.usage.output_tokens ?? 0 };
}

/** What a transcription has used up; a model that counts tokens does not say how long it listened, the file does. */
export function transcriptionUse(model: string, answer: unknown, wav: Uint8Array<ArrayBuffer>): ModelUse {
  return { model, seconds: SoundUsage.safeParse(answer).data?.usage.seconds ?? secondsOf(wav) };
}

const BYTE_RATE_AT = 28;
const HEADER_BYTES = 44;

/** From the header, as RIFF has it; a file that has none counts as nothing. */
function secondsOf(wav: Uint8Array<ArrayBuffer>): number {
  if (wav.byteLength <= HEADER_BYTES) return 0;
  const byteRate = new DataView(wav.buffer, wav.byteOffset).getUint32(BYTE_RATE_AT, true);
  return byteRate === 0 ? 0 : (wav.byteLength - HEADER_BYTES) / byteRate;
}
