import { randomBytes } from 'node:crypto';
import type { StandInContext } from '../stand-in';
import type { Region } from './regions';

/** What REST clients sign in with, and what webhooks are signed with. */
export interface TwilioCredentials {
  accountSid: string;
  authToken: string;
  /** A standard key: it may do all but read the account itself. */
  apiKeySid: string;
  apiKeySecret: string;
  /** Where they are valid, and nowhere else: https://www.twilio.com/docs/global-infrastructure/manage-regional-api-credentials */
  region: Region;
  /** Good for requests too; webhooks are signed with the other one until this is promoted. */
  secondaryAuthToken?: string | undefined;
}

export interface CredentialBox {
  /** Those of the region that calls are handled in; one object, which follows what is changed. */
  readonly credentials: Readonly<TwilioCredentials>;
  credentialsOf(region: Region): TwilioCredentials;
  refreshCredentials(): void;
  /** As in the console. https://www.twilio.com/docs/iam/api/authtoken */
  addSecondaryToken(): string;
  /** The secondary token signs from now on, and the one before is gone at once. @throws RangeError without one. */
  promoteToken(): void;
  /** What happens when somebody makes a new token and leaves nobody time. */
  replaceToken(authToken: string): void;
}

/** The account's SID may follow the seed; secrets never do, or a published seed would publish them. */
export function openCredentials(
  context: StandInContext,
  options: { credentials?: Partial<TwilioCredentials> },
  makeSid: (prefix: string) => string,
  regionNow: () => Region,
): CredentialBox {
  const stored = context.documents.collection<TwilioCredentials>('twilio-credentials');
  const keyOf = (region: Region): string => (region === 'us1' ? 'account' : region);
  const secret = (): string => randomBytes(16).toString('hex');
  const first: TwilioCredentials = {
    accountSid: makeSid('AC'),
    authToken: secret(),
    apiKeySid: makeSid('SK'),
    apiKeySecret: secret(),
    region: 'us1',
    ...stored.get('account'),
    ...options.credentials,
  };
  stored.put('account', first);

  function credentialsOf(region: Region): TwilioCredentials {
    const known = stored.get(keyOf(region));
    if (known !== undefined) return known;
    const { accountSid } = first;
    const apiKeySid = `SK${secret()}`;
    const made = { accountSid, authToken: secret(), apiKeySid, apiKeySecret: secret(), region };
    stored.put(keyOf(region), made);
    return made;
  }

  const credentials: TwilioCredentials = { ...credentialsOf(regionNow()) };
  const refreshCredentials = (): void => {
    delete credentials.secondaryAuthToken;
    Object.assign(credentials, credentialsOf(regionNow()));
  };
  const change = (next: TwilioCredentials): void => {
    stored.put(keyOf(next.region), next);
    refreshCredentials();
  };
  return {
    credentials,
    credentialsOf,
    refreshCredentials,
    addSecondaryToken() {
      const secondaryAuthToken = secret();
      change({ ...credentialsOf(regionNow()), secondaryAuthToken });
      return secondaryAuthToken;
    },
    promoteToken() {
      const { secondaryAuthToken, ...rest } = credentialsOf(regionNow());
      if (secondaryAuthToken === undefined) throw new RangeError('There is no secondary token to promote');
      change({ ...rest, authToken: secondaryAuthToken });
    },
    replaceToken: (authToken) => change({ ...credentialsOf(regionNow()), authToken }),
  };
}
