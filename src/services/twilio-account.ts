import { z } from 'zod';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import type { TwilioAccess } from '../settings/accounts';
import type { AccountAnswer } from '../settings/providers';
import { attempt, openAccount } from './twilio-client';

/** Whoever asks waits at a page, and Forge ends a resolver after 25 s. */
export const ADMIN_TIMEOUT_MS = 6000;

const Account = z.object({ status: z.enum(['active', 'suspended', 'closed']), type: z.string() });

/** An account that does not answer to its own token any more: https://www.twilio.com/docs/api/errors/20005 */
const isSuspension = ({ detail }: Failure): boolean => detail.startsWith('20005');

/** Twilio answers 404 for an account that it does not have, 401 for all else that does not fit. */
const isRefusal = ({ kind }: Failure): boolean => kind === 'unauthorised' || kind === 'not-found';

/** See {@link Providers.askAccount}: https://www.twilio.com/docs/usage/api/account */
export async function askAccount({ apiKey: _, ...access }: TwilioAccess): Promise<Result<AccountAnswer>> {
  const fetched = await attempt<unknown>(() => openAccount(access, ADMIN_TIMEOUT_MS).fetch());
  if (!fetched.ok) {
    if (isSuspension(fetched.failure)) return succeed({ kind: 'known', status: 'suspended', isTrial: false });
    return isRefusal(fetched.failure) ? succeed({ kind: 'refused' }) : fetched;
  }
  const account = Account.safeParse(fetched.value);
  if (!account.success)
    return fail({ kind: 'malformed', service: 'twilio', detail: 'The account does not fit.' });
  return succeed({ kind: 'known', status: account.data.status, isTrial: account.data.type === 'Trial' });
}

/** See {@link Providers.tryApiKey}: numbers can be listed with any standard key. */
export async function tryApiKey(access: TwilioAccess): Promise<Result<'accepted' | 'refused'>> {
  const resources = openAccount(access, ADMIN_TIMEOUT_MS);
  const listed = await attempt(() => resources.incomingPhoneNumbers.list({ pageSize: 1, limit: 1 }));
  if (listed.ok || isSuspension(listed.failure)) return succeed('accepted');
  return isRefusal(listed.failure) ? succeed('refused') : listed;
}
