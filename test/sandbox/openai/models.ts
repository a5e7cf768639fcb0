import type { AudioModel } from 'openai/resources/audio/audio';
import type { ChatModel } from 'openai/resources/shared';

/** Audio is one thing at OpenAI, replies another; the names are those that the official client knows. */
export const TRANSCRIPTION_MODELS = [
  'whisper-1',
  'gpt-transcribe',
  'gpt-4o-transcribe',
  'gpt-4o-mini-transcribe',
  'gpt-4o-mini-transcribe-2025-12-15',
  'gpt-4o-transcribe-diarize',
] as const satisfies AudioModel[];
export type TranscriptionModel = (typeof TRANSCRIPTION_MODELS)[number];

const RESPONSE_MODELS = [
  'gpt-6-astra',
  'gpt-6.1-sol',
  'gpt-6.1-terra',
  'gpt-6-sol',
  'gpt-6-luna',
  'gpt-5.6-sol',
  'gpt-5.6-terra',
  'gpt-5.6-luna',
  'gpt-5.5',
  'gpt-5.5-2026-04-23',
  'gpt-5.4',
  'gpt-5.4-mini',
  'gpt-5.4-nano',
  'gpt-5.4-mini-2026-03-17',
  'gpt-5.4-nano-2026-03-17',
  'gpt-5.2',
  'gpt-5.2-2025-12-11',
  'gpt-5.1',
  'gpt-5.1-2025-11-13',
  'gpt-5.1-mini',
  'gpt-5',
  'gpt-5-mini',
  'gpt-5-nano',
  'gpt-5-2025-08-07',
  'gpt-5-mini-2025-08-07',
  'gpt-5-nano-2025-08-07',
  'gpt-4.1',
  'gpt-4.1-mini',
  'gpt-4.1-nano',
  'gpt-4.1-2025-04-14',
  'gpt-4.1-mini-2025-04-14',
  'gpt-4.1-nano-2025-04-14',
  'o4-mini',
  'o3',
  'o3-mini',
  'gpt-4o',
  'gpt-4o-2024-11-20',
  'gpt-4o-2024-08-06',
  'gpt-4o-mini',
  'gpt-4o-mini-2024-07-18',
] as const satisfies ChatModel[];

export interface Model {
  id: string;
  object: 'model';
  /** Seconds since the epoch. */
  created: number;
  owned_by: string;
}

/** What `GET /v1/models` lists. */
export const MODELS: Model[] = [...TRANSCRIPTION_MODELS, ...RESPONSE_MODELS].map((id, index) => ({
  id,
  object: 'model',
  created: 1_780_000_000 + index * 60,
  owned_by: 'system',
}));

const includes = (names: readonly string[], name: string): boolean => names.includes(name);

export const isTranscriptionModel = (name: string): name is TranscriptionModel =>
  includes(TRANSCRIPTION_MODELS, name);

export const isResponseModel = (name: string): boolean => includes(RESPONSE_MODELS, name);

/** Models that think first put a reasoning item before the message. */
export const isReasoningModel = (name: string): boolean => /^(gpt-[5-9]|o\d)/.test(name);
