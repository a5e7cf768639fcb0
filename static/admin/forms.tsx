import {
  Button,
  ErrorMessage,
  Form,
  FormFooter,
  FormSection,
  HelperMessage,
  Inline,
  Label,
  Select,
  Text,
  Textfield,
  useForm,
} from '@forge/react';
import { useState } from 'react';
import type { Setup } from '../../src/contract/admin';
import type { SaveOpenAi, SaveTwilio } from '../../src/contract/admin-credentials';
import { connectNumber, removeLine, saveLine, saveOpenAi, saveTwilio } from './effects';
import type { Event, FormName, State } from './state';

export interface FormProps {
  dispatch: (event: Event) => void;
  saving: FormName | undefined;
}

export function TwilioForm({ dispatch, saving, accountSid }: FormProps & { accountSid: string | undefined }) {
  const { handleSubmit, register, getFieldId, formState } = useForm<SaveTwilio>({
    defaultValues: { accountSid: accountSid ?? '' },
  });
  return (
    <Form onSubmit={handleSubmit((values) => saveTwilio(values, dispatch))}>
      <FormSection>
        <Label labelFor={getFieldId('accountSid')}>Account SID</Label>
        <Textfield {...register('accountSid', { required: true, pattern: /^AC[0-9a-f]{32}$/i })} />
        {formState.errors.accountSid && (
          <ErrorMessage>An account SID is AC and 32 hexadecimal digits.</ErrorMessage>
        )}
        <Label labelFor={getFieldId('authToken')}>Auth token</Label>
        <Textfield type="password" {...register('authToken', { required: true })} />
        <HelperMessage>It is kept in Forge’s secret storage and never shown again.</HelperMessage>
        {formState.errors.authToken && <ErrorMessage>Enter the auth token of this account.</ErrorMessage>}
      </FormSection>
      <SaveButton busy={saving === 'twilio'}>Save Twilio account</SaveButton>
    </Form>
  );
}

export function OpenAiForm({ dispatch, saving }: FormProps) {
  const { handleSubmit, register, getFieldId, formState } = useForm<SaveOpenAi>();
  return (
    <Form onSubmit={handleSubmit((values) => saveOpenAi(values, dispatch))}>
      <FormSection>
        <Label labelFor={getFieldId('apiKey')}>API key</Label>
        <Textfield type="password" {...register('apiKey', { required: true })} />
        <HelperMessage>Make one for this app alone, so that you can revoke it alone.</HelperMessage>
        {formState.errors.apiKey && <ErrorMessage>Enter an API key of your OpenAI project.</ErrorMessage>}
      </FormSection>
      <SaveButton busy={saving === 'openai'}>Save OpenAI key</SaveButton>
    </Form>
  );
}

export function Lines({ dispatch, saving, lines }: FormProps & Pick<Setup, 'lines'>) {
  if (lines.length === 0) return <Text>No line yet: no number is answered.</Text>;
  return (
    <>
      {lines.map(({ id, name, number, serviceDeskId, requestTypeId }) => (
        <Inline key={id} space="space.200" alignBlock="center">
          <Text>
            {name}: {number}, service desk {serviceDeskId}, request type {requestTypeId}
          </Text>
          <Button isDisabled={saving === 'line'} onClick={() => connectNumber(id, number, dispatch)}>
            Connect {number}
          </Button>
          <Button isDisabled={saving === 'line'} onClick={() => removeLine(id, dispatch)}>
            Remove {number}
          </Button>
        </Inline>
      ))}
    </>
  );
}

interface Choice {
  label: string;
  value: string;
}

/** A line works with nothing but a number, a name and a request type; the rest has defaults. */
export function LineForm({ dispatch, saving, desks }: FormProps & Pick<State, 'desks'>) {
  const { handleSubmit, register, getFieldId, formState } = useForm<{ number: string; name: string }>();
  const [requestType, chooseRequestType] = useState<Choice>();
  if (desks.kind === 'failed') return <ErrorMessage>{desks.message}</ErrorMessage>;
  const save = handleSubmit(({ number, name }) => {
    const [serviceDeskId = '', requestTypeId = ''] = requestType?.value.split('/') ?? [];
    return saveLine(
      { number: number.replace(/[\s().-]/g, ''), name, serviceDeskId, requestTypeId },
      dispatch,
    );
  });
  return (
    <Form onSubmit={save}>
      <FormSection>
        <Label labelFor={getFieldId('number')}>Number</Label>
        <Textfield placeholder="+14155550100" {...register('number', { required: true })} />
        {formState.errors.number && (
          <ErrorMessage>Enter the Twilio number with + and country code.</ErrorMessage>
        )}
        <Label labelFor={getFieldId('name')}>Name, as callers hear it</Label>
        <Textfield placeholder="the support line" {...register('name', { required: true })} />
        {formState.errors.name && <ErrorMessage>Enter a name for this line.</ErrorMessage>}
        <Label labelFor="requestType">Request type</Label>
        <Select
          inputId="requestType"
          isLoading={desks.kind === 'loading'}
          options={requestTypeChoices(desks)}
          onChange={(choice: Choice) => chooseRequestType(choice)}
        />
      </FormSection>
      <SaveButton busy={saving === 'line'} disabled={requestType === undefined}>
        Save line
      </SaveButton>
    </Form>
  );
}

const requestTypeChoices = (desks: State['desks']) =>
  desks.kind !== 'ready'
    ? []
    : desks.value.map(({ id, name, requestTypes }) => ({
        label: name,
        options: requestTypes.map((type) => ({ label: type.name, value: `${id}/${type.id}` })),
      }));

function SaveButton({
  busy,
  disabled = false,
  children,
}: {
  busy: boolean;
  disabled?: boolean;
  children: string;
}) {
  return (
    <FormFooter>
      <Button type="submit" appearance="primary" isDisabled={busy || disabled}>
        {busy ? 'Saving…' : children}
      </Button>
    </FormFooter>
  );
}
