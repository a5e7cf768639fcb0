import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { assertNever } from '../contract/failure';
import { plainText } from '../contract/plain-text';
import { wordsOf } from './languages';
import type { Speech } from './step';

/** Silence that ends a message: long, for people who stutter, look something up or use a relay. */
export const SILENCE_SECONDS = 6;

/**
 * Renders what the line does as TwiML.
 *
 * @param phoneUrl the web trigger's URL, without a slash at its end; callbacks are absolute below it, because Twilio
 *   signs the whole URL.
 */
export function renderTwiml(speech: readonly Speech[], phoneUrl: string): string {
  const response = new VoiceResponse();
  for (const verb of speech) {
    switch (verb.kind) {
      case 'say': {
        const { tag, voice } = wordsOf(verb.language);
        // The types list the voices of one month; Twilio's page has the current ones.
        const attributes: Record<string, string> = { language: tag, voice };
        // An admin's words may hold anything; a character that XML forbids would throw and silence the line.
        response.say(attributes, plainText(verb.text));
        break;
      }
      case 'record':
        response.record({
          action: `${phoneUrl}/recorded/${verb.attempt}`,
          method: 'POST',
          timeout: SILENCE_SECONDS,
          finishOnKey: '#',
          maxLength: verb.maxSeconds,
          playBeep: true,
          // Without its silent ends a message that holds nothing is empty, and Twilio goes on to the next verb.
          trim: 'trim-silence',
          recordingStatusCallback: `${phoneUrl}/recording`,
          recordingStatusCallbackMethod: 'POST',
          recordingStatusCallbackEvent: ['completed'],
        });
        break;
      case 'hang-up':
        response.hangup();
        break;
      default:
        assertNever(verb);
    }
  }
  return response.toString();
}
