import MessagingBase from 'twilio/lib/rest/MessagingBase';
import { z } from 'zod';
import { fail, type Result, succeed } from '../contract/failure';
import type { TwilioAccess } from '../settings/accounts';
import type { AccountDesk, Registrations } from '../settings/wiring';
import { mediaUrl } from './twilio';
import { ADMIN_TIMEOUT_MS } from './twilio-account';
import { attempt, openAccount, openClient } from './twilio-client';

/** Two requests each, all at once: Forge lets an invocation make a hundred a minute. */
const MOST_SERVICES = 20;

const Services = z.array(
  z.object({ sid: z.string().regex(/^MG[0-9a-f]{32}$/i), useInboundWebhookOnNumber: z.boolean().nullish() }),
);
const Numbers = z.array(z.object({ phoneNumber: z.string() }));
const Campaigns = z.array(z.object({ campaignStatus: z.string().nullish() }));
const Verifications = z.array(z.object({ tollfreePhoneNumberSid: z.string(), status: z.string() }));

/** See {@link AccountDesk}. */
export const createAccountDesk = (access: TwilioAccess): AccountDesk => ({
  isMediaOpen: () => isMediaOpen(access),
  loadRegistrations: () => loadRegistrations(access),
});

const Recordings = z.array(z.object({ sid: z.string().regex(/^RE[0-9a-f]{32}$/i) }));

/**
 * Whether the latest recording comes without a password: addresses of recordings stand in webhooks and comments.
 * https://www.twilio.com/docs/voice/api/recording#http-basic-authentication-for-media-urls
 */
async function isMediaOpen(access: TwilioAccess): Promise<Result<boolean | undefined>> {
  const resources = openAccount(access, ADMIN_TIMEOUT_MS);
  const listed = await typed(Recordings, () => resources.recordings.list({ pageSize: 1, limit: 1 }));
  if (!listed.ok) return listed;
  const [latest] = listed.value;
  if (latest === undefined) return succeed(undefined);
  return attempt(async () => {
    const signal = AbortSignal.timeout(ADMIN_TIMEOUT_MS);
    const answer = await fetch(mediaUrl(access, latest.sid), { signal });
    await answer.body?.cancel();
    return answer.ok;
  });
}

/** Kept in the United States, where credentials of other regions are not known. https://www.twilio.com/docs/messaging/api */
async function loadRegistrations(access: TwilioAccess): Promise<Result<Registrations>> {
  if (access.region !== 'us1')
    return fail({ kind: 'not-found', service: 'twilio', detail: 'Registrations are kept in region us1.' });
  const messaging = new MessagingBase(openClient(access, ADMIN_TIMEOUT_MS));
  // The only host of theirs besides the API's own.
  messaging.baseUrl = 'https://messaging.twilio.com';
  const { services, tollfreeVerifications } = messaging.v1;
  const [listed, verifications] = await Promise.all([
    typed(Services, () => services.list({ pageSize: 100, limit: MOST_SERVICES + 1 })),
    typed(Verifications, () => tollfreeVerifications.list({ pageSize: 100, limit: 1000 })),
  ]);
  if (!listed.ok) return listed;
  if (!verifications.ok) return verifications;
  if (listed.value.length > MOST_SERVICES)
    return fail({ kind: 'incomplete', service: 'twilio', detail: 'There are too many messaging services.' });
  const pools = await Promise.all(
    listed.value.map(async ({ sid, useInboundWebhookOnNumber }) => {
      const [numbers, campaigns] = await Promise.all([
        typed(Numbers, () => services(sid).phoneNumbers.list({ pageSize: 1000, limit: 1000 })),
        typed(Campaigns, () => services(sid).usAppToPerson.list({ pageSize: 100, limit: 100 })),
      ]);
      if (!numbers.ok) return numbers;
      if (!campaigns.ok) return campaigns;
      const isApproved = campaigns.value.some(({ campaignStatus }) => campaignStatus === 'VERIFIED');
      const own = numbers.value.map(({ phoneNumber }) => phoneNumber);
      return succeed({ own, isApproved, answers: useInboundWebhookOnNumber !== true });
    }),
  );
  const found: Registrations = {
    answeredElsewhere: [],
    registered: [],
    verified: verifications.value
      .filter(({ status }) => status === 'TWILIO_APPROVED')
      .map(({ tollfreePhoneNumberSid }) => tollfreePhoneNumberSid),
  };
  for (const pool of pools) {
    if (!pool.ok) return pool;
    if (pool.value.isApproved) found.registered.push(...pool.value.own);
    if (pool.value.answers) found.answeredElsewhere.push(...pool.value.own);
  }
  return succeed(found);
}

async function typed<T>(schema: z.ZodType<T>, ask: () => Promise<unknown>): Promise<Result<T>> {
  const answered = await attempt(ask);
  if (!answered.ok) return answered;
  const parsed = schema.safeParse(answered.value);
  if (parsed.success) return succeed(parsed.data);
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  const detail = `A list of Twilio's does not fit at "${where}".`;
  return fail({ kind: 'malformed', service: 'twilio', detail });
}
