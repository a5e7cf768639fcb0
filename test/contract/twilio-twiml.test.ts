import fc from 'fast-check';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { describe, expect, it } from 'vitest';
import { checkTwiml } from '../sandbox/twilio/twiml/check';
import { listElements, parseTwiml, readText, TwimlError } from '../sandbox/twilio/twiml/document';
import { messaging, voice, whispered } from '../sandbox/twilio/twiml/vocabulary';

/** What XML 1.0 can carry at all. */
const xmlText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => !/[\p{Cc}\uFFFE\uFFFF\uD800-\uDFFF]/u.test(text) && text.trim() !== '');

const judge = (inner: string): string[] =>
  checkTwiml(parseTwiml(`<Response>${inner}</Response>`), voice).map(({ message }) => message);

describe('parsing TwiML', () => {
  it('gives back any words that the official package wrote', () => {
    fc.assert(
      fc.property(xmlText, xmlText, (said, hint) => {
        const response = new VoiceResponse();
        response.gather({ hints: hint, action: '/next?a=1&b=2' }).say({ language: 'de-DE' }, said);
        const [gather] = listElements(parseTwiml(response.toString()));
        const [say] = gather ? listElements(gather) : [];
        expect(gather?.attributes.action).toBe('/next?a=1&b=2');
        expect(gather?.attributes.hints?.trim()).toBe(hint.replace(/[\t\n\r]/g, ' ').trim());
        expect(say && readText(say).replace(/ /g, '')).toBe(said.replace(/\s/g, ''));
      }),
    );
  });

  it('never throws anything but a TwimlError', () => {
    const tokens = [
      '<',
      '</',
      '>',
      '/>',
      'Say',
      'Response',
      ' a="b"',
      '&amp;',
      '&#0;',
      '&#xD800;',
      '&',
      '=',
      '"',
    ];
    const more = ['<!--', '-->', '<![CDATA[', ']]>', '<?x', '?>', '__proto__', '<Say>', '</Say>', '<Pause/>'];
    const soup = fc.array(fc.constantFrom(...tokens, ...more)).map((parts) => parts.join(''));
    const documents = fc.oneof(
      soup,
      soup.map((text) => `<Response>${text}</Response>`),
    );
    fc.assert(
      fc.property(documents, (text) => {
        try {
          parseTwiml(text);
        } catch (error) {
          expect(error).toBeInstanceOf(TwimlError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['an unclosed element', '<Response><Say>Hello</Response>'],
    ['an unquoted attribute', '<Response><Pause length=1/></Response>'],
    ['a bare ampersand', '<Response><Say>Fish & chips</Say></Response>'],
    ['an entity of HTML', '<Response><Say>a&nbsp;b</Say></Response>'],
    ['another root', '<response/>'],
    ['two roots', '<Response/><Response/>'],
    ['white space before the declaration', ' <?xml version="1.0"?><Response/>'],
    ['a DOCTYPE', '<!DOCTYPE r [<!ENTITY x "y">]><Response><Say>&x;</Say></Response>'],
    ['no XML', 'Hello'],
  ])('refuses %s with 12100', (_, document) => {
    expect(() => parseTwiml(document)).toThrow(expect.objectContaining({ code: 12100 }));
  });

  it('takes 64 KB, and refuses a byte more with 11750', () => {
    const fill = (bytes: number): string => `<Response><Say>${'é'.repeat((bytes - 32) / 2)}</Say></Response>`;
    expect(new TextEncoder().encode(fill(65_536))).toHaveLength(65_536);
    expect(() => parseTwiml(fill(65_536))).not.toThrow();
    expect(() => parseTwiml(`${fill(65_536)} `)).toThrow(expect.objectContaining({ code: 11750 }));
  });

  it('reads entities, character references and CDATA', () => {
    const [say] = listElements(
      parseTwiml('<Response><Say>1 &lt; 2 &#228; &#x1F600; <![CDATA[& <b>]]></Say></Response>'),
    );
    expect(say && readText(say)).toBe('1 < 2 ä 😀 & <b>');
  });

  it('reads SSML as a voice would say it', () => {
    const response = new VoiceResponse();
    const say = response.say('Your number is');
    say.sayAs({ 'interpret-as': 'digits' }, '42');
    say.break({ time: '300ms' });
    say.sub({ alias: 'for example' }, 'e.g.');
    const root = parseTwiml(response.toString());
    expect(checkTwiml(root, voice)).toEqual([]);
    expect(listElements(root).map(readText)).toEqual(['Your number is 42 for example']);
  });
});

describe('checking TwiML', () => {
  it('knows every attribute that the official package can write', () => {
    const response = new VoiceResponse();
    response.say({ voice: 'Google.de-DE-Neural2-A', language: 'de-DE', loop: 2 }, 'Hallo');
    response.play({ loop: 0, digits: '1w2' });
    response.pause({ length: 3 });
    response
      .gather({
        input: ['dtmf', 'speech'],
        action: 'next#rc=2',
        method: 'POST',
        timeout: 4,
        numDigits: 1,
        finishOnKey: '',
        speechTimeout: '3',
        maxSpeechTime: 30,
        speechModel: 'phone_call',
        enhanced: true,
        language: 'en-US',
        hints: 'one, two',
        profanityFilter: false,
        bargeIn: true,
        debug: false,
        actionOnEmptyResult: true,
      })
      .pause();
    response.record({
      action: '/r',
      method: 'GET',
      timeout: 9,
      finishOnKey: '*',
      maxLength: 14_400,
      playBeep: false,
      trim: 'do-not-trim',
      recordingStatusCallback: 'https://example.com/s',
      recordingStatusCallbackMethod: 'GET',
      recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
      transcribe: false,
    });
    response
      .dial({ action: '/d', timeout: 9, timeLimit: 60, hangupOnStar: true, callerId: '+14155550100' })
      .number({ sendDigits: 'ww1' }, '+14155552671');
    response.redirect({ method: 'GET' }, '../again');
    response.reject({ reason: 'busy' });
    response.hangup();
    expect(checkTwiml(parseTwiml(response.toString()), voice)).toEqual([]);
  });

  it.each([
    ['<Shout>Hi</Shout>', 'is not TwiML'],
    ['<say>Hi</say>', 'case-sensitive'],
    ['<Say loud="yes">Hi</Say>', 'no attribute "loud"'],
    ['<Say Voice="man">Hi</Say>', 'no attribute "Voice"'],
    ['<Say language="not a tag">Hi</Say>', 'BCP 47'],
    ['<Say voice="nobody">Hi</Say>', 'voice'],
    ['<Pause length="-1"/>', 'whole number'],
    ['<Record maxLength="0"/>', 'whole number'],
    ['<Record maxLength="14401"/>', 'to 14400'],
    ['<Record finishOnKey="x"/>', 'keys'],
    ['<Record timeout="2.5"/>', 'whole number'],
    ['<Record playBeep="no"/>', 'true, false'],
    ['<Record method="PUT"/>', 'GET, POST'],
    ['<Record recordingStatusCallbackEvent="finished"/>', 'absent'],
    ['<Gather input="voice"/>', 'some of'],
    ['<Gather><Record/></Gather>', '<Record> may not stand in <Gather>'],
    ['<Record>Hello</Record>', 'may not hold text'],
    ['<Say><Pause/></Say>', '<Pause> may not stand in <Say>'],
    ['Hello', 'may not hold text'],
    ['<Number>1</Number>', 'may not stand in <Response>'],
    ['<Redirect>x</Redirect><Say><p><p>x</p></p></Say>', '<p> may not stand in <p>'],
    ['<Gather finishOnKey="*#"/>', 'one of the keys'],
    ['<Gather language="en"/>', 'locale'],
    [`<Gather hints="a, ${'b'.repeat(101)}"/>`, '100 characters'],
    ['<Gather><Play digits="1"/></Gather>', '<Play digits> may not stand in <Gather>'],
  ])('complains of %s', (inner, complaint) => {
    expect(judge(inner).join('\n')).toContain(complaint);
  });

  it('warns of speechTimeout="auto" beside a speech model as Twilio does (13335)', () => {
    const root = parseTwiml('<Response><Gather speechTimeout="auto" speechModel="phone_call"/></Response>');
    expect(checkTwiml(root, voice)).toEqual([expect.objectContaining({ code: 13335 })]);
  });

  it('lets the recogniser that knows languages without a country have them', () => {
    expect(judge('<Gather language="multi" speechModel="deepgram_nova-3" speechTimeout="2"/>')).toEqual([]);
  });

  it.each([
    ['a basic voice', '', 4096],
    ['one of Amazon', 'voice="Polly.Joanna"', 3000],
    ['one of Google', 'voice="Google.de-DE-Neural2-A"', 4500],
  ])('warns of more text than the voice takes (13521): %s', (_, attributes, most) => {
    const say = (characters: number): string => `<Say ${attributes}>${'x'.repeat(characters)}</Say>`;
    expect(judge(say(most))).toEqual([]);
    expect(
      checkTwiml(parseTwiml(`<Response>${say(most + 1)}</Response>`), voice).map(({ code }) => code),
    ).toEqual([13521]);
  });

  it('counts tags for the voices of Google only, and bytes for all', () => {
    const say = (voiceName: string): string => `<Say voice="${voiceName}">${'<s>é</s>'.repeat(700)}</Say>`;
    expect(judge(say('Polly.Joanna'))).toEqual([]);
    expect(judge(say('Google.de-DE-Neural2-A')).join()).toContain('6300 bytes');
  });

  it('allows less before a call is connected', () => {
    const document = parseTwiml('<Response><Say>Hi</Say><Gather><Pause/></Gather><Record/></Response>');
    expect(checkTwiml(document, whispered).map(({ message }) => message)).toEqual([
      '<Record> may not stand in <Response>',
    ]);
  });

  it.each([
    '<Start><Transcription/></Start>',
    '<Enqueue>q</Enqueue>',
    '<Leave/>',
    '<Record transcribe="true"/>',
  ])('says loudly that the sandbox does not execute %s', (inner) => {
    expect(() => judge(inner)).toThrow(/sandbox does not/);
  });

  it('knows texts from calls', () => {
    const text = parseTwiml('<Response><Message><Body>Hi</Body></Message></Response>');
    expect(checkTwiml(text, messaging)).toEqual([]);
    expect(checkTwiml(text, voice)).not.toEqual([]);
  });
});
