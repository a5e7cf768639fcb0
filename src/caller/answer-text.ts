import { wordsOf } from '../call/languages';
import { isTransient } from '../contract/failure';
import type { Line } from '../contract/settings';
import { fillTemplate } from '../contract/template';
import { isDoubtful } from '../intake/doubt';
import { greetingLanguage, kindOfNumber } from './number';
import type { Attempt, TextOfCaller, TextWorld } from './text-work';

/**
 * Answers a text, in the language that was last spoken with this caller, else in that of the number's country: at most
 * once a day, so that two machines never keep each other going; never somebody who wants no texts, nor a number that makes
 * money from them. An answer that may have been sent is not sent again.
 */
export async function answerText(
  answer: 'help' | 'noRequest',
  { text, pseudonym, record }: TextOfCaller,
  line: Line,
  { texts, notes, audit }: TextWorld,
): Promise<Attempt> {
  const { textId, from, to } = text;
  const settle = async (outcome: 'done' | 'skipped'): Promise<Attempt> => {
    await audit({ action: 'text-in', outcome, textId });
    return { ok: true };
  };
  if (record.textsOff !== undefined || kindOfNumber(from) === 'premium') return settle('skipped');
  const claimed = await notes.claimReply(pseudonym, textId);
  if (!claimed.ok) return claimed;
  if (!claimed.value) return settle('skipped');
  const language = record.requests[0]?.language ?? greetingLanguage(line.languages, from);
  const body = fillTemplate(wordsOf(language).texts[answer], { line: line.name });
  const sent = await texts.sendText({ from: to, to: from, body });
  if (sent.ok) return settle('done');
  if (isTransient(sent.failure) && !isDoubtful(sent.failure)) {
    const released = await notes.releaseReply(pseudonym);
    if (released.ok) return sent;
  }
  const { kind, service } = sent.failure;
  await audit({ action: 'text-in', outcome: 'failed', textId, service, failure: kind });
  return { ok: true };
}
