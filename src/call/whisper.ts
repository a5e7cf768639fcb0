import type { Settings } from '../contract/settings';
import { findLine } from '../contract/settings';
import type { CallBook } from './call-book';
import { phrase } from './languages/phrase';
import type { Whisper } from './parse-webhook';
import { hangUp, type Speech } from './speech';
import { speak } from './talk';

/** A person at work may need a moment to find the key. */
const ANSWER_SECONDS = 10;

/**
 * What a person hears whom the line has called, before they take the call: from where it comes and what it is about. Who
 * does not press 1 has not taken it, be it a person or a machine.
 */
export async function whisper(
  { callId, accepted }: Whisper,
  { calls, settings }: { calls: CallBook; settings: Settings },
): Promise<Speech[]> {
  if (accepted !== undefined) return accepted ? [] : [hangUp];
  const stored = await calls.update(callId, (call) => call);
  const call = stored.ok ? stored.value : undefined;
  const line = call && findLine(settings, call.lineNumber);
  if (call === undefined || line === undefined) return [hangUp];
  const language = line.languages[0] ?? 'en';
  const reason = call.understanding?.summary;
  const words =
    reason === undefined
      ? phrase(language, 'whisperNoReason', { line: line.name }, line.prompts)
      : phrase(language, 'whisper', { line: line.name, reason }, line.prompts);
  return [
    {
      kind: 'ask',
      at: `/taken/${callId}`,
      say: [speak(line, words, language)],
      language,
      keys: { count: 1, finishOnKey: '' },
      timeoutSeconds: ANSWER_SECONDS,
    },
    hangUp,
  ];
}
