import { fold } from '../../intake/spoken-numbers/fold';

/** Courtesies in our languages; around an answer they mean nothing. */
const POLITE: ReadonlySet<string> = new Set(
  'please thanks thank you bitte danke schön merci s il vous te plaît por favor gracias per piacere grazie obrigado obrigada alstublieft alsjeblieft graag dank u wel です でした ください お願いします'
    .split(' ')
    .map(fold),
);

/** @param word folded */
export const isPolite = (word: string): boolean => POLITE.has(word);
