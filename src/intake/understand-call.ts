import { enter } from '../call/life';
import type { Call } from '../contract/call';
import { type Result, succeed } from '../contract/failure';
import type { Line } from '../contract/settings';
import type { Understanding } from '../contract/understanding';
import { attempt } from './attempt';
import { groundEntities, groundText, type Transcript } from './ground';
import { isCurable, modelPatienceEnd } from './retry';
import { goOn, type Intake, type StageResult } from './stage';

/** From the words to what they mean, and only what they mean (M5). Without, the call is filed with its words. */
export async function understandCall(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  const understood = await understand(call, line, intake);
  if (understood.ok) return goOn({ ...enter(call, 'understood'), ...understood.value });
  const gap = isCurable(understood.failure) ? 'analysis-pending' : 'not-analysed';
  return {
    kind: 'failed',
    failure: understood.failure,
    giveUpAt: modelPatienceEnd(call, understood.failure),
    otherwise: (held) => ({ ...enter(held, 'understood'), gap }),
  };
}

/** What an understanding adds to a call that has its words. */
export async function understand(
  call: Call,
  { ticketLanguage }: Line,
  intake: Intake,
): Promise<Result<Pick<Call, 'transcript' | 'understanding'>>> {
  const { transcript = { text: '', language: '' } } = call;
  const understood = await attempt('understand', call, intake, () =>
    intake.model.understand(transcript.text, ticketLanguage),
  );
  if (!understood.ok) return understood;
  // The recogniser may not have said which language it heard; the model reads it off the words.
  const heard = { ...transcript, language: transcript.language || understood.value.language };
  const written = ticketLanguage === 'caller' ? heard.language : ticketLanguage;
  return succeed({ transcript: heard, understanding: ground(understood.value, written, heard) });
}

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
