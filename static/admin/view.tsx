import { Heading, Inline, Lozenge, SectionMessage, Spinner, Stack, Text } from '@forge/react';
import { useEffect, useReducer } from 'react';
import type { Setup } from '../../src/contract/admin';
import { load } from './effects';
import { LineForm, Lines, OpenAiForm, TwilioForm } from './forms';
import { AuditTrail, Comparison, HeldCalls, Outages, PauseSwitch, UnreadLines } from './running';
import { type FormName, initialState, reduce, type State, type Step, stepsOf } from './state';
import { BlockedForm, TextPreviews, TextTroubles } from './texts';

/** The admin page: what is set up, what is missing, and a form for each. */
export function AdminPage() {
  const [state, dispatch] = useReducer(reduce, initialState);
  useEffect(() => {
    void load(dispatch);
  }, []);

  if (state.setup.kind === 'loading') return <Spinner label="Loading the set-up" size="large" />;
  if (state.setup.kind === 'failed')
    return (
      <SectionMessage title="The set-up can’t be shown" appearance="error">
        <Text>{state.setup.message}</Text>
      </SectionMessage>
    );
  const setup = state.setup.value;
  const formProps = { dispatch, saving: state.saving };
  return (
    <Stack space="space.300">
      <Licence licensed={setup.licensed} />
      <PauseSwitch {...formProps} paused={setup.paused} />
      <Notice state={state} form="pause" />
      <Outages outages={setup.outages} />
      <UnreadLines unreadLines={setup.unreadLines} />
      <Comparison notComparedSince={setup.notComparedSince} />
      <HeldCalls {...formProps} held={state.held} />
      <Notice state={state} form="held" />
      <Steps steps={stepsOf(setup)} />
      <Stack space="space.100">
        <Heading as="h3">Twilio account</Heading>
        <Credential facts={setup.twilio && { what: setup.twilio.accountSid, ...setup.twilio.token }} />
        <TwilioForm {...formProps} accountSid={setup.twilio?.accountSid} />
        <Notice state={state} form="twilio" />
      </Stack>
      <Stack space="space.100">
        <Heading as="h3">OpenAI</Heading>
        <Credential facts={setup.openai.key && { what: 'API key', ...setup.openai.key }} />
        <OpenAiForm {...formProps} />
        <Notice state={state} form="openai" />
      </Stack>
      <Stack space="space.100">
        <Heading as="h3">Lines</Heading>
        <Lines {...formProps} lines={setup.lines} />
        <LineForm {...formProps} desks={state.desks} />
        <Notice state={state} form="line" />
      </Stack>
      <TextTroubles textTroubles={setup.textTroubles} />
      <TextPreviews dispatch={dispatch} lines={setup.lines} preview={state.preview} />
      <Stack space="space.100">
        <Heading as="h3">Blocked numbers</Heading>
        <BlockedForm {...formProps} blocked={setup.blocked} />
        <Notice state={state} form="blocked" />
      </Stack>
      <Webhooks webhooks={setup.webhooks} />
      <AuditTrail dispatch={dispatch} audit={state.audit} />
    </Stack>
  );
}

const Licence = ({ licensed }: Pick<Setup, 'licensed'>) =>
  licensed === false ? (
    <SectionMessage title="The licence has ended" appearance="warning">
      <Text>Renew it under Apps, Manage apps.</Text>
    </SectionMessage>
  ) : null;

function Steps({ steps }: { steps: Step[] }) {
  return (
    <Stack space="space.100">
      <Heading as="h2">Set-up</Heading>
      {steps.map(({ name, done, why }) => (
        <Stack key={name} space="space.050">
          <Inline space="space.100" alignBlock="center">
            <Lozenge appearance={done ? 'success' : 'moved'}>{done ? 'Done' : 'Missing'}</Lozenge>
            <Text weight="semibold">{name}</Text>
          </Inline>
          <Text>{why}</Text>
        </Stack>
      ))}
    </Stack>
  );
}

function Credential({ facts }: { facts: { what: string; endsWith: string; ageDays: number } | undefined }) {
  return (
    <Text>
      {facts === undefined
        ? 'Not set.'
        : `${facts.what}, set; ends in …${facts.endsWith}, ${facts.ageDays} days old.`}
    </Text>
  );
}

function Webhooks({ webhooks }: Pick<Setup, 'webhooks'>) {
  return (
    <Stack space="space.100">
      <Heading as="h3">At Twilio</Heading>
      <Text>Connect sets these at the number of a line, all with HTTP POST, and its fallback:</Text>
      <Text>A call comes in: {webhooks?.voice ?? 'not known yet; load this page again in a minute'}</Text>
      <Text>Call status changes: {webhooks?.status ?? 'not known yet'}</Text>
      <Text>A message comes in: {webhooks?.text ?? 'not known yet'}</Text>
    </Stack>
  );
}

function Notice({ state, form }: { state: State; form: FormName }) {
  if (state.notice?.form !== form) return null;
  return (
    <SectionMessage appearance={state.notice.ok ? 'success' : 'error'}>
      <Text>{state.notice.message}</Text>
    </SectionMessage>
  );
}
