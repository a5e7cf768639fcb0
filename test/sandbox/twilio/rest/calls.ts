import type { Hono } from 'hono';
import { isValidPhoneNumber } from 'libphonenumber-js';
import type { Switchboard } from '../exchange';
import type { Instructions } from '../execute';
import type { Interruption } from '../line';
import type { StatusCallback } from '../phone';
import type { CallRecord, NumberRecord } from '../records';
import type { Exchange } from '../session';
import { makeBadRequest, makeNotFound } from './errors';
import { type Form, readField, readForm, readMethodField, readUrlField } from './form';
import { answerPage, matchesDate, matchesText } from './paging';
import { showCall } from './resources';

const DEFAULT_TIMEOUT_SECONDS = 60;

/** https://www.twilio.com/docs/voice/api/call-resource */
export function addCallRoutes(app: Hono, exchange: Exchange, switchboard: Switchboard): void {
  const { account } = exchange;
  const { accountSid } = account.credentials;
  const find = (sid: string, path: string): CallRecord => {
    const call = account.calls.get(sid);
    if (call === undefined) throw makeNotFound(path);
    return call;
  };

  app.get('/Calls.json', (context) => {
    const url = new URL(context.req.url);
    const calls = account.calls.list().reverse();
    const found = calls.filter((call) => matchesQuery(url, call));
    return context.json(answerPage(url, 'calls', found, (call) => showCall(accountSid, call)));
  });
  app.post('/Calls.json', async (context) => {
    const form = await readForm(context);
    const call = switchboard.makeCall({
      from: readFrom(exchange, form),
      to: readTo(form),
      instructions: readInstructions(form),
      fallback: {
        url: readUrlField(form, 'FallbackUrl', 21205) ?? '',
        method: readMethodField(form, 'FallbackMethod', 21207) ?? 'POST',
      },
      statusCallback: readStatusCallback(form),
      timeout: Number(readField(form, 'Timeout') ?? DEFAULT_TIMEOUT_SECONDS),
    });
    return context.json(showCall(accountSid, find(call.sid, context.req.path)), 201);
  });
  app.get('/Calls/:file{CA[0-9a-fA-F]{32}\\.json}', (context) => {
    const sid = context.req.param('file').slice(0, 34);
    return context.json(showCall(accountSid, find(sid, context.req.path)));
  });
  app.post('/Calls/:file{CA[0-9a-fA-F]{32}\\.json}', async (context) => {
    const sid = context.req.param('file').slice(0, 34);
    const call = find(sid, context.req.path);
    const interruption = readInterruption(await readForm(context), call);
    switchboard.find(sid)?.interrupt(interruption);
    const status = interruption.kind === 'end' ? interruption.status : call.status;
    return context.json(showCall(accountSid, { ...call, status }));
  });
  app.delete('/Calls/:file{CA[0-9a-fA-F]{32}\\.json}', (context) => {
    const call = find(context.req.param('file').slice(0, 34), context.req.path);
    if (!isOver(call)) throw makeBadRequest(20001, 'Call is still in progress');
    account.calls.delete(call.sid);
    return context.body(null, 204);
  });
}

const isOver = (call: CallRecord): boolean => !['queued', 'ringing', 'in-progress'].includes(call.status);

const matchesQuery = (url: URL, call: CallRecord): boolean =>
  matchesText(url, 'To', call.to) &&
  matchesText(url, 'From', call.from) &&
  matchesText(url, 'Status', call.status) &&
  matchesText(url, 'ParentCallSid', call.parentCallSid ?? '') &&
  matchesDate(url, 'StartTime', call.startedAt ?? call.createdAt) &&
  matchesDate(url, 'EndTime', call.endedAt);

function readTo(form: Form): string {
  const to = readField(form, 'To') ?? '';
  if (to === '') throw makeBadRequest(21201, "No 'To' number is specified");
  if (!isValidPhoneNumber(to)) {
    throw makeBadRequest(21211, `The phone number you are attempting to call, ${to}, is not valid.`);
  }
  return to;
}

function readFrom(exchange: Exchange, form: Form): NumberRecord {
  const from = readField(form, 'From') ?? '';
  if (from === '') throw makeBadRequest(21213, "'From' phone number is required");
  const number = exchange.account.findNumber(from);
  if (number === undefined) {
    const message = `The source phone number provided, ${from}, is not yet verified for your account.`;
    throw makeBadRequest(21210, message);
  }
  return number;
}

function readInstructions(form: Form): Instructions {
  const twiml = readField(form, 'Twiml');
  if (twiml) return { kind: 'given', twiml };
  const url = readUrlField(form, 'Url', 21205);
  if (!url) throw makeBadRequest(21205, 'Url parameter is required.');
  const method = readMethodField(form, 'Method', 21207) ?? 'POST';
  return { kind: 'fetch', target: { url, method, params: {}, purpose: 'call' } };
}

function readStatusCallback(form: Form): StatusCallback | undefined {
  const url = readUrlField(form, 'StatusCallback', 21609);
  if (!url) return undefined;
  const events = form.get('StatusCallbackEvent')?.flatMap((value) => value.split(/\s+/)) ?? ['completed'];
  return { url, method: readMethodField(form, 'StatusCallbackMethod', 21219) ?? 'POST', events };
}

function readInterruption(form: Form, call: CallRecord): Interruption {
  if (isOver(call)) throw makeBadRequest(21220, 'Call is not in-progress. Cannot redirect.');
  const status = readField(form, 'Status');
  if (status === 'completed') return { kind: 'end', status };
  if (status === 'canceled') {
    if (call.status === 'in-progress') throw makeBadRequest(21220, 'Call is in-progress. Cannot cancel.');
    return { kind: 'end', status };
  }
  if (status !== undefined) throw makeBadRequest(21218, `Invalid status: ${status}`);
  const twiml = readField(form, 'Twiml');
  if (twiml) return { kind: 'replace', twiml };
  const url = readUrlField(form, 'Url', 21205);
  if (!url) throw makeBadRequest(21218, 'Nothing to change: Status, Url or Twiml expected');
  return { kind: 'redirect', url, method: readMethodField(form, 'Method', 21207) ?? 'POST' };
}
