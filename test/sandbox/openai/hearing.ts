import { parseBuffer } from 'music-metadata';
import { type Caption, readWav } from '../wav';
import { detectLanguages } from './language';
import { refuse } from './problem';

/** What the stand-in "hears": it has no ears, it reads the words that travel inside the file. */
export interface Heard {
  text: string;
  /** ISO 639-1 codes; empty when nothing was said. */
  languages: string[];
  seconds: number;
}

const SHORTEST_SECONDS = 0.1;

/**
 * The words in a file: the caption of a sandbox WAV, or the comment of an MP3, FLAC, M4A or Ogg file (either plain
 * text, or a caption as JSON). A file without them is silence to this stand-in, never an invented sentence.
 * @throws Problem 400 for a file that is no audio, or shorter than 0.1 s.
 */
export async function hear(bytes: Uint8Array): Promise<Heard> {
  const { caption, seconds } = startsWithRiff(bytes) ? readWavFile(bytes) : await readOther(bytes);
  if (seconds < SHORTEST_SECONDS) {
    throw refuse(
      'file',
      `Audio file is too short. Minimum audio length is ${SHORTEST_SECONDS} seconds.`,
      'audio_too_short',
    );
  }
  const text = caption?.text.trim() ?? '';
  return { text, languages: nameLanguages(text, caption?.language), seconds };
}

const startsWithRiff = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(0, 4)) === 'RIFF';

const corrupted = () => refuse('file', 'Audio file might be corrupted or unsupported');

function readWavFile(bytes: Uint8Array): { caption: Caption | undefined; seconds: number } {
  try {
    const { caption, seconds } = readWav(bytes);
    return { caption, seconds };
  } catch {
    throw corrupted();
  }
}

async function readOther(bytes: Uint8Array): Promise<{ caption: Caption | undefined; seconds: number }> {
  const { common, format } = await parseBuffer(bytes, undefined, { duration: true }).catch(() => {
    throw corrupted();
  });
  // Containers without a length (webm from a browser's recorder) are accepted by the real service.
  const seconds = format.duration ?? 1;
  const comment = common.comment?.find((entry) => entry.text)?.text;
  return { caption: comment === undefined ? undefined : parseCaption(comment), seconds };
}

function parseCaption(comment: string): Caption {
  try {
    const value: unknown = JSON.parse(comment);
    if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string') {
      const language = 'language' in value && typeof value.language === 'string' ? value.language : 'und';
      return { text: value.text, language };
    }
  } catch {
    // Plain words are as good.
  }
  return { text: comment, language: 'und' };
}

function nameLanguages(text: string, tag: string | undefined): string[] {
  if (text === '') return [];
  const code = tag?.split(/[-_]/)[0]?.toLowerCase();
  return code === undefined || code === 'und' || code === '' ? detectLanguages(text) : [code];
}
