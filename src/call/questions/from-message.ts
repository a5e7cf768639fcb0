import type { Language } from '../../contract/language';
import type { FieldAnswer } from '../../contract/question';
import type { RequestField } from '../../desk/desk';
import { valueRestsOn } from '../../intake/quotes';
import { fold } from '../../intake/spoken-numbers/fold';
import { findLanguage } from '../../intake/spoken-numbers/languages';
import { type Reading, readNumbers } from '../../intake/spoken-numbers/read';
import { type Asked, type Meaning, tidyText, toAnswer } from './answer';
import { type Circumstances, meaningOfWords } from './meaning';
import { hearOption } from './spoken-choice';

/** What the model says that the message answers. */
export interface Claim {
  value: string;
  /** The caller's own words. */
  quote: string;
}

/**
 * What the message answers to a field, if it does: the quote has to stand in the transcript, and the answer is read from
 * the quote. The model's value only chooses among what the quote says.
 *
 * @param now when the message was left: what "tomorrow" in it means
 */
export function answerFromMessage(
  { id, name, kind, choices }: Pick<RequestField, 'id' | 'name' | 'kind' | 'choices'>,
  said: Claim,
  transcript: string,
  language: Language,
  now: number,
  country?: string,
  timeZone = 'UTC',
): FieldAnswer | undefined {
  const quote = tidy(said.quote);
  if (!standsIn(quote, tidy(transcript), language)) return undefined;
  const asked: Asked = { fieldId: id, name, kind, choices };
  const meaning = meaningOfClaim(asked, { value: said.value, quote }, { language, now, country, timeZone });
  return meaning && toAnswer(asked, meaning, 'message');
}

const tidy = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

function meaningOfClaim(asked: Asked, { value, quote }: Claim, around: Circumstances): Meaning | undefined {
  const { language } = around;
  switch (asked.kind) {
    case 'choice': {
      const choice = supportedChoice(asked, value, quote, language);
      return choice && { kind: 'choice', choice };
    }
    case 'choices': {
      const choice = supportedChoice(asked, value, quote, language);
      return choice && { kind: 'choices', choices: [choice] };
    }
    case 'text':
    case 'paragraph': {
      // Tidier than the quote, and proven by it.
      const isProven = valueRestsOn(value, quote, findLanguage(language));
      const text = tidyText(isProven ? value : quote, asked.kind);
      return text === undefined ? undefined : { kind: asked.kind, text };
    }
    default:
      return meaningOfWords(asked, quote, around);
  }
}

/** The label that the model chose, if the caller's words are about that one and no other. */
function supportedChoice(
  { choices }: Asked,
  value: string,
  quote: string,
  language: Language,
): Asked['choices'][number] | undefined {
  const wanted = fold(tidy(value));
  const named = choices.filter(({ label }) => fold(tidy(label)) === wanted);
  const [choice] = named;
  if (choice === undefined || named.length > 1) return undefined;
  const isSaid = valueRestsOn(choice.label, quote, findLanguage(language));
  return isSaid || hearOption(choices, quote, language) === choice ? choice : undefined;
}

const WORD = /[\p{L}\p{N}]/u;

/**
 * Whether a quote stands in a transcript, whatever its case, from the beginning of a word to the end of one; and with the
 * whole of each number in it, so that "twenty" is not taken out of "twenty-five", nor a part out of a phone number.
 */
function standsIn(quote: string, transcript: string, language: Language): boolean {
  if (!WORD.test(quote)) return false;
  const [needle, text] = [quote.toLowerCase(), transcript.toLowerCase()];
  const reading = readNumbers(text, findLanguage(language));
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    const isWhole = language === 'ja' || !(splitsWord(text, at) || splitsWord(text, end));
    if (isWhole && !splitsNumber(reading, at) && !splitsNumber(reading, end)) return true;
  }
  return false;
}

const splitsWord = (text: string, at: number): boolean =>
  WORD.test(text.slice(0, at).slice(-1)) && WORD.test(text.slice(at, at + 1));

/** Signs that belong to the number behind them. */
const SIGN_BEFORE =
  /(?:^|[\s(])[-−+]\s?$|(?:minus|negative|moins|menos|meno|min|マイナス|plus|più|más|mais|プラス)\s*$/u;

function splitsNumber({ atoms, joins, text }: Reading, at: number): boolean {
  return atoms.some((atom, index) => {
    if (atom.start < at && at < atom.end) return true;
    const next = atoms[index + 1];
    const isTied = joins[index] === 'strong' || joins[index] === 'weak';
    if (next !== undefined && isTied && atom.end <= at && at <= next.start) return true;
    return (
      atom.start >= at &&
      /^[\s(]*$/.test(text.slice(at, atom.start)) &&
      SIGN_BEFORE.test(text.slice(Math.max(0, at - 12), at))
    );
  });
}
