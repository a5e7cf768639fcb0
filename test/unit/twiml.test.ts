import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { type Speech, step } from '../../src/call/step';
import { renderTwiml } from '../../src/call/twiml';
import { LANGUAGES } from '../../src/contract/language';
import { CALL_ID, CALLER, makeLine, OWN_NUMBER, START } from './fakes';

const URL = 'https://1b2c.webtrigger.atlassian.app/public/XUBR5WnG2Hk2V52APDdGaRSDm';
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  trimValues: false,
  parseTagValue: false,
});

const say = (text: string): Speech => ({ kind: 'say', text, language: 'en' });
/** What a reader of the document would say. */
const readBack = (xml: string): string => {
  const [, response] = parser.parse(xml);
  return response.Response[0].Say[0]?.['#text'] ?? '';
};

describe('TwiML', () => {
  it('says any text as it is, and is always well-formed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom(
        '</Say><Hangup/>',
        '<![CDATA[x]]>',
        '&lt;b&gt; & "q" \'a\'',
        '<?xml?>',
        '<!-- x -->',
        ']]>',
      ),
    );
    fc.assert(
      fc.property(text, (words) => {
        const xml = renderTwiml([say(words)], URL);
        expect(XMLValidator.validate(xml)).toBe(true);
        const sayable = words.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '');
        expect(readBack(xml).replaceAll('&#xD;', '\r')).toBe(sayable);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out what XML forbids, instead of silencing the line', () => {
    const forbidden = fc.string({ unit: 'binary', maxLength: 50 }).map((text) => `${text}\ud800\u0000\uffff`);
    fc.assert(
      fc.property(forbidden, (text) => {
        const xml = renderTwiml([say(text)], URL);
        expect(XMLValidator.validate(xml)).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has none
        expect(xml).not.toMatch(/[\u0000-\u0008\ufffe\uffff]/);
        expect(xml.isWellFormed()).toBe(true);
      }),
    );
  });

  it('records to absolute URLs below the web trigger, and asks for the attempt it is', () => {
    const xml = renderTwiml([{ kind: 'record', attempt: 2, maxSeconds: 90 }, { kind: 'hang-up' }], URL);
    const [, response] = parser.parse(xml);
    expect(response.Response.map((verb: object) => Object.keys(verb)[0])).toEqual(['Record', 'Hangup']);
    expect(response.Response[0][':@']).toEqual({
      '@_action': `${URL}/recorded/2`,
      '@_method': 'POST',
      '@_timeout': '6',
      '@_finishOnKey': '#',
      '@_maxLength': '90',
      '@_playBeep': 'true',
      '@_trim': 'trim-silence',
      '@_recordingStatusCallback': `${URL}/recording`,
      '@_recordingStatusCallbackMethod': 'POST',
      '@_recordingStatusCallbackEvent': 'completed',
    });
  });

  it.each(LANGUAGES)('of the longest call stays under 64 KB: %s', (language) => {
    const words = '&<'.repeat(250);
    const line = makeLine({ greeting: words, notice: words, name: '&'.repeat(60), languages: [language] });
    const event = { kind: 'call-received', callId: CALL_ID, from: CALLER, to: OWN_NUMBER } as const;
    const result = step(undefined, event, { line, language, textFollows: false, paused: false, now: START });
    if (result === 'stale') throw new Error('stale');
    const xml = renderTwiml(result.say, URL);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(Buffer.byteLength(xml)).toBeLessThan(64 * 1024);
    expect(xml.match(/<Record /g)).toHaveLength(3);
  });
});
