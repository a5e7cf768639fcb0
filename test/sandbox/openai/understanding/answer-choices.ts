import { type FieldWords, measureDistance, translateWord } from './field-words';
import { type Candidate, findSentence, type Spoken, weighNearness } from './spoken';
import { findPattern, foldText, type Hit, toPattern } from './terms';

/** Such names are said in any sentence: they answer a field that is named beside them. */
const COMMON =
  /^(?:yes|no|none|other|others|high|highest|medium|normal|low|lowest|ja|nein|oui|non|si|nao|sim|nee|new|old|small|large|はい|いいえ|なし|その他)$/;
/** "Building A". */
const NUMBERED = /^(\p{L}{3,})\s+(\p{L}|\d{1,4}\p{L}?)$/u;
const NEGATION =
  /(?:^|\s)(?:not|no|without|never|nicht|kein|keine|keinen|ohne|pas(?: de)?|sans|sin|senza|non|sem|nao|niet|geen|zonder)(?:\s+(?:the|a|an|any|in|at|im|in der|der|das|die|den|le|la|les|un|une|el|un|una|il|o|um|uma|de|het|een))*\s+$/;
const REFUSAL = /^(?:no|none|nein|non|nao|nee|いいえ)$/;
/** "No problem" refuses nothing. */
const ALONE = /^\s*(?:[.,;!?。、…]|$)/;
const NEIGHBOUR = 12;

/** The choices that are said by name. */
export function findChoices(spoken: Spoken, words: FieldWords): Candidate[] {
  const found = (words.field.choices ?? [])
    .flatMap((label) => findChoice(spoken, words, label))
    .sort((a, b) => b.score - a.score || a.start - b.start);
  const whole = found.filter((one) => !found.some((other) => holds(other, one)));
  return whole
    .filter((one, index) => whole.findIndex(({ value }) => value === one.value) === index)
    .sort((a, b) => a.start - b.start);
}

/** "San Francisco" holds "San". */
const holds = (whole: Candidate, part: Candidate): boolean =>
  whole.value !== part.value &&
  whole.start <= part.start &&
  part.end <= whole.end &&
  whole.end - whole.start > part.end - part.start;

function findChoice(spoken: Spoken, words: FieldWords, label: string): Candidate[] {
  const folded = foldText(label).trim();
  const isCode = /^[a-z0-9]{1,2}$/.test(folded) && !COMMON.test(folded);
  return findLabel(spoken, label)
    .filter((place) => !isDenied(spoken, place))
    .filter(({ end }) => !REFUSAL.test(folded) || ALONE.test(spoken.text.slice(end)))
    .map((place) => {
      // Within the label itself ("Building" of "Building A") the field's name tells nothing more.
      const near = words.near.filter(({ start, end }) => end <= place.start || start >= place.end);
      const distance = measureDistance(near, place, findSentence(spoken, place));
      const isClose = distance <= (isCode ? 2 : NEIGHBOUR);
      const score =
        isCode || COMMON.test(folded)
          ? (isClose ? 3 : 0) + (distance <= 2 ? 1 : 0)
          : 3 + weighNearness(spoken, { ...words, near }, place);
      return { ...place, value: label, score };
    });
}

function findLabel({ folded, language, lexicon }: Spoken, label: string): Hit[] {
  const [, word, code] = NUMBERED.exec(label.trim()) ?? [];
  const translated =
    word && code ? translateWord(word, language).map((other) => toPattern(`${other} ${code}`)) : [];
  const plain = toPattern(label);
  // "Monitors" for "Monitor".
  const isWord = lexicon.spaced && /[a-z]{4}$/.test(foldText(label));
  const several = isWord ? plain.replace(/\(\?!\[a-z0-9\]\)$/, '(?:e?s)?$&') : plain;
  const hyphenated = label.includes('-') ? [toPattern(label.replaceAll('-', ''))] : [];
  return [several, ...hyphenated, ...translated].flatMap((pattern) => findPattern(folded, pattern));
}

/** "Not in the warehouse". */
function isDenied({ text, folded }: Spoken, { start }: Hit): boolean {
  const before = Math.max(0, start - 20);
  const match = NEGATION.exec(folded.slice(before, start));
  return match !== null && !/[.,;:!?]/.test(text.slice(before + match.index, start));
}
