import { z } from 'zod';
import { fail, type Result, succeed } from '../contract/failure';
import type { TwilioAccess } from '../settings/accounts';
import type { NumberDesk, NumberTargets, OwnNumber, Target } from '../settings/wiring';
import { ADMIN_TIMEOUT_MS } from './twilio-account';
import { attempt, openAccount } from './twilio-client';

/** More than any account of a help desk has; the page could not show them either. */
const MOST_NUMBERS = 1000;

const Url = z
  .string()
  .nullish()
  .transform((url) => url ?? '');
const Method = z.enum(['GET', 'POST']).nullish().catch('POST');
const ListedNumber = z.object({
  sid: z.string().regex(/^PN[0-9a-f]{32}$/i),
  phoneNumber: z.string(),
  friendlyName: z.string().nullish(),
  capabilities: z.object({ voice: z.boolean().catch(false), sms: z.boolean().catch(false) }),
  voiceApplicationSid: z.string().nullish(),
  trunkSid: z.string().nullish(),
  smsApplicationSid: z.string().nullish(),
  voiceUrl: Url,
  voiceMethod: Method,
  voiceFallbackUrl: Url,
  voiceFallbackMethod: Method,
  statusCallback: Url,
  statusCallbackMethod: Method,
  smsUrl: Url,
  smsMethod: Method,
  smsFallbackUrl: Url,
  smsFallbackMethod: Method,
});

type NumberService = Pick<NumberDesk, 'listNumbers' | 'findNumber' | 'pointNumber'>;

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export function createNumbers(access: TwilioAccess): NumberService {
  const resources = openAccount(access, ADMIN_TIMEOUT_MS);
  const list = async (phoneNumber?: string): Promise<Result<OwnNumber[]>> => {
    const listed = await attempt<unknown>(() =>
      resources.incomingPhoneNumbers.list({
        ...(phoneNumber !== undefined && { phoneNumber }),
        pageSize: MOST_NUMBERS,
        limit: MOST_NUMBERS,
      }),
    );
    if (!listed.ok) return listed;
    const parsed = z.array(ListedNumber).safeParse(listed.value);
    return parsed.success
      ? succeed(parsed.data.map(shown))
      : fail({ kind: 'malformed', service: 'twilio', detail: 'The list of numbers does not fit.' });
  };
  return {
    listNumbers: () => list(),
    async findNumber(number) {
      const listed = await list(number);
      // Twilio finds parts of numbers too.
      return listed.ok ? succeed(listed.value.find((one) => one.number === number)) : listed;
    },
    async pointNumber(id, targets) {
      const updated = await attempt(() => resources.incomingPhoneNumbers(id).update(fieldsOf(targets)));
      return updated.ok ? succeed(undefined) : updated;
    },
  };
}

const target = (url: string, method: 'GET' | 'POST' | null | undefined): Target => ({
  url,
  method: method ?? 'POST',
});

const shown = (listed: z.infer<typeof ListedNumber>): OwnNumber => ({
  id: listed.sid,
  number: listed.phoneNumber,
  name: listed.friendlyName ?? '',
  canTalk: listed.capabilities.voice,
  canText: listed.capabilities.sms,
  overruledBy: listed.trunkSid ? 'trunk' : listed.voiceApplicationSid ? 'application' : undefined,
  hasTextApplication: Boolean(listed.smsApplicationSid),
  targets: {
    voice: target(listed.voiceUrl, listed.voiceMethod),
    fallback: target(listed.voiceFallbackUrl, listed.voiceFallbackMethod),
    status: target(listed.statusCallback, listed.statusCallbackMethod),
    text: target(listed.smsUrl, listed.smsMethod),
    textFallback: target(listed.smsFallbackUrl, listed.smsFallbackMethod),
  },
});

/** Twilio changes what it is sent alone; an empty URL clears. */
const fieldsOf = ({ voice, fallback, status, text, textFallback }: Partial<NumberTargets>) => ({
  ...(voice && { voiceUrl: voice.url, voiceMethod: voice.method }),
  ...(fallback && { voiceFallbackUrl: fallback.url, voiceFallbackMethod: fallback.method }),
  ...(status && { statusCallback: status.url, statusCallbackMethod: status.method }),
  ...(text && { smsUrl: text.url, smsMethod: text.method }),
  ...(textFallback && { smsFallbackUrl: textFallback.url, smsFallbackMethod: textFallback.method }),
});
