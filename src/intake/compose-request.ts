import { recordingsOf } from '../call/heard';
import { wordsOf } from '../call/languages';
import type { Words } from '../call/languages/words';
import type { Call } from '../contract/call';
import type { Language } from '../contract/language';
import { plainText } from '../contract/plain-text';
import type { Line } from '../contract/settings';
import type { Understanding } from '../contract/understanding';
import {
  type AdfDocument,
  type AdfNode,
  document,
  factTable,
  heading,
  linkParagraph,
  panel,
  paragraph,
  quote,
  strongParagraph,
} from '../desk/adf';
import type { NewRequest, RequestField } from '../desk/desk';
import { composeFields } from './compose-fields';
import { ticketLanguageOf } from './request-language';
import { requestTypeOf } from './request-type';

const SUMMARY_LENGTH = 120;
const QUOTE_LENGTH = 1000;
/** Two long sentences, with room; what Jira takes must not hang on how well a model keeps to that. */
const DESCRIPTION_LENGTH = 2000;
const FACT_LENGTH = 500;

/** Turns what is known of a call into a request that an agent takes in within ten seconds. */
export function composeRequest(
  call: Call,
  line: Line,
  fields: readonly RequestField[],
): NewRequest & { summary: string; description: AdfDocument } {
  const language = ticketLanguageOf(call, line);
  return {
    serviceDeskId: line.serviceDeskId,
    requestTypeId: requestTypeOf(call, line),
    summary: composeSummary(call, line),
    description: composeDescription(call, line, language),
    fields: composeFields(call, line, fields),
    reporterAccountId: line.reporterAccountId,
  };
}

/** An internal comment; how its first paragraph ends tells it from every other one, in whatever language it is. */
export interface CallComment {
  mark: string;
  body: AdfDocument;
}

/**
 * The internal comment: the transcript, paragraph by paragraph, or where the recording is as long as there is none;
 * behind its heading the description, if that has no other place.
 *
 * @param recordingUrl where the recording can be listened to, unless it is attached
 * @param isSecond set where the first comment has as many words
 */
export function composeComment(
  call: Call,
  line: Line,
  recordingUrl: string | undefined,
  isSecond = false,
): CallComment | undefined {
  const language = ticketLanguageOf(call, line);
  const words = wordsOf(language).written;
  const described =
    call.describedInComment === true ? (composeDescription(call, line, language).content ?? []) : [];
  const said = saidIn(call);
  const listen = said.length === 0 && recordingUrl !== undefined ? [linkParagraph(recordingUrl)] : [];
  if (described.length + said.length + listen.length === 0) return undefined;
  const withoutWords = listen.length > 0 ? words.recordingAt : words.fallbackSummary;
  const title = said.length > 0 ? words.transcript : withoutWords;
  // The words may come later, in a comment of their own.
  const first = said.length > 0 ? ` · ${call.reference}` : `: ${call.reference}`;
  const mark = isSecond ? ` (2) · ${call.reference}` : first;
  const heading = title + mark;
  const again = described.length > 0 && said.length > 0 ? [strongParagraph(words.transcript)] : [];
  return { mark, body: document([strongParagraph(heading), ...described, ...again, ...said, ...listen]) };
}

/**
 * What a caller left for a request that was there before: word for word, for everybody on it.
 *
 * @param isSecond set where the first comment has as many words
 */
export function composeCallerComment(call: Call, line: Line, isSecond = false): CallComment | undefined {
  const said = saidIn(call);
  if (said.length === 0) return undefined;
  const mark = `${isSecond ? ' (2)' : ''} · ${call.reference}`;
  const heading = wordsOf(ticketLanguageOf(call, line)).written.callerAdded + mark;
  return { mark, body: document([strongParagraph(heading), ...said]) };
}

const saidIn = ({ transcript }: Call): AdfNode[] =>
  (transcript?.text ?? '')
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map(paragraph);

/** At most 120 characters, without a period at its end. */
export function composeSummary(call: Call, line: Line): string {
  const words = wordsOf(ticketLanguageOf(call, line)).written;
  const matter = [call.understanding?.summary, call.transcript?.text].map(titleOf).find(Boolean);
  return cutAtWord(matter ?? `${words.fallbackSummary} (${call.reference})`, SUMMARY_LENGTH);
}

/** The summary with the call's reference behind it, no longer than a summary may be. */
export function withReference(summary: string, reference: string): string {
  const suffix = ` (${reference})`;
  return summary.endsWith(suffix) ? summary : cutAtWord(summary, SUMMARY_LENGTH - suffix.length) + suffix;
}

/** One line without a period at its end; empty where no letter or digit is left. */
function titleOf(text = ''): string {
  const line = plainText(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\s.。．｡]+$/, '');
  return /[\p{L}\p{N}]/u.test(line) ? line : '';
}

function composeDescription(call: Call, line: Line, language: Language): AdfDocument {
  const words = wordsOf(language).written;
  const said = plainText(call.transcript?.text ?? '').trim();
  const excerpt = cutAtWord(said, QUOTE_LENGTH);
  const content: AdfNode[] = [
    ...warnings(call, words).map((text) => panel('warning', text)),
    ...(call.understanding?.description.trim()
      ? [paragraph(cutAtWord(call.understanding.description, DESCRIPTION_LENGTH))]
      : []),
    factTable(facts(call, line, language).map(([name, value]) => [name, cutAtWord(value, FACT_LENGTH)])),
    ...(excerpt === '' ? [] : [heading(4, words.ownWords), quote(excerpt)]),
    ...(excerpt === said ? [] : [paragraph(words.wholeTranscript)]),
    paragraph(`${words.reference}: ${call.reference}`),
  ];
  return document(content);
}

function warnings(call: Call, words: Words['written']): string[] {
  const gaps = {
    'transcript-pending': `${words.noTranscript} ${words.listen}`,
    'analysis-pending': words.analysisPending,
    'no-transcript': `${words.noTranscriptMade} ${words.listen}`,
    'no-words': `${words.noWords} ${words.listen}`,
    'not-analysed': words.notAnalysed,
  };
  return [
    ...(call.gap !== undefined ? [gaps[call.gap]] : call.doubtful === true ? [words.listen] : []),
    ...(call.typeUncertain === true ? [words.typeUncertain] : []),
    ...(call.unrecorded === true ? [words.unrecorded] : []),
  ];
}

function facts(call: Call, line: Line, language: Language): [string, string][] {
  const words = wordsOf(language).written;
  const { understanding } = call;
  return [
    ...(understanding === undefined ? [] : understoodFacts(understanding, words)),
    ...answeredFacts(call, words),
    [words.called, called(call, line, language)],
  ];
}

/** What the caller answered, what is still open, and whether they have talked to a person. */
function answeredFacts(
  { answers = [], openFields = [], transfer }: Call,
  words: Words['written'],
): [string, string][] {
  return [
    ...answers.map((answer): [string, string] => [answer.name, answer.words]),
    ...(openFields.length === 0 ? [] : [[words.openFields, openFields.join(', ')] as [string, string]]),
    ...(transfer === undefined ? [] : [[words.transfer, TRANSFERS[transfer](words)] as [string, string]]),
  ];
}

const TRANSFERS = {
  talked: (words: Words['written']) => words.transferTalked,
  missed: (words: Words['written']) => words.transferMissed,
};

function understoodFacts(understanding: Understanding, words: Words['written']): [string, string][] {
  const byLabel = new Map<string, Set<string>>();
  for (const { kind, value, quote } of understanding.entities) {
    const label = words.entities[kind];
    // A phone number is easier to dial in the groups in which it was said.
    const shown = kind === 'phone' && /^[+\d][\d\s().-]*$/.test(quote) ? quote : value;
    byLabel.set(label, (byLabel.get(label) ?? new Set()).add(shown));
  }
  const { wanted, when, number } = understanding.callback;
  return [
    [words.urgency, words.urgencies[understanding.urgency]],
    [words.intent, words.intents[understanding.intent]],
    ...Array.from(byLabel, ([label, values]): [string, string] => [label, [...values].join(', ')]),
    ...(wanted
      ? [
          [words.callback, [words.callbackWanted, when, number].filter(Boolean).join(', ')] as [
            string,
            string,
          ],
        ]
      : []),
  ];
}

/** `20 Nov 2026, 14:03 UTC · 0:42 · German · Support line` */
function called(call: Call, line: Line, language: Language): string {
  const date = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(call.answeredAt);
  // The message's length, which is known by now; the call's may still be on its way.
  const recorded = recordingsOf(call).reduce((sum, { seconds }) => sum + seconds, 0);
  const seconds = recorded || (call.durationSeconds ?? 0);
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return [
    `${date} UTC`,
    length,
    languageName(call.transcript?.language || call.language, language),
    line.name,
  ].join(' · ');
}

function languageName(tag: string, inLanguage: Language): string {
  try {
    return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(tag) ?? tag;
  } catch {
    // A recogniser's tag that is no BCP 47 tag.
    return tag;
  }
}

/** Cuts at the last word that fits, with an ellipsis; `length` counts UTF-16 units, as Jira does. */
export function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const space = cut.lastIndexOf(' ');
  // A script without spaces, or one endless word: cut between characters, never through a surrogate pair.
  const end = space > length / 2 ? space : cut.length;
  return `${cut
    .slice(0, end)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`;
}
