import type { Call } from '../contract/call';
import type { Line } from '../contract/settings';
import type { Understanding } from '../contract/understanding';
import { groundEntities, groundText, type Transcript } from './ground';
import type { Intake, StageResult } from './stage';
import { PATIENCE_MS } from './transcribe-call';

/** From the words to what they mean, and only what they mean (M5). */
export async function understandCall(call: Call, line: Line, { model }: Intake): Promise<StageResult> {
  const { transcript } = call;
  if (transcript === undefined) return { kind: 'go-on', call: notAnalysed(call) };
  const understood = await model.understand(transcript.text, line.ticketLanguage);
  if (!understood.ok)
    return { kind: 'failed', failure: understood.failure, patienceMs: PATIENCE_MS, otherwise: notAnalysed };
  // The recogniser may not have said which language it heard; the model reads it off the words.
  const heard = { ...transcript, language: transcript.language || understood.value.language };
  const written = line.ticketLanguage === 'caller' ? heard.language : line.ticketLanguage;
  const understanding = ground(understood.value, written, heard);
  return { kind: 'go-on', call: { ...call, state: 'understood', transcript: heard, understanding } };
}

const notAnalysed = (call: Call): Call => ({ ...call, state: 'understood', gap: 'not-analysed' });

/** Takes out of an understanding what the caller did not say. */
function ground(understanding: Understanding, writtenIn: string, transcript: Transcript): Understanding {
  const { callback } = understanding;
  return {
    ...understanding,
    summary: groundText(understanding.summary, writtenIn, transcript).text,
    description: groundText(understanding.description, writtenIn, transcript).text,
    entities: groundEntities(understanding.entities, transcript).kept,
    callback: {
      wanted: callback.wanted,
      when: wasSaid(callback.when, 'date', transcript),
      number: saidNumber(callback.number, transcript),
    },
  };
}

const wasSaid = (words: string | null, kind: string, transcript: Transcript): string | null =>
  words === null
    ? null
    : (groundEntities([{ kind, value: words, quote: words }], transcript).kept[0]?.value ?? null);

const LONGEST_COUNTRY_CODE = 3;
const SHORTEST_NUMBER = 6;

/** Models like to write a number with the country code that its owner left out; what was said of it is kept. */
function saidNumber(number: string | null, transcript: Transcript): string | null {
  const whole = wasSaid(number, 'phone', transcript);
  if (whole !== null || number === null || !number.trim().startsWith('+')) return whole;
  const digits = number.replace(/\D/g, '');
  for (let code = 1; code <= LONGEST_COUNTRY_CODE; code++) {
    const national = digits.slice(code);
    if (national.length < SHORTEST_NUMBER) return null;
    const said = wasSaid(national, 'phone', transcript) ?? wasSaid(`0${national}`, 'phone', transcript);
    if (said !== null) return said;
  }
  return null;
}
