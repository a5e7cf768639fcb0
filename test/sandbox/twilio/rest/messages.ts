import type { Hono } from 'hono';
import { refuseText, sendText } from '../messages';
import type { MessageRecord } from '../records';
import type { Exchange } from '../session';
import { makeBadRequest, makeNotFound } from './errors';
import { readField, readForm } from './form';
import { answerPage, matchesDate, matchesText } from './paging';
import { showMessage } from './resources';

/** What a real account could do that this one can't: said aloud instead of being ignored. */
const NOT_SUPPORTED = ['MediaUrl', 'ContentSid', 'SendAt', 'ScheduleType', 'ApplicationSid'];

/** https://www.twilio.com/docs/messaging/api/message-resource */
export function addMessageRoutes(app: Hono, exchange: Exchange): void {
  const { account } = exchange;
  const { accountSid } = account.credentials;
  const find = (file: string, path: string): MessageRecord => {
    const message = account.messages.get(file.slice(0, 34));
    if (message === undefined) throw makeNotFound(path);
    return message;
  };

  app.get('/Messages.json', (context) => {
    const url = new URL(context.req.url);
    const messages = account.messages.list().reverse();
    const found = messages.filter(
      ({ to, from, sentAt }) =>
        matchesText(url, 'To', to) && matchesText(url, 'From', from) && matchesDate(url, 'DateSent', sentAt),
    );
    return context.json(answerPage(url, 'messages', found, (message) => showMessage(accountSid, message)));
  });
  app.post('/Messages.json', async (context) => {
    const form = await readForm(context);
    const unsupported = NOT_SUPPORTED.find((name) => form.has(name));
    if (unsupported) throw makeBadRequest(20001, `The sandbox does not support ${unsupported}`);
    const service = readField(form, 'MessagingServiceSid');
    if (service) throw makeBadRequest(21705, `The Messaging Service Sid ${service} is invalid.`);
    const validity = readField(form, 'ValidityPeriod');
    if (validity !== undefined && !(Number(validity) >= 1 && Number(validity) <= 36_000)) {
      throw makeBadRequest(21618, `ValidityPeriod ${validity} is not between 1 and 36000`);
    }
    const text = {
      from: readField(form, 'From') ?? '',
      to: readField(form, 'To') ?? '',
      body: readField(form, 'Body') ?? '',
      statusCallback: readField(form, 'StatusCallback'),
    };
    const refusal = refuseText(exchange, text);
    if (refusal) throw makeBadRequest(refusal.code, refusal.message);
    return context.json(showMessage(accountSid, sendText(exchange, text)), 201);
  });
  app.get('/Messages/:file{(SM|MM)[0-9a-fA-F]{32}\\.json}', (context) => {
    const message = find(context.req.param('file'), context.req.path);
    return context.json(showMessage(accountSid, message));
  });
  /** Only redaction: an empty body takes the words out of Twilio's memory. */
  app.post('/Messages/:file{(SM|MM)[0-9a-fA-F]{32}\\.json}', async (context) => {
    const message = find(context.req.param('file'), context.req.path);
    if (readField(await readForm(context), 'Body') !== '') {
      throw makeBadRequest(20001, "Only an empty 'Body' (redaction) can be set");
    }
    const redacted = { ...message, body: '', updatedAt: exchange.context.clock.now() };
    account.messages.put(message.sid, redacted);
    return context.json(showMessage(accountSid, redacted));
  });
  app.delete('/Messages/:file{(SM|MM)[0-9a-fA-F]{32}\\.json}', (context) => {
    account.messages.delete(find(context.req.param('file'), context.req.path).sid);
    return context.body(null, 204);
  });
}
