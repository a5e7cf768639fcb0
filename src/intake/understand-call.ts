import { enter } from '../call/life';
import { openQuestions } from '../call/questions';
import type { Call } from '../contract/call';
import { type Result, succeed } from '../contract/failure';
import { matchLanguage } from '../contract/language';
import type { Line } from '../contract/settings';
import type { Reading, Understanding } from '../contract/understanding';
import { attempt } from './attempt';
import { fieldsOf, type OfferedFields, readAnswers } from './fields';
import { groundEntities, groundText, type Transcript } from './ground';
import { knownFields } from './known-fields';
import { requestTypeOf } from './request-type';
import { isCurable, modelPatienceEnd } from './retry';
import { goOn, type Intake, type StageResult } from './stage';

/** From the words to what they mean, and only what they mean (M5). Without, the call is filed with its words. */
export async function understandCall(call: Call, line: Line, intake: Intake): Promise<StageResult> {
  // What is said about an open request is passed on word for word.
  if (call.about !== undefined) return goOn(enter(call, 'understood'));
  const understood = await understand(call, line, intake);
  if (understood.ok) {
    const { words, chosen } = understood.value;
    return goOn({ ...enter(call, 'understood'), ...words, ...chosen });
  }
  const gap = isCurable(understood.failure) ? 'analysis-pending' : 'not-analysed';
  return {
    kind: 'failed',
    failure: understood.failure,
    giveUpAt: modelPatienceEnd(call, understood.failure),
    otherwise: (held) => ({ ...enter(held, 'understood'), gap }),
  };
}

/** What an understanding adds to a call that has its words; and what it chooses for the request that is to be made. */
interface Understood {
  words: Pick<Call, 'transcript' | 'understanding'>;
  chosen: Pick<Call, 'requestType' | 'typeUncertain' | 'questions' | 'answers'>;
}

export async function understand(call: Call, line: Line, intake: Intake): Promise<Result<Understood>> {
  const { transcript = { text: '', language: '' } } = call;
  const { ticketLanguage } = line;
  const requestTypes = call.requestType?.by === 'caller' ? [] : offeredTypes(line);
  const fields = await fieldsOf(call, line, requestTypes, intake);
  const understood = await attempt('understand', call, intake, () =>
    intake.model.understand(transcript.text, { ticketLanguage, requestTypes, fields: fields.asked }),
  );
  if (!understood.ok) return understood;
  // The recogniser may not have said which language it heard; the model reads it off the words.
  const heard = { ...transcript, language: transcript.language || understood.value.language };
  const written = ticketLanguage === 'caller' ? heard.language : ticketLanguage;
  const { requestType: _, answers: __, ...reading } = understood.value;
  return succeed({
    words: { transcript: heard, understanding: ground(reading, written, heard) },
    chosen: choose(understood.value, { ...call, transcript: heard }, line, fields),
  });
}

/** What the caller's words may choose among. */
const offeredTypes = ({ typePolicy, requestTypes }: Line): Line['requestTypes'] =>
  typePolicy === 'speech' && requestTypes.length > 1 ? requestTypes : [];

/** The request's type, what the message says for its fields, and what is still to be asked (M2). */
function choose(
  { requestType: guess, answers: said }: Reading,
  call: Call,
  line: Line,
  fields: OfferedFields,
): Understood['chosen'] {
  const type = chooseType(guess, call, line);
  const typed = { ...call, ...type };
  const own = fields.of(requestTypeOf(typed, line));
  const language = matchLanguage(call.transcript?.language ?? '') ?? call.language;
  // What the caller has answered since weighs more than what the model reads into the message.
  const answered = (call.answers ?? []).filter(({ by }) => by !== 'message');
  const answers = [...answered, ...readAnswers(said, own, { ...call, answers: answered }, line, language)];
  const questions = line.questions ? openQuestions(own, knownFields({ ...typed, answers }, line)) : [];
  return {
    ...type,
    ...(answers.length > 0 || call.answers !== undefined ? { answers } : {}),
    ...(questions.length > 0 || call.questions !== undefined ? { questions } : {}),
  };
}

function chooseType(
  { id, confidence }: Reading['requestType'],
  call: Call,
  line: Line,
): Pick<Call, 'requestType' | 'typeUncertain'> {
  if (call.requestType?.by === 'caller' || offeredTypes(line).length === 0) return {};
  const offered = line.requestTypes.find((type) => type.id === id);
  const isSure = offered !== undefined && confidence >= line.typeConfidence;
  return isSure
    ? { requestType: { id: offered.id, by: 'words' }, typeUncertain: undefined }
    : { requestType: undefined, typeUncertain: true };
}

type Grounded = Understanding & { recap: string };

/** Takes out of an understanding what the caller did not say. */
function ground(understanding: Grounded, writtenIn: string, transcript: Transcript): Grounded {
  const { callback } = understanding;
  return {
    ...understanding,
    summary: groundText(understanding.summary, writtenIn, transcript).text,
    description: groundText(understanding.description, writtenIn, transcript).text,
    recap: groundText(understanding.recap, transcript.language, transcript).text,
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
