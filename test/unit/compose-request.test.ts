import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wordsOf } from '../../src/call/languages';
import type { Call } from '../../src/contract/call';
import { LANGUAGES } from '../../src/contract/language';
import { ENTITY_KINDS, INTENTS, URGENCIES } from '../../src/contract/understanding';
import { composeComment, composeRequest } from '../../src/intake/compose-request';
import { CALLER, makeLine, makeRecordedCall, makeUnderstanding, TRANSCRIPT, textOf } from './fakes';

/** Atlassian's own schema of the format. */
const schema = z
  .record(z.string(), z.unknown())
  .parse(createRequire(import.meta.url)('@atlaskit/adf-schema/dist/json-schema/v1/full.json'));
const isAdf = new Ajv({ strict: false }).compile(schema);
const expectAdf = (document: unknown): void => {
  // As it is sent.
  const sent: unknown = JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    // The schema lets them pass; Jira doesn't.
    if (typeof value === 'string') expect(value).not.toMatch(/(?![\t\r\n])[\p{Cc}\p{Cs}\ufffe\uffff]/u);
    return value;
  });
  isAdf(sent);
  expect(isAdf.errors ?? []).toEqual([]);
};

const RECORDING_URL = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1';

const line = makeLine();
const call = makeRecordedCall({
  state: 'understood',
  transcript: TRANSCRIPT,
  understanding: makeUnderstanding(),
  durationSeconds: 42,
});
const GAPS = ['transcript-pending', 'analysis-pending', 'no-transcript', 'no-words', 'not-analysed'] as const;
const wild = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n\n',
    '...',
    '\u0000',
    '\ud83d',
    '<b>x</b> [~ada] @here {code}',
    '\u2028',
    'a'.repeat(9000),
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.lorem({ maxCount: 60 }),
  fc.string({ maxLength: 200 }).map((text) => `${text}\n${text}\r\n\r\n\t${text}`),
);
const wildUnderstanding = fc.record({
  summary: wild,
  description: wild,
  language: wild,
  urgency: fc.constantFrom(...URGENCIES),
  intent: fc.constantFrom(...INTENTS),
  entities: fc.array(fc.record({ kind: fc.constantFrom(...ENTITY_KINDS), value: wild, quote: wild }), {
    maxLength: 8,
  }),
  callback: fc.record({ wanted: fc.boolean(), when: fc.option(wild), number: fc.option(wild) }),
  smsOptOut: fc.boolean(),
});
const wildCall: fc.Arbitrary<Call> = fc
  .record(
    {
      transcript: fc.record({
        text: wild,
        language: fc.oneof(wild, fc.constantFrom('de', 'pt', 'xx-YY', 'english')),
      }),
      understanding: wildUnderstanding,
      gap: fc.constantFrom(...GAPS),
      describedInComment: fc.boolean(),
      doubtful: fc.boolean(),
      durationSeconds: fc.nat(86_400),
      language: fc.constantFrom(...LANGUAGES),
    },
    { requiredKeys: [] },
  )
  .map((parts) => makeRecordedCall(parts));

describe('a request', () => {
  it('is valid ADF with a summary that Jira takes, whatever was said and made of it', () => {
    fc.assert(
      fc.property(wildCall, fc.constantFrom(...LANGUAGES, 'caller' as const), (wildOne, ticketLanguage) => {
        const anyLine = makeLine({ ticketLanguage });
        const request = composeRequest(wildOne, anyLine, []);
        expectAdf(request.description);
        expect(request.summary).toMatch(/[\p{L}\p{N}]/u);
        expect(request.summary.length).toBeLessThanOrEqual(120);
        expect(request.summary).not.toMatch(/[.。\s]$|[\p{Cc}\u2028]/u);
        expect(request.summary.isWellFormed()).toBe(true);
        expect(JSON.stringify(request.description).length).toBeLessThan(300_000);
        for (const url of [undefined, RECORDING_URL]) {
          const comment = composeComment(wildOne, anyLine, url);
          if (comment !== undefined) expectAdf(comment.body);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('tells an agent the matter, the facts, the own words and the reference, in that order', () => {
    const { description, summary } = composeRequest(call, line, []);
    expectAdf(description);
    expect(summary).toBe('VPN is down in Hamburg with error 809');
    expect(description.content?.map(({ type }) => type)).toEqual([
      'paragraph',
      'table',
      'heading',
      'blockquote',
      'paragraph',
    ]);
    expect(textOf(description)).toBe(
      [
        'The VPN is down in Hamburg with error 809.',
        'Urgency\nHigh\nKind\nSomething is broken\nError code\n809\nCall back\nYes, tomorrow morning',
        'Called\nNov 20, 2026, 2:03 PM UTC · 0:02 · English · Example Support',
        "In the caller's own words",
        TRANSCRIPT.text,
        'Reference: K7QM-2R4X',
      ].join('\n'),
    );
  });

  it('says what is missing, in words that agents can search for', () => {
    for (const [gap, words] of [
      ['transcript-pending', 'transcript pending'],
      ['analysis-pending', 'analysis pending'],
      ['not-analysed', 'not analysed'],
    ] as const) {
      for (const language of LANGUAGES) {
        const inLanguage = makeLine({ ticketLanguage: language });
        const { description } = composeRequest(makeRecordedCall({ gap }), inLanguage, []);
        expect(description.content?.[0]?.type).toBe('panel');
        expect(textOf(description).toLowerCase()).toContain(words);
      }
    }
    const warning = (gap: Call['gap']) =>
      textOf(composeRequest(makeRecordedCall({ gap }), line, []).description);
    const warnings = GAPS.map((gap) => warning(gap).split('\n')[0]);
    expect(new Set(warnings).size).toBe(GAPS.length);
    for (const gap of ['transcript-pending', 'no-transcript', 'no-words'] as const)
      expect(warning(gap)).toContain(wordsOf('en').written.listen);
    const pending = composeRequest(makeRecordedCall({ gap: 'transcript-pending' }), line, []);
    expect(pending.summary).toBe('Call without a transcript yet (K7QM-2R4X)');
    const noWords = composeRequest(makeRecordedCall({ gap: 'no-words' }), line, []);
    expect(textOf(noWords.description)).toContain(wordsOf('en').written.noWords);
    const doubtful = composeRequest({ ...call, doubtful: true }, line, []);
    expect(textOf(doubtful.description)).toContain(wordsOf('en').written.listen);
    expect(textOf(composeRequest(call, line, []).description)).not.toContain(wordsOf('en').written.listen);
  });

  it("is in the caller's language, or in the team's", () => {
    const german = { ...call, transcript: { text: 'Das VPN geht nicht.', language: 'de-DE' } };
    expect(textOf(composeRequest(german, line, []).description)).toContain('Dringlichkeit\nHoch');
    expect(textOf(composeRequest(german, line, []).description)).toContain('Deutsch');
    const team = makeLine({ ticketLanguage: 'fr' });
    expect(textOf(composeRequest(german, team, []).description)).toContain('Urgence\nHaute');
    const polish = {
      ...call,
      language: 'nl' as const,
      transcript: { text: 'VPN nie działa.', language: 'pl' },
    };
    expect(textOf(composeRequest(polish, line, []).description)).toContain('Urgentie\nHoog');
  });

  it('never shows the number that the call came from (V18)', () => {
    fc.assert(
      fc.property(wildCall, fc.boolean(), (wildOne, takesNumber) => {
        const withField = takesNumber ? makeLine({ numberField: 'customfield_10050' }) : line;
        const { description, summary } = composeRequest(wildOne, withField, []);
        const shown = JSON.stringify([description, summary, composeComment(wildOne, withField, undefined)]);
        expect(shown).not.toContain(CALLER);
        expect(shown).not.toContain(CALLER.slice(1));
      }),
      { numRuns: 100 },
    );
  });

  it('quotes a long message in part and says where the rest is', () => {
    const long = { ...call, transcript: { text: 'word '.repeat(500), language: 'en' } };
    const { description } = composeRequest(long, line, []);
    const quoted = description.content?.find(({ type }) => type === 'blockquote');
    expect(textOf(quoted && { ...quoted, version: 1, type: 'doc' }).length).toBeLessThanOrEqual(1000);
    expect(textOf(description)).toContain(wordsOf('en').written.wholeTranscript);
    expect(textOf(composeRequest(call, line, []).description)).not.toContain(
      wordsOf('en').written.wholeTranscript,
    );
  });

  it('joins facts of a kind and leaves out no value', () => {
    const entities = [
      { kind: 'number' as const, value: '42', quote: '42' },
      { kind: 'number' as const, value: '43', quote: '43' },
      { kind: 'number' as const, value: '42', quote: '42 again' },
    ];
    const { description } = composeRequest(
      { ...call, understanding: makeUnderstanding({ entities }) },
      line,
      [],
    );
    expect(textOf(description)).toContain('Number\n42, 43\n');
  });
});

describe('the internal comment', () => {
  const words = wordsOf('en').written;
  const headingOf = (comment: ReturnType<typeof composeComment>): string | undefined => blocks(comment)[0];
  const blocks = (comment: ReturnType<typeof composeComment>): string[] =>
    (comment?.body.content ?? []).map((node) => textOf({ type: 'doc', version: 1, content: [node] }));

  it('begins with what tells it from others, and has the transcript line by line', () => {
    const said = { ...call, transcript: { text: 'One.\n\nTwo.', language: 'en' } };
    const comment = composeComment(said, line, RECORDING_URL);
    expect(headingOf(comment)).toBe(`${words.transcript} · K7QM-2R4X`);
    expect(blocks(comment)).toEqual([headingOf(comment), 'One.', 'Two.']);
  });

  it('says where the recording is as long as there are no words', () => {
    const comment = composeComment(makeRecordedCall({ gap: 'transcript-pending' }), line, RECORDING_URL);
    expect(headingOf(comment)).toBe(`${words.recordingAt}: K7QM-2R4X`);
    expect(blocks(comment)).toEqual([headingOf(comment), RECORDING_URL]);
  });

  it('has the description too where it has no other place, and keeps it apart from the transcript', () => {
    const comment = composeComment({ ...call, describedInComment: true }, line, undefined);
    expect(blocks(comment)[0]).toBe(`${words.transcript} · K7QM-2R4X`);
    expect(blocks(comment).slice(-2)).toEqual([words.transcript, TRANSCRIPT.text]);
    expect(blocks(comment).join()).toContain('Something is broken');
  });

  it('is none when there is nothing to say', () => {
    expect(composeComment(makeRecordedCall({ gap: 'no-words' }), line, undefined)).toBeUndefined();
  });

  it('ends its heading with what tells it from any other, whatever language it is in', () => {
    const languages = ['en', 'de', 'ja'] as const;
    for (const isSecond of [false, true]) {
      const comments = languages.map((ticketLanguage) =>
        composeComment(call, makeLine({ ticketLanguage }), undefined, isSecond),
      );
      const marks = comments.map((comment) => comment?.mark);
      expect(marks).toEqual(Array(3).fill(isSecond ? ' (2) · K7QM-2R4X' : ' · K7QM-2R4X'));
      expect(new Set(comments.map(headingOf)).size).toBe(3);
      for (const comment of comments) expect(headingOf(comment)).toMatch(/ · K7QM-2R4X$/);
      for (const comment of comments) expect(headingOf(comment)?.endsWith(comment?.mark ?? '?')).toBe(true);
    }
  });

  it('has another heading than any other comment on the same call', () => {
    const pending = makeRecordedCall({ gap: 'transcript-pending' });
    const headings = [
      composeComment(pending, line, RECORDING_URL),
      composeComment({ ...pending, describedInComment: true }, line, undefined),
      composeComment(call, line, undefined),
      composeComment(call, line, undefined, true),
    ].map(headingOf);
    // Of the first two a call has only one.
    expect(new Set(headings).size).toBe(4);
    // One with words is never taken for one without.
    expect(headings.map((one) => one?.endsWith(': K7QM-2R4X'))).toEqual([true, true, false, false]);
  });
});
