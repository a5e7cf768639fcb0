import {
  Button,
  Form,
  FormFooter,
  FormSection,
  Heading,
  HelperMessage,
  Inline,
  Label,
  SectionMessage,
  Stack,
  Text,
  TextArea,
  useForm,
} from '@forge/react';
import type { Setup } from '../../src/contract/admin';
import { previewText, saveBlocked } from './effects';
import type { FormProps } from './forms';
import type { State } from './state';
import { describePreview } from './words';

/** Whose calls are rejected on every line; one a row. */
export function BlockedForm({ dispatch, saving, blocked }: FormProps & Pick<Setup, 'blocked'>) {
  const { handleSubmit, register, getFieldId } = useForm<{ blocked: string }>({
    defaultValues: { blocked: blocked.join('\n') },
  });
  const save = handleSubmit(({ blocked: text }) =>
    saveBlocked({ blocked: text.split(/[\s,;]+/).filter((number) => number !== '') }, dispatch),
  );
  return (
    <Form onSubmit={save}>
      <FormSection>
        <Label labelFor={getFieldId('blocked')}>Blocked numbers</Label>
        <TextArea {...register('blocked')} placeholder="+1900" />
        <HelperMessage>
          One a row: a whole number, or how numbers begin. Their calls are rejected before they cost anything.
        </HelperMessage>
      </FormSection>
      <FormFooter>
        <Button type="submit" appearance="primary" isDisabled={saving === 'blocked'}>
          {saving === 'blocked' ? 'Saving…' : 'Save blocked numbers'}
        </Button>
      </FormFooter>
    </Form>
  );
}

/** Texts that don't arrive, and what to do about it. */
export const TextTroubles = ({ textTroubles }: Pick<Setup, 'textTroubles'>) =>
  textTroubles.map(({ number, code, count, reason }) => (
    <SectionMessage key={number} title={`Texts from ${number} don’t arrive`} appearance="warning">
      <Text>
        {reason} ({count} so far, error {code})
      </Text>
    </SectionMessage>
  ));

/** How the text that a line sends reads, and how many segments it is. */
export function TextPreviews({
  dispatch,
  lines,
  preview,
}: Pick<FormProps, 'dispatch'> & Pick<Setup, 'lines'> & Pick<State, 'preview'>) {
  if (lines.length === 0) return null;
  return (
    <Stack space="space.100">
      <Heading as="h3">Text messages</Heading>
      {lines.map((line) => (
        <Inline key={line.id} space="space.200" alignBlock="center">
          <Text>
            {line.name}, {line.number}:{' '}
            {line.confirmation.enabled ? 'confirms by text' : 'sends no confirmation'}
          </Text>
          <Button onClick={() => previewText(line, dispatch)}>Preview {line.number}</Button>
        </Inline>
      ))}
      {preview !== undefined && <Text>{describePreview(preview)}</Text>}
    </Stack>
  );
}
