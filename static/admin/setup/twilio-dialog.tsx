import { Text } from '@forge/react';
import { useEffect, useState } from 'react';
import type { Setup } from '../../../src/contract/admin';
import type { SaveTwilio } from '../../../src/contract/admin-credentials';
import type { TwilioRegion } from '../../../src/contract/regions';
import { FormDialog } from '../dialog';
import { saveTwilio } from '../effects';
import { Choice, Switch, TextRow, useFieldError, usePage } from '../parts';
import { useWords } from '../use-words';

const REGIONS: TwilioRegion[] = ['us1', 'ie1', 'au1'];

interface Typed {
  accountSid: string;
  authToken: string;
  region: TwilioRegion;
  usesKey: boolean;
  keySid: string;
  keySecret: string;
}

const startOf = ({ twilio }: Setup): Typed => ({
  accountSid: twilio?.accountSid ?? '',
  authToken: '',
  region: twilio?.region ?? 'us1',
  usesKey: twilio?.apiKey !== undefined,
  keySid: '',
  keySecret: '',
});

/** The account, its token, and a key; values go in and never come back (V13). */
export function TwilioDialog({ setup }: { setup: Setup }) {
  const { state, dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const [typed, setTyped] = useState(startOf(setup));
  const isOpen = state.dialog?.kind === 'twilio';
  // Secrets don't wait in a window that is closed.
  useEffect(() => {
    if (!isOpen) setTyped(startOf(setup));
  }, [isOpen, setup]);
  const errorOf = useFieldError('twilio');
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const isSet = setup.twilio !== undefined;
  return (
    <FormDialog
      kind="twilio"
      form="twilio"
      title={say('credentials.twilioTitle')}
      submitLabel={say('credentials.test')}
      busyLabel={say('credentials.testing')}
      onSubmit={() => saveTwilio(toPayload(typed, setup), words, dispatch)}
    >
      <TextRow
        name="accountSid"
        label={say('credentials.accountSid')}
        help={say('credentials.accountSidHelp')}
        error={errorOf('accountSid')}
        value={typed.accountSid}
        onChange={(accountSid) => change({ accountSid })}
      />
      <TextRow
        name="authToken"
        type="password"
        label={say('credentials.authToken')}
        help={say(isSet ? 'credentials.authTokenKeep' : 'credentials.authTokenHelp')}
        error={errorOf('authToken')}
        value={typed.authToken}
        onChange={(authToken) => change({ authToken })}
      />
      {isSet && <Text>{say('credentials.rotation')}</Text>}
      <Choice
        name="twilioRegion"
        label={say('credentials.region')}
        help={say('credentials.regionTwilioHelp')}
        error={errorOf('region')}
        value={typed.region}
        options={REGIONS.map((value) => ({ value, label: say(`credentials.regionTwilio.${value}`) }))}
        onChange={(region) => change({ region })}
      />
      <KeyFields typed={typed} change={change} setup={setup} />
    </FormDialog>
  );
}

interface KeyFieldsProps {
  typed: Typed;
  change: (part: Partial<Typed>) => void;
  setup: Setup;
}

/** A key that can be revoked alone, for whoever wants one. */
function KeyFields({ typed, change, setup }: KeyFieldsProps) {
  const { say } = useWords();
  const errorOf = useFieldError('twilio');
  return (
    <>
      <Switch
        name="usesKey"
        label={say('credentials.useApiKey')}
        help={say('credentials.useApiKeyHelp')}
        value={typed.usesKey}
        onChange={(usesKey) => change({ usesKey })}
      />
      {typed.usesKey && (
        <>
          <TextRow
            name="keySid"
            label={say('credentials.apiKeySid')}
            error={errorOf('apiKey')}
            value={typed.keySid}
            onChange={(keySid) => change({ keySid })}
          />
          <TextRow
            name="keySecret"
            type="password"
            label={say('credentials.apiKeySecret')}
            help={setup.twilio?.apiKey === undefined ? undefined : say('credentials.apiKeyKeep')}
            value={typed.keySecret}
            onChange={(keySecret) => change({ keySecret })}
          />
        </>
      )}
    </>
  );
}

function toPayload({ usesKey, keySid, keySecret, ...typed }: Typed, { twilio }: Setup): SaveTwilio {
  const authToken = typed.authToken.trim();
  const keepsKey = twilio?.apiKey !== undefined && keySid.trim() === '' && keySecret.trim() === '';
  return {
    accountSid: typed.accountSid,
    region: typed.region,
    ...(authToken === '' ? {} : { authToken }),
    ...(usesKey && !keepsKey ? { apiKey: { sid: keySid, secret: keySecret } } : {}),
    ...(!usesKey && twilio?.apiKey !== undefined ? { apiKey: null } : {}),
  };
}
