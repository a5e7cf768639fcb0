import type { Answer, Setup } from '../contract/admin';
import type { SaveTwilio } from '../contract/admin-credentials';
import type { Settings } from '../contract/settings';
import { type TwilioAccess, twilioAccess } from './accounts';
import type { Administration, TwilioSecret } from './administration';
import { explain } from './explain';
import type { Providers } from './providers';
import { refuse } from './refuse';
import { factsOf, keepCredential, noteRefused } from './save-credentials';
import { testTwilio } from './test-credentials';

/** A primary and a secondary token are all that Twilio knows of an account; so what is older signs nothing any more. */
const MOST_PREVIOUS = 2;

/**
 * Replaces what the app knows of the Twilio account, once Twilio has taken it (V16). During a rotation the secondary token
 * is entered here first, since requests may be signed in with it, and promoted at Twilio afterwards: until then webhooks
 * come with the one before, which goes on verifying them (V21).
 */
export async function saveTwilio(
  payload: SaveTwilio,
  admin: Administration,
  providers: Providers,
): Promise<Answer<Setup>> {
  const [settings, before] = await Promise.all([admin.loadSettings(), admin.loadTwilioSecret()]);
  if (!settings.ok) return explain(settings.failure);
  if (!before.ok) return explain(before.failure);
  const current = twilioAccess(settings.value, before.value);
  const missing = whatIsMissing(payload, current);
  if (missing !== undefined) return missing;
  const next = accessOf(payload, current, settings.value);
  const isElsewhere = current?.accountSid !== next.accountSid || current.region !== next.region;
  const isNew = {
    token: isElsewhere || current.authToken !== next.authToken,
    apiKey: isElsewhere || Boolean(payload.apiKey),
  };
  const refused = await testTwilio(next, isNew, providers);
  if (refused !== undefined) return noteRefused('twilio', refused, admin);
  const secret = secretOf(next, before.value, current, admin);
  const { accountSid, region } = next;
  return keepCredential(
    'twilio',
    {
      save: () => admin.saveTwilioSecret(secret),
      undo: () =>
        before.value === undefined ? admin.forgetTwilioSecret() : admin.saveTwilioSecret(before.value),
      mirror: (stored) => ({ ...stored, twilio: { accountSid, region } }),
    },
    admin,
  );
}

function whatIsMissing(payload: SaveTwilio, current: TwilioAccess | undefined): Answer<never> | undefined {
  const isOther = current !== undefined && current.accountSid !== payload.accountSid;
  if (payload.authToken === undefined && (current === undefined || isOther))
    return refuse({
      code: 'twilio-token-needed',
      field: 'authToken',
      message: isOther
        ? 'This is another account: enter its own auth token.'
        : 'Enter the auth token, as the Twilio console shows it.',
    });
  if (isOther && current.apiKey !== undefined && payload.apiKey === undefined)
    return refuse({
      code: 'twilio-key-needed',
      field: 'apiKey',
      message: 'This is another account: enter an API key of its own, or take the key away.',
    });
  return undefined;
}

/** What would be signed in with. */
function accessOf(
  { accountSid, authToken, apiKey, region }: SaveTwilio,
  current: TwilioAccess | undefined,
  { twilio }: Settings,
): TwilioAccess {
  return {
    accountSid,
    authToken: authToken ?? current?.authToken ?? '',
    apiKey: apiKey === undefined ? current?.apiKey : (apiKey ?? undefined),
    region: region ?? current?.region ?? twilio?.region ?? 'us1',
  };
}

function secretOf(
  { authToken, apiKey, accountSid, region }: TwilioAccess,
  before: TwilioSecret | undefined,
  current: TwilioAccess | undefined,
  admin: Administration,
): TwilioSecret {
  const isSame = before !== undefined && before.authToken === authToken;
  const { endsWith, savedAt, savedBy } = isSame ? before : factsOf(authToken, admin);
  const kept = before?.apiKey;
  const isSameKey = kept !== undefined && kept.sid === apiKey?.sid && kept.secret === apiKey.secret;
  // The secret is shown once only, at Twilio too: the key goes by its SID.
  const key = isSameKey ? kept : apiKey && { ...apiKey, ...factsOf(apiKey.sid, admin) };
  return {
    authToken,
    endsWith,
    savedAt,
    savedBy,
    previousAuthTokens: current?.accountSid === accountSid ? previousTokens(authToken, before) : [],
    ...(key && { apiKey: key }),
    of: { accountSid, region },
  };
}

/** Calls in progress were signed with a token before; entering the same one again changes nothing about that. */
function previousTokens(authToken: string, before: TwilioSecret | undefined): string[] {
  if (before === undefined) return [];
  return [before.authToken, ...before.previousAuthTokens]
    .filter((token) => token !== authToken)
    .slice(0, MOST_PREVIOUS);
}
