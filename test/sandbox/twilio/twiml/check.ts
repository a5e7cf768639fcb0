import { listElements, type TwimlElement, TwimlError } from './document';
import type { Vocabulary } from './vocabulary';

/** Something in a document that Twilio would complain about. */
export interface TwimlProblem {
  code: number;
  message: string;
}

/** https://www.twilio.com/docs/api/errors/12200 */
const SCHEMA_WARNING = 12200;
/** https://www.twilio.com/docs/api/errors/13331 */
const INVALID_LANGUAGE = 13331;
/** https://www.twilio.com/docs/api/errors/13335 */
const SPEECH_TIMEOUT_WITH_MODEL = 13335;
/** https://www.twilio.com/docs/api/errors/13521 */
const TEXT_TOO_LONG = 13521;

/** Whether Twilio warns of it and carries the document out as it is. */
export const isMild = (code: number): boolean => code === SPEECH_TIMEOUT_WITH_MODEL || code === TEXT_TOO_LONG;

/**
 * Compares every element, attribute and value with what Twilio's pages allow.
 * @returns the problems, in document order; empty for a document that Twilio takes without a word.
 * @throws TwimlError when the document is right at Twilio, but needs something that the sandbox doesn't execute:
 *   better to stop loudly than to pretend.
 */
export function checkTwiml(root: TwimlElement, vocabulary: Vocabulary): TwimlProblem[] {
  const problems: TwimlProblem[] = [];
  checkElement(root, vocabulary, (message, code = SCHEMA_WARNING) => problems.push({ code, message }));
  return problems;
}

type Complain = (message: string, code?: number) => void;

function checkElement(element: TwimlElement, vocabulary: Vocabulary, complain: Complain): void {
  const rule = vocabulary.rules[element.name];
  if (rule === undefined) return;
  checkAttributes(element, vocabulary, complain);
  MORE_CHECKS[element.name]?.(element, complain);
  for (const child of element.children) {
    if (typeof child === 'string') {
      if (!rule.text && child.trim() !== '')
        complain(`<${element.name}> may not hold text: "${child.trim()}"`);
      continue;
    }
    if (vocabulary.notExecuted.includes(child.name)) {
      throw new TwimlError(0, `<${child.name}> is TwiML, but this sandbox does not execute it`);
    }
    if (rule.children.includes(child.name)) checkElement(child, vocabulary, complain);
    else if (child.name in vocabulary.rules) complain(`<${child.name}> may not stand in <${element.name}>`);
    else complain(`<${child.name}> is not TwiML (names are case-sensitive)`);
  }
}

function checkAttributes(element: TwimlElement, vocabulary: Vocabulary, complain: Complain): void {
  const rule = vocabulary.rules[element.name];
  for (const [name, value] of Object.entries(element.attributes)) {
    const check = rule?.attributes[name];
    if (check === undefined) {
      complain(`<${element.name}> has no attribute "${name}"`);
      continue;
    }
    const problem = check(value);
    if (problem) complain(`<${element.name} ${name}="${value}">: ${problem}`, rule?.codes?.[name]);
    if (rule?.notExecuted?.includes(name)) {
      throw new TwimlError(0, `<${element.name} ${name}> is TwiML, but this sandbox does not act on it`);
    }
  }
  if (element.attributes.transcribe === 'true') {
    throw new TwimlError(0, '<Record transcribe="true"> is TwiML, but this sandbox does not act on it');
  }
}

/** What concerns more than one attribute. */
const MORE_CHECKS: Readonly<Record<string, (element: TwimlElement, complain: Complain) => void>> = {
  Say: checkLength,
  Gather: checkGather,
};

function checkGather(element: TwimlElement, complain: Complain): void {
  const { speechTimeout, speechModel, language } = element.attributes;
  if (speechTimeout === 'auto' && speechModel !== undefined) {
    complain('<Gather>: speechTimeout="auto" needs speechModel to be left out', SPEECH_TIMEOUT_WITH_MODEL);
  }
  if (language?.includes('-') === false && !speechModel?.startsWith('deepgram')) {
    complain(`<Gather language="${language}">: must be a locale such as en-US`, INVALID_LANGUAGE);
  }
  if (listElements(element).some(({ name, attributes }) => name === 'Play' && 'digits' in attributes)) {
    complain('<Play digits> may not stand in <Gather>');
  }
}

/** In UTF-8 bytes, by who speaks. */
const LONGEST_TEXT = { basic: 4096, polly: 3000, google: 5000 } as const;
const LONGEST_ENCODED_TEXT = 4500;

/** Amazon's voices count words only, Google's everything. */
function checkLength(element: TwimlElement, complain: Complain): void {
  const { voice = '' } = element.attributes;
  const by = voice.startsWith('Polly.') ? 'polly' : voice.startsWith('Google.') ? 'google' : 'basic';
  const text = write(element, by !== 'polly');
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > LONGEST_TEXT[by]) {
    complain(`<Say>: ${bytes} bytes of text; this voice takes ${LONGEST_TEXT[by]}`, TEXT_TOO_LONG);
  } else if (encodeURIComponent(text.toWellFormed()).length > LONGEST_ENCODED_TEXT) {
    complain(`<Say>: more than ${LONGEST_ENCODED_TEXT} characters when URL-encoded`, TEXT_TOO_LONG);
  }
}

/** What stands in an element, with its tags or without. */
const write = ({ children }: TwimlElement, withTags: boolean): string =>
  children
    .map((child) => {
      if (typeof child === 'string') return child;
      const inner = write(child, withTags);
      if (!withTags) return inner;
      const attributes = Object.entries(child.attributes).map(([name, value]) => ` ${name}="${value}"`);
      return `<${child.name}${attributes.join('')}>${inner}</${child.name}>`;
    })
    .join('');
