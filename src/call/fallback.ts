import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import type { Language } from '../contract/language';
import { plainText } from '../contract/plain-text';
import type { Line } from '../contract/settings';
import { wordsOf } from './languages';
import { phrase } from './languages/phrase';
import { SILENCE_SECONDS } from './twiml';

/**
 * Twilio's own page that answers with the TwiML in its query, so that a number has somewhere to turn to while everything
 * of ours is out: https://www.twilio.com/labs/twimlets/echo. Twilio fetches it, never the app.
 */
const ECHO = new URL('/echo', 'https://twimlets.com');

/** Twilio documents no limit; more than this is not safe to put into a URL anywhere. */
export const LONGEST_URL = 2000;

/**
 * Where a line's number turns to when the app does not answer: the caller hears of the outage and of the recording, and
 * leaves a message. It is filed when the app is back, by the recording's own webhook or by reconciliation.
 *
 * All is said in the line's first language: Twilio does not know who calls before it asks.
 *
 * @param phoneUrl the web trigger's URL, without a slash at its end
 */
export function fallbackUrl(line: Line, phoneUrl: string): string {
  const language = line.languages[0] ?? 'en';
  const notice = phrase(language, 'notice', {}, line.prompts);
  const own = echoUrl(listen(line, language, line.notice ?? notice, phoneUrl));
  // A notice that is too long to travel in a URL gives way to ours, which says the same: nobody is recorded without.
  return own.length <= LONGEST_URL
    ? own
    : echoUrl(listen(line, language, phrase(language, 'notice'), phoneUrl));
}

function listen(line: Line, language: Language, notice: string, phoneUrl: string): VoiceResponse {
  const response = new VoiceResponse();
  say(response, `${phrase(language, 'outage')} ${plainText(notice)}`, language);
  // What Twilio does by itself is left out, for a short URL: it beeps, trims silence, posts its callback when the
  // recording is complete. An empty recording goes on with the next verb.
  response.record({
    action: echoUrl(farewell(phrase(language, 'messageTaken'), language)),
    method: 'GET',
    timeout: SILENCE_SECONDS,
    finishOnKey: '#',
    maxLength: line.maxMessageSeconds,
    recordingStatusCallback: `${phoneUrl}/recording`,
  });
  say(response, phrase(language, 'goodbyeOutage'), language);
  return response;
}

function farewell(words: string, language: Language): VoiceResponse {
  const response = new VoiceResponse();
  say(response, words, language);
  return response;
}

function say(response: VoiceResponse, text: string, language: Language): void {
  const { tag, voice } = wordsOf(language);
  const attributes: Record<string, string> = { language: tag, voice };
  response.say(attributes, text);
}

function echoUrl(response: VoiceResponse): string {
  const url = new URL(ECHO);
  // The declaration only says what is so without it.
  url.search = `Twiml=${encodeQueryValue(response.toString().replace(/^<\?xml[^>]*\?>/, ''))}`;
  return url.href;
}

/** Only what must be: every escape counts double in a URL that is inside a URL. RFC 3986, section 3.4. */
const encodeQueryValue = (text: string): string =>
  encodeURIComponent(text).replace(/%(?:2F|3A|3D|3F|2C|40)/g, decodeURIComponent);
