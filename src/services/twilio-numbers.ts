import { z } from 'zod';
import { fail, type Result, succeed } from '../contract/failure';
import type { TwilioAccess } from '../settings/accounts';
import type { NumberDesk, NumberTargets, Wired } from '../settings/wiring';
import { attempt, openAccount } from './twilio-client';

const ListedNumber = z.object({
  sid: z.string().regex(/^PN[0-9a-f]{32}$/i),
  phoneNumber: z.string(),
  voiceApplicationSid: z.string().nullish(),
  trunkSid: z.string().nullish(),
});

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const createNumberWiring = (account: TwilioAccess): NumberDesk['wireNumber'] => {
  const resources = openAccount(account);
  return async (number, targets): Promise<Result<Wired>> => {
    const listed = await attempt(() =>
      resources.incomingPhoneNumbers.list({ phoneNumber: number, limit: 50 }),
    );
    if (!listed.ok) return listed;
    const parsed = z.array(ListedNumber).safeParse(listed.value);
    if (!parsed.success)
      return fail({ kind: 'malformed', service: 'twilio', detail: 'The list of numbers does not fit.' });
    // Twilio finds parts of numbers too.
    const own = parsed.data.find(({ phoneNumber }) => phoneNumber === number);
    if (own === undefined) return succeed({ kind: 'missing' });
    if (own.trunkSid) return succeed({ kind: 'overruled', by: 'trunk' });
    if (own.voiceApplicationSid) return succeed({ kind: 'overruled', by: 'application' });
    const updated = await attempt(() => resources.incomingPhoneNumbers(own.sid).update(fieldsOf(targets)));
    return updated.ok ? succeed({ kind: 'wired' }) : updated;
  };
};

const fieldsOf = ({ voiceUrl, fallbackUrl, statusUrl, textUrl }: NumberTargets) => ({
  voiceUrl,
  voiceMethod: 'POST',
  voiceFallbackUrl: fallbackUrl,
  voiceFallbackMethod: 'GET',
  statusCallback: statusUrl,
  statusCallbackMethod: 'POST',
  smsUrl: textUrl,
  smsMethod: 'POST',
});
