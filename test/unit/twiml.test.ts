import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import type { Ask, Speech } from '../../src/call/speech';
import { renderTwiml } from '../../src/call/twiml';
import { LANGUAGES } from '../../src/contract/language';
import { checkTwiml } from '../sandbox/twilio/twiml/check';
import { parseTwiml } from '../sandbox/twilio/twiml/document';
import { voice } from '../sandbox/twilio/twiml/vocabulary';
import { around, received, take } from './call-events';
import { makeLine } from './fakes';

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

  const verbsIn = (speech: readonly Speech[]) => {
    const [, response] = parser.parse(renderTwiml(speech, URL));
    return response.Response;
  };
  const question = (more: Partial<Ask> = {}): Ask => ({
    kind: 'ask',
    at: '/recap/1',
    say: [{ kind: 'say', text: 'Right?', language: 'de' }],
    language: 'de',
    timeoutSeconds: 6,
    ...more,
  });

  it('records to absolute URLs below the web trigger, and asks for the attempt it is', () => {
    const verbs = verbsIn([
      { kind: 'record', at: '/listening/2', maxSeconds: 90, finishOnKey: '#0*' },
      { kind: 'hang-up' },
    ]);
    expect(verbs.map((verb: object) => Object.keys(verb)[0])).toEqual(['Record', 'Hangup']);
    expect(verbs[0][':@']).toEqual({
      '@_action': `${URL}/listening/2`,
      '@_method': 'POST',
      '@_timeout': '6',
      '@_finishOnKey': '#0*',
      '@_maxLength': '90',
      '@_playBeep': 'true',
      '@_trim': 'trim-silence',
      '@_recordingStatusCallback': `${URL}/recording`,
      '@_recordingStatusCallbackMethod': 'POST',
      '@_recordingStatusCallbackEvent': 'completed',
    });
  });

  it('listens for keys, for words, or for both, and never leaves the end of speech to guesswork', () => {
    const [keys] = verbsIn([question({ keys: { count: 1, finishOnKey: '' } })]);
    expect(keys[':@']).toEqual({
      '@_action': `${URL}/recap/1`,
      '@_method': 'POST',
      '@_input': 'dtmf',
      '@_timeout': '6',
      '@_finishOnKey': '',
      '@_numDigits': '1',
    });
    const [both] = verbsIn([
      question({ keys: { finishOnKey: '#' }, speech: { hints: ['ja', 'nein'] }, onEmpty: true }),
    ]);
    expect(both[':@']).toEqual({
      '@_action': `${URL}/recap/1`,
      '@_method': 'POST',
      '@_input': 'dtmf speech',
      '@_timeout': '6',
      '@_actionOnEmptyResult': 'true',
      '@_finishOnKey': '#',
      '@_language': 'de-DE',
      '@_speechTimeout': '2',
      '@_maxSpeechTime': '60',
      '@_hints': 'ja, nein',
    });
    expect(both.Gather[0].Say[0]['#text']).toBe('Right?');
  });

  it('hints at what is likely to be said, each as one, in no more than Twilio takes', () => {
    const hintsOf = (hints: string[]): string =>
      verbsIn([question({ speech: { hints } })])[0][':@']['@_hints'];
    expect(hintsOf(['Research, Development', ' two\n lines '])).toBe('Research Development, two lines');
    expect(hintsOf(['x'.repeat(300), 'y'])).toBe(`${'x'.repeat(100)}, y`);
    expect(hintsOf(['\u0000a\ud800', ' , '])).toBe('a\ufffd');
    expect(hintsOf([])).toBeUndefined();
  });

  it('speaks in the voice of the language, or in another one', () => {
    const [own, other] = verbsIn([
      { kind: 'say', text: 'Ja', language: 'de' },
      { kind: 'say', text: 'Ja', language: 'de', voice: 'Google.de-DE-Wavenet-B' },
    ]);
    expect(own[':@']).toEqual({ '@_language': 'de-DE', '@_voice': wordsOf('de').voice });
    expect(other[':@']).toEqual({ '@_language': 'de-DE', '@_voice': 'Google.de-DE-Wavenet-B' });
  });

  it('says what is long in parts, each whole and none lost', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 400, maxLength: 3000 }),
      fc
        .array(fc.constantFrom('word', 'あ、', '🙂', 'x'.repeat(600)), { minLength: 10, maxLength: 40 })
        .map((parts) => parts.join(' ').slice(0, 4000)),
    );
    fc.assert(
      fc.property(text, (words) => {
        const xml = renderTwiml([say(words)], URL);
        expect(checkTwiml(parseTwiml(xml), voice)).toEqual([]);
        const parts = [...xml.matchAll(/<Say[^>]*>([^<]*)<\/Say>/g)].map(([, part = '']) => part);
        for (const part of parts) expect(part.isWellFormed()).toBe(true);
        const whole = xml.replace(/<\/Say><Say[^>]*>/g, '');
        expect(readBack(whole).replaceAll('&#xD;', '\r')).toBe(
          words.replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, ''),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('plays its own music, goes on by POST, and rings a person with a word in their ear', () => {
    const [play, go, dial] = verbsIn([
      { kind: 'music' },
      { kind: 'go', to: '/waiting/2' },
      {
        kind: 'dial',
        number: '+14155550123',
        callerId: '+14155550100',
        ringSeconds: 25,
        at: '/person/1',
        whisper: '/whisper/CA1',
      },
    ]);
    expect(play.Play[0]['#text']).toBe(`${URL}/music`);
    expect([go.Redirect[0]['#text'], go[':@']]).toEqual([`${URL}/waiting/2`, { '@_method': 'POST' }]);
    expect(dial[':@']).toEqual({
      '@_action': `${URL}/person/1`,
      '@_method': 'POST',
      '@_timeout': '25',
      '@_answerOnBridge': 'true',
      '@_callerId': '+14155550100',
    });
    expect(dial.Dial[0].Number[0]['#text']).toBe('+14155550123');
    expect(dial.Dial[0][':@']).toEqual({ '@_url': `${URL}/whisper/CA1`, '@_method': 'POST' });
  });

  it('rejects a call with nothing before it', () => {
    expect(renderTwiml([{ kind: 'reject' }], URL)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>',
    );
  });

  it.each(LANGUAGES)('of the longest call stays under 64 KB: %s', (language) => {
    const words = '&<'.repeat(250);
    const line = makeLine({
      greeting: words,
      notice: words,
      name: '&'.repeat(60),
      languages: [language],
      mayDecline: true,
      vocabulary: Array.from({ length: 100 }, () => '&'.repeat(50)),
      transfer: { number: '+14155550123', ringSeconds: 20 },
    });
    const { say: speech } = take(undefined, received, around({ line, language }));
    const xml = renderTwiml(speech, URL);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(Buffer.byteLength(xml)).toBeLessThan(64 * 1024);
    expect(checkTwiml(parseTwiml(xml), voice)).toEqual([]);
    expect(xml.match(/<Record /g)).toHaveLength(3);
  });
});
