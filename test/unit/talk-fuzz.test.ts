import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTwiml } from '../../src/call/twiml';
import { whisper } from '../../src/call/whisper';
import { LANGUAGES } from '../../src/contract/language';
import { plainText } from '../../src/contract/plain-text';
import { PROMPT_KEYS, PROMPTS } from '../../src/contract/prompts';
import { Question } from '../../src/contract/question';
import { Line } from '../../src/contract/settings';
import { checkTwiml } from '../sandbox/twilio/twiml/check';
import { parseTwiml, type TwimlElement } from '../sandbox/twilio/twiml/document';
import { voice, whispered } from '../sandbox/twilio/twiml/vocabulary';
import { createConversation } from './fake-conversation';
import { understands } from './fake-line';
import { CALL_ID, makeLine, PHONE_URL } from './fakes';
import { saidIn } from './sentences';

/** Whatever an admin writes, a caller says or a desk holds is text to the line, and never more. */

const nasty = fc.constantFrom(
  '</Say><Hangup/><Say>',
  '<Redirect>https://evil.example</Redirect>',
  '<![CDATA[x]]>',
  '&lt;b&gt; & "q" \'a\'',
  '<?xml version="1.0"?>',
  '<!-- x --> -->',
  ']]>',
  '{summary} {request} {count} {{line}}',
  '$& $1 $$ \\1',
  '" hints="x',
  '\u0000\u0007\u001b\ud800\ufffe\uffff',
  '\u202eecho\u2066',
  ', , ,',
  'あ'.repeat(500),
  '🙂'.repeat(120),
  '&'.repeat(500),
);
const anyText = (maxLength: number) =>
  fc
    .oneof(nasty, fc.string({ unit: 'binary', maxLength }), fc.string({ unit: 'grapheme', maxLength }))
    .map((text) => text.slice(0, maxLength));

/** A prompt has only its own placeholders in braces. */
const anyPrompts = fc
  .tuple(anyText(450), fc.subarray(PROMPT_KEYS))
  .map(([text, keys]) =>
    Object.fromEntries(
      keys.map((key) => [
        key,
        `${text.replace(/[{}]/g, '')} ${PROMPTS[key].map((name) => `{${name}}`).join(' ')} .`.trim(),
      ]),
    ),
  );

const anyName = anyText(60).filter((text) => text.trim() !== '');
const anyFuzzyLine: fc.Arbitrary<Line> = fc
  .record({
    language: fc.constantFrom(...LANGUAGES),
    name: anyName,
    greeting: anyText(500),
    notice: anyText(500),
    prompts: anyPrompts,
    vocabulary: fc.array(
      anyText(50).filter((text) => text.trim() !== ''),
      { maxLength: 100 },
    ),
    names: fc.array(anyName, { minLength: 2, maxLength: 9 }),
    mayDecline: fc.boolean(),
    typePolicy: fc.constantFrom('fixed' as const, 'key' as const),
  })
  .map(({ language, prompts, names, ...line }) =>
    makeLine({
      ...line,
      languages: [language],
      prompts: { [language]: prompts },
      requestTypes: names.map((name, index) => ({ id: String(index + 1), name })),
      transfer: { number: '+14155550123', ringSeconds: 20 },
    }),
  );

const namesIn = ({ name, children }: TwimlElement): string[] => [
  name,
  ...children.flatMap((child) => (typeof child === 'string' ? [] : namesIn(child))),
];
const wordsIn = ({ children }: TwimlElement): string[] =>
  children.flatMap((child) => (typeof child === 'string' ? [] : [...own(child), ...wordsIn(child)]));
const own = ({ name, children }: TwimlElement): string[] =>
  name === 'Say' ? [children.filter((child) => typeof child === 'string').join('')] : [];

/** The verbs are the line's own, and the words are in them to the last character that can be said. */
function checkDocument(twiml: string, said: readonly string[], vocabulary = voice): void {
  expect(Buffer.byteLength(twiml)).toBeLessThan(64 * 1024);
  // XML knows no way to write the others.
  expect(plainText(twiml)).toBe(twiml);
  const root = parseTwiml(twiml);
  expect(checkTwiml(root, vocabulary)).toEqual([]);
  const allowed = [
    'Response',
    'Say',
    'Gather',
    'Record',
    'Redirect',
    'Play',
    'Dial',
    'Number',
    'Hangup',
    'Reject',
  ];
  expect(namesIn(root).filter((name) => !allowed.includes(name))).toEqual([]);
  const plain = (text: string): string => plainText(text).replace(/\s+/g, '');
  expect(plain(wordsIn(root).join(''))).toBe(plain(said.join('')));
}

describe('whatever', () => {
  it('an admin writes is said as it is, in documents that Twilio takes', async () => {
    await fc.assert(
      fc.asyncProperty(anyFuzzyLine, fc.boolean(), async (line, isUnrecorded) => {
        expect(Line.safeParse(line).success).toBe(true);
        const talk = createConversation({ line, work: understands({ recap: 'あ'.repeat(300) }) });
        await talk.ring();
        if (talk.turn()?.place === 'type') await talk.press('2');
        if (isUnrecorded && line.mayDecline) {
          await talk.press('2');
          await talk.speak('The VPN is down in Hamburg.');
        } else await talk.record();
        for (const key of ['*', '2', '*', '#', '1', '*', '9']) if (!talk.isOver()) await talk.press(key);
        for (const { twiml, speech } of talk.documents) checkDocument(twiml, saidIn(speech));
      }),
      { numRuns: 100 },
    );
  });

  it('a caller says, a model makes of it or a desk asks stays text', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText(2000),
        anyText(300),
        anyText(255),
        fc.array(anyText(255), { maxLength: 30 }),
        async (words, recap, name, labels) => {
          const question = Question.parse({
            fieldId: 'customfield_1',
            name,
            kind: labels.length > 0 ? 'choice' : 'text',
            choices: labels.map((label, index) => ({ id: String(index), label })),
          });
          const talk = createConversation({ work: understands({ words, recap, questions: [question] }) });
          await talk.ring();
          await talk.record();
          await talk.press('1');
          if (talk.turn()?.place === 'question') await talk.speak(words.slice(0, 500) || 'x');
          while (!talk.isOver()) await talk.silence();
          for (const { twiml, speech } of talk.documents) checkDocument(twiml, saidIn(speech));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('agents wrote, or called a status, stays text', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(2000), anyText(100), async (comment, status) => {
        const talk = createConversation({
          open: [{ key: 'SUP-7', id: '7' }],
          status: { category: 'new', status, comment },
        });
        await talk.ring();
        await talk.press('4');
        await talk.press('*');
        for (const { twiml, speech } of talk.documents) checkDocument(twiml, saidIn(speech));
      }),
      { numRuns: 100 },
    );
  });

  it('a call is about stays text in the ear of the person who is called', async () => {
    await fc.assert(
      fc.asyncProperty(anyText(300), anyName, async (summary, name) => {
        const talk = createConversation({ line: { name } });
        await talk.ring();
        await talk.record();
        talk.store.work(CALL_ID, (call) => ({
          ...call,
          ...(call.understanding !== undefined && { understanding: { ...call.understanding, summary } }),
        }));
        const speech = await whisper(
          { kind: 'whisper', callId: CALL_ID },
          { calls: talk.world.calls, settings: talk.world.settings },
        );
        expect(saidIn(speech).join('')).toContain(summary.trim() === summary ? summary : '');
        checkDocument(renderTwiml(speech, PHONE_URL), saidIn(speech), whispered);
      }),
      { numRuns: 100 },
    );
  });
});
