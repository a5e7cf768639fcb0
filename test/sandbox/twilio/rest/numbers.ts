import type { Hono } from 'hono';
import type { NumberRecord } from '../records';
import type { Exchange } from '../session';
import { makeNotFound } from './errors';
import { type Form, readField, readForm, readMethodField, readUrlField } from './form';
import { answerPage } from './paging';
import { showNumber } from './resources';

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export function addNumberRoutes(app: Hono, exchange: Exchange): void {
  const { account } = exchange;
  const { accountSid } = account.credentials;
  const find = (file: string, path: string): NumberRecord => {
    const number = account.numbers.get(file.slice(0, 34));
    if (number === undefined) throw makeNotFound(path);
    return number;
  };

  app.get('/IncomingPhoneNumbers.json', (context) => {
    const url = new URL(context.req.url);
    const { searchParams } = url;
    // Part of a number is enough; blanks are a `+` that nobody escaped.
    const pattern = searchParams.get('PhoneNumber')?.replace(/[^\d]/g, '');
    const name = searchParams.get('FriendlyName');
    const found = account.numbers.list().filter(({ phoneNumber, friendlyName }) => {
      return (!pattern || phoneNumber.includes(pattern)) && (!name || friendlyName === name);
    });
    return context.json(
      answerPage(url, 'incoming_phone_numbers', found, (number) => showNumber(accountSid, number)),
    );
  });
  app.get('/IncomingPhoneNumbers/:file{PN[0-9a-fA-F]{32}\\.json}', (context) =>
    context.json(showNumber(accountSid, find(context.req.param('file'), context.req.path))),
  );
  app.post('/IncomingPhoneNumbers/:file{PN[0-9a-fA-F]{32}\\.json}', async (context) => {
    const number = find(context.req.param('file'), context.req.path);
    const change = readChange(await readForm(context));
    const changed = { ...number, ...change, updatedAt: exchange.context.clock.now() };
    account.numbers.put(number.sid, changed);
    return context.json(showNumber(accountSid, changed));
  });
}

/** Only what the form names; an empty value clears. */
function readChange(form: Form): Partial<NumberRecord> {
  const change: Record<string, string | boolean | null | undefined> = {
    friendlyName: readField(form, 'FriendlyName'),
    voiceUrl: readUrlField(form, 'VoiceUrl', 21502),
    voiceMethod: readMethodField(form, 'VoiceMethod', 21403),
    voiceFallbackUrl: readUrlField(form, 'VoiceFallbackUrl', 21502),
    voiceFallbackMethod: readMethodField(form, 'VoiceFallbackMethod', 21403),
    statusCallback: readUrlField(form, 'StatusCallback', 21502),
    statusCallbackMethod: readMethodField(form, 'StatusCallbackMethod', 21403),
    smsUrl: readUrlField(form, 'SmsUrl', 21502),
    smsMethod: readMethodField(form, 'SmsMethod', 21403),
    smsFallbackUrl: readUrlField(form, 'SmsFallbackUrl', 21502),
    smsFallbackMethod: readMethodField(form, 'SmsFallbackMethod', 21403),
    voiceApplicationSid: readSidField(form, 'VoiceApplicationSid'),
    smsApplicationSid: readSidField(form, 'SmsApplicationSid'),
    trunkSid: readSidField(form, 'TrunkSid'),
    voiceCallerIdLookup: form.has('VoiceCallerIdLookup')
      ? readField(form, 'VoiceCallerIdLookup') === 'true'
      : undefined,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function readSidField(form: Form, name: string): string | null | undefined {
  const value = readField(form, name);
  return value === '' ? null : value;
}
