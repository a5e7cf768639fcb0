import type { Call } from '../contract/call';
import { type Language, matchLanguage } from '../contract/language';
import type { Line } from '../contract/settings';

/** The language that the caller spoke, as far as we speak it too; else the one that the line spoke. */
export const callerLanguageOf = (call: Call): Language =>
  matchLanguage(call.transcript?.language ?? '') ?? call.language;

/** The language that a call's request is written in. */
export const ticketLanguageOf = (call: Call, line: Line): Language =>
  line.ticketLanguage === 'caller' ? callerLanguageOf(call) : line.ticketLanguage;
