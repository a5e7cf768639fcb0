/** Judges an attribute's value; says what is wrong with it, or nothing. */
export type ValueCheck = (value: string) => string | undefined;

export const anyText: ValueCheck = () => undefined;

export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER): ValueCheck =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `must be a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`}`;

export const oneOf =
  (...words: string[]): ValueCheck =>
  (value) =>
    words.includes(value) ? undefined : `must be one of ${words.join(', ')}`;

export const someOf =
  (...words: string[]): ValueCheck =>
  (value) =>
    value.split(/\s+/).every((word) => words.includes(word))
      ? undefined
      : `must be some of ${words.join(' ')}`;

export const eitherOf =
  (word: string, check: ValueCheck): ValueCheck =>
  (value) => {
    const problem = value === word ? undefined : check(value);
    return problem && `${problem}, or ${word}`;
  };

export const trueOrFalse = oneOf('true', 'false');
export const httpMethod = oneOf('GET', 'POST');

export const keys: ValueCheck = (value) =>
  /^[\d*#]*$/.test(value) ? undefined : 'may only hold the keys 0-9, * and #';

/** Unlike `<Record>`, `<Gather>` takes one key, or none. */
export const oneKey: ValueCheck = (value) =>
  /^[\d*#]?$/.test(value) ? undefined : 'may only hold one of the keys 0-9, * and #, or nothing';

export const hintList: ValueCheck = (value) => {
  const hints = value.split(',');
  if (hints.length > 500) return 'may hold 500 words or phrases at most';
  return hints.every((hint) => hint.trim().length <= 100) ? undefined : 'may hold 100 characters a hint';
};

export const toneDigits: ValueCheck = (value) =>
  /^[\d*#wWA-D]+$/.test(value) ? undefined : 'may only hold 0-9, A-D, *, # and w';

export const webAddress: ValueCheck = (value) => {
  const address = URL.parse(value, 'https://relative.invalid/');
  return address && /^https?:$/.test(address.protocol)
    ? undefined
    : 'must be an http(s) URL, or relative to one';
};

export const languageTag: ValueCheck = (value) => {
  try {
    return Intl.getCanonicalLocales(value).length === 1 ? undefined : 'must be a BCP 47 language tag';
  } catch {
    return 'must be a BCP 47 language tag';
  }
};

/** Basic voices and the three providers; which of a provider's voices exist changes too often to list. */
export const voiceName: ValueCheck = (value) =>
  /^(man|woman|alice|(Polly|Google|ElevenLabs)\.[\w-]+)$/.test(value)
    ? undefined
    : 'must be man, woman, or a Polly, Google or ElevenLabs voice';
