import { makeOptOutKey, sendText } from './messages';
import type { MessageRecord } from './records';
import type { Exchange } from './session';

/** What Twilio has made of a text, in the words of `OptOutType`. */
export type OptOutType = 'STOP' | 'START' | 'HELP';

/** https://help.twilio.com/articles/223134027: the keywords of long codes' default opt-out. */
const KEYWORDS: Readonly<Record<OptOutType, readonly string[]>> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};
const REPLIES: Readonly<Record<OptOutType, string>> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/**
 * Twilio's own answer to STOP, START and HELP, given before the application hears of the text.
 * After STOP nothing more can be sent to that person from that number (21610).
 * @returns which of them it was; nothing where Twilio leaves them to the application.
 */
export function handleKeyword(exchange: Exchange, incoming: MessageRecord): OptOutType | undefined {
  const { optOuts, settings } = exchange.account;
  if (!settings().ownOptOut) return undefined;
  const type = findKeyword(incoming.body);
  if (type === undefined) return undefined;
  const key = makeOptOutKey(incoming.to, incoming.from);
  const hadStopped = optOuts.get(key) !== undefined;
  if (type === 'START') optOuts.delete(key);
  if (isAnswered(type, hadStopped, settings().advancedOptOut)) {
    sendText(exchange, {
      from: incoming.to,
      to: incoming.from,
      body: REPLIES[type],
      direction: 'outbound-reply',
    });
  }
  if (type === 'STOP') optOuts.put(key, { from: incoming.to, to: incoming.from });
  return type;
}

/** Nobody is told twice; with Advanced Opt-Out, who has stopped gets no help, and who starts is always told. */
function isAnswered(type: OptOutType, hadStopped: boolean, isAdvanced: boolean): boolean {
  if (type === 'STOP') return !hadStopped;
  return type === 'START' ? hadStopped || isAdvanced : !(hadStopped && isAdvanced);
}

function findKeyword(body: string): OptOutType | undefined {
  const word = body.trim().toUpperCase();
  return (['STOP', 'START', 'HELP'] as const).find((type) => KEYWORDS[type].includes(word));
}
