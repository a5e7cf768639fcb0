import { makeCaptionedSpeech } from '../murmur';
import type { Sample } from './api-schemas';

/** Something to say to the line: kept until the line listens. */
export type Utterance =
  /** Without a language: in that of the line. */
  | { kind: 'typed'; text: string; language?: string }
  | { kind: 'sample'; sample: Sample }
  | { kind: 'microphone'; wav: Uint8Array; seconds: number };

/** What a caller does: says something, or presses keys. */
export type Act = Utterance | { kind: 'keys'; digits: string };

/** Bytes: 16 bits at 8 kHz. */
const BYTES_PER_SECOND = 16_000;

/** How long it takes to say. Typed words are as long as the murmur that the stand-in makes of them. */
export function measureSeconds(utterance: Utterance): number {
  switch (utterance.kind) {
    case 'typed':
      return makeCaptionedSpeech({ text: utterance.text, language: 'und' }).length / BYTES_PER_SECOND;
    case 'sample':
      return utterance.sample.seconds;
    case 'microphone':
      return utterance.seconds;
  }
}

/** Keys that were typed as text: `4821 #` -> `4821#`; words are none. */
export function readKeys(text: string): string | undefined {
  const keys = text.replace(/[\s-]/g, '');
  return /^[\d*#]+$/.test(keys) ? keys : undefined;
}
