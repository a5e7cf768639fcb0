import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { fallbackUrl, LONGEST_URL } from '../../src/call/fallback';
import { wordsOf } from '../../src/call/languages';
import { LANGUAGES } from '../../src/contract/language';
import { makeLine } from './fakes';

/** As long as the URLs of web triggers are. */
const PHONE_URL = `https://6f1f4c0e-5d0b-4c55-9a07-2f3f1c2b7a10.webtrigger.atlassian.app/public/${'x'.repeat(25)}`;
const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' });

/** The document that such a URL gets: each verb with its attributes and its words. */
function readEcho(url: string): { name: string; words: string; attributes: Record<string, string> }[] {
  const { origin, pathname, searchParams } = new URL(url);
  expect(origin + pathname).toBe('https://twimlets.com/echo');
  expect([...searchParams.keys()]).toEqual(['Twiml']);
  const twiml = searchParams.get('Twiml') ?? '';
  expect(XMLValidator.validate(twiml)).toBe(true);
  const [{ Response: verbs }] = parser.parse(twiml);
  return verbs.map((verb: Record<string, unknown> & { ':@': Record<string, string> }) => {
    const [name = ''] = Object.keys(verb);
    const [text] = verb[name] as { '#text'?: string }[];
    return { name, words: text?.['#text'] ?? '', attributes: verb[':@'] };
  });
}

describe("the fallback of a line's number", () => {
  it.each(LANGUAGES)('tells of the outage and of the recording, then listens: %s', (language) => {
    const { spoken, tag, voice } = wordsOf(language);
    const url = fallbackUrl(makeLine({ languages: [language], maxMessageSeconds: 120 }), PHONE_URL);
    const [opening, record, silence, ...rest] = readEcho(url);
    expect(opening).toMatchObject({
      name: 'Say',
      words: `${spoken.outage} ${spoken.notice}`,
      attributes: { language: tag, voice },
    });
    expect(record?.name).toBe('Record');
    expect(record?.attributes).toEqual({
      action: expect.any(String),
      method: 'GET',
      timeout: '6',
      finishOnKey: '#',
      maxLength: '120',
      recordingStatusCallback: `${PHONE_URL}/recording`,
    });
    expect(silence).toMatchObject({ name: 'Say', words: spoken.goodbyeOutage });
    expect(rest).toEqual([]);
    const farewell = readEcho(record?.attributes.action ?? '');
    expect(farewell).toMatchObject([{ name: 'Say', words: spoken.messageTaken, attributes: { voice } }]);
  });

  it.each(LANGUAGES)('fits into a URL that anybody takes: %s', (language) => {
    const url = fallbackUrl(makeLine({ languages: [language] }), PHONE_URL);
    expect(url.length).toBeLessThanOrEqual(LONGEST_URL);
    expect(new URL(url).href).toBe(url);
  });

  it("says the line's own notice, unless that is too long to travel", () => {
    const noticeOf = (notice: string): string =>
      readEcho(fallbackUrl(makeLine({ languages: ['fr', 'en'], notice }), PHONE_URL))[0]?.words ?? '';
    const { outage, notice } = wordsOf('fr').spoken;
    expect(noticeOf('Nous enregistrons.')).toBe(`${outage} Nous enregistrons.`);
    expect(noticeOf('ж'.repeat(500))).toBe(`${outage} ${notice}`);
  });

  it('is whole whatever an admin wrote', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.constantFrom(
        '</Say><Hangup/>',
        '&Twiml=<Response/>',
        'a#b?c=d&e+f%20',
        ']]>',
        '"\'<!-- x -->',
        '\u0000',
      ),
    );
    fc.assert(
      fc.property(text, (notice) => {
        const url = fallbackUrl(makeLine({ notice }), PHONE_URL);
        expect(readEcho(url).map(({ name }) => name)).toEqual(['Say', 'Record', 'Say']);
        expect(url.length).toBeLessThanOrEqual(LONGEST_URL);
      }),
    );
  });
});
