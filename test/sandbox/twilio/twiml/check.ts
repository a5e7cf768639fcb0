import { type TwimlElement, TwimlError } from './document';
import type { Vocabulary } from './vocabulary';

/** Something in a document that Twilio would complain about. */
export interface TwimlProblem {
  code: number;
  message: string;
}

/** https://www.twilio.com/docs/api/errors/12200 */
const SCHEMA_WARNING = 12200;
/** https://www.twilio.com/docs/api/errors/13335 */
const SPEECH_TIMEOUT_WITH_MODEL = 13335;

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
    if (problem) complain(`<${element.name} ${name}="${value}">: ${problem}`);
    if (rule?.notExecuted?.includes(name)) {
      throw new TwimlError(0, `<${element.name} ${name}> is TwiML, but this sandbox does not act on it`);
    }
  }
  const { speechTimeout, speechModel, transcribe } = element.attributes;
  if (speechTimeout === 'auto' && speechModel !== undefined) {
    complain('<Gather>: speechTimeout="auto" needs speechModel to be left out', SPEECH_TIMEOUT_WITH_MODEL);
  }
  if (transcribe === 'true') {
    throw new TwimlError(0, '<Record transcribe="true"> is TwiML, but this sandbox does not act on it');
  }
}
