import { Heading, Inline, Stack, Text, User } from '@forge/react';
import { useState } from 'react';
import type { Setup } from '../../../src/contract/admin';
import type { CredentialState } from '../../../src/contract/admin-credentials';
import { saveRotation } from '../effects';
import { Notice, SaveButton, TextRow, usePage } from '../parts';
import { readTyped } from '../typed-number';
import { useWords } from '../use-words';

/** How old the credentials are and who saved them; never what they are (V13, V16). */
export function Credentials({ setup }: { setup: Setup }) {
  const { say } = useWords();
  const { twilio, openai } = setup;
  if (twilio === undefined && openai.key === undefined) return null;
  return (
    <Stack space="space.100">
      <Heading as="h3">{say('credentials.rotationTitle')}</Heading>
      {twilio !== undefined && (
        <>
          <Credential name={say('setup.twilioTokenName')} facts={twilio.token} />
          {twilio.previousToken !== undefined && (
            <Text>{say('credentials.previous', { endsWith: twilio.previousToken.endsWith })}</Text>
          )}
          {twilio.apiKey !== undefined && (
            <Credential name={say('setup.twilioKeyName')} facts={twilio.apiKey} />
          )}
        </>
      )}
      {openai.key !== undefined && <Credential name={say('setup.openAiKeyName')} facts={openai.key} />}
      <RotationForm rotationDays={setup.rotationDays} />
    </Stack>
  );
}

function Credential({ name, facts }: { name: string; facts: CredentialState }) {
  const { say } = useWords();
  return (
    <Inline space="space.100" alignBlock="center" shouldWrap>
      <Text weight="medium">{`${name}:`}</Text>
      <Text>{say('credentials.set', { endsWith: facts.endsWith, days: facts.ageDays })}</Text>
      <User accountId={facts.savedBy} />
    </Inline>
  );
}

function RotationForm({ rotationDays }: Pick<Setup, 'rotationDays'>) {
  const { dispatch } = usePage();
  const words = useWords();
  const { say } = words;
  const [days, setDays] = useState(String(rotationDays));
  return (
    <Stack space="space.100">
      <TextRow
        name="rotationDays"
        label={say('credentials.rotationDays')}
        help={say('credentials.rotationHelp')}
        value={days}
        onChange={setDays}
      />
      <Inline>
        <SaveButton
          form="rotation"
          label={say('actions.save')}
          isDisabled={days.trim() === String(rotationDays)}
          onClick={() => saveRotation(readTyped(days), words, dispatch)}
        />
      </Inline>
      <Notice form="rotation" />
    </Stack>
  );
}
