import { handleKeyword, type OptOutType } from './keywords';
import { readTwimlAnswer } from './load';
import { describeIncomingText, refuseText, sendText, type TextTarget } from './messages';
import type { MessageRecord, NumberRecord } from './records';
import { countSegments } from './segments';
import type { Exchange } from './session';
import { listElements, readText, type TwimlElement, TwimlError } from './twiml/document';
import { messaging } from './twiml/vocabulary';
import { readMethod, resolveUrl } from './verbs/follow';

export interface IncomingText {
  from: string;
  to: string;
  body: string;
}

const MOST_REDIRECTS = 20;

/**
 * Somebody texts one of the account's numbers: the number's SMS URL is told, and its TwiML carried out.
 * @returns the text as kept, once the application has answered.
 * @throws RangeError when the number isn't the account's.
 */
export async function receiveText(exchange: Exchange, text: IncomingText): Promise<MessageRecord> {
  const { account, context } = exchange;
  const number = account.findNumber(text.to);
  if (number === undefined) throw new RangeError(`${text.to} is not a number of this account`);
  const now = context.clock.now();
  const message: MessageRecord = {
    sid: account.makeSid('SM'),
    direction: 'inbound',
    ...text,
    status: 'received',
    segments: countSegments(text.body),
    createdAt: now,
    updatedAt: now,
    sentAt: now,
  };
  account.messages.put(message.sid, message);
  context.log.add({ source: 'twilio', kind: 'text-received', title: `Text from ${text.from}: ${text.body}` });
  const keyword = handleKeyword(exchange, message);
  const told = account.settings().advancedOptOut ? keyword : undefined;
  const isOverruled = account
    .settings()
    .messagingServices.some(
      ({ numbers, useInboundWebhookOnNumber }) =>
        numbers.includes(number.phoneNumber) && !useInboundWebhookOnNumber,
    );
  if (number.smsUrl !== '' && number.smsApplicationSid === null && !isOverruled) {
    await answerText(exchange, number, message, told);
  }
  return message;
}

async function answerText(
  exchange: Exchange,
  number: NumberRecord,
  message: MessageRecord,
  keyword: OptOutType | undefined,
): Promise<void> {
  const params = {
    ...describeIncomingText(exchange, message),
    ...(keyword && { OptOutType: keyword }),
  };
  let target: TextTarget | undefined = { url: number.smsUrl, method: number.smsMethod, params };
  let hasFallenBack = false;
  for (let hop = 0; target !== undefined && hop < MOST_REDIRECTS; hop++) {
    const { url }: TextTarget = target;
    try {
      target = await fetchAndExecute(exchange, message, target);
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error;
      const { code, message: reason } = error;
      exchange.account.raiseAlert({ code, level: 'error', message: reason, resourceSid: message.sid, url });
      const failure = { ErrorCode: String(code), ErrorUrl: url };
      target =
        number.smsFallbackUrl === '' || hasFallenBack
          ? undefined
          : {
              url: number.smsFallbackUrl,
              method: number.smsFallbackMethod,
              params: { ...params, ...failure },
            };
      hasFallenBack = true;
    }
  }
}

/** Gives where to go on, after a `<Redirect>`. */
async function fetchAndExecute(
  exchange: Exchange,
  message: MessageRecord,
  target: TextTarget,
): Promise<TextTarget | undefined> {
  const outcome = await exchange.send({ ...target, purpose: 'text' });
  // A text needs no answer: an empty one is as good as an empty document.
  if (outcome.kind === 'answered' && outcome.body.trim() === '') return undefined;
  const root = readTwimlAnswer(outcome, messaging, (problem) => {
    if (exchange.strict) throw problem;
  });
  const document = { root, url: outcome.url, method: target.method };
  for (const verb of listElements(root)) {
    if (verb.name === 'Redirect') {
      const url = resolveUrl(readText(verb), document);
      return { url, method: readMethod(verb.attributes.method), params: target.params };
    }
    if (verb.name === 'Message') reply(exchange, message, verb, (url) => resolveUrl(url, document));
  }
  return undefined;
}

function reply(
  exchange: Exchange,
  message: MessageRecord,
  verb: TwimlElement,
  resolve: (url: string) => string,
): void {
  const { from, to, statusCallback, action } = verb.attributes;
  const callback = statusCallback ?? action;
  const text = {
    from: from ?? message.to,
    to: to ?? message.from,
    body: readText(verb),
    direction: 'outbound-reply' as const,
    statusCallback: callback === undefined ? undefined : resolve(callback),
  };
  const refusal = refuseText(exchange, text);
  if (refusal === undefined) sendText(exchange, text);
  else exchange.account.raiseAlert({ ...refusal, level: 'error', resourceSid: message.sid });
}
