import {
  Box,
  Button,
  ErrorMessage,
  HelperMessage,
  Inline,
  Label,
  SectionMessage,
  Select,
  Spinner,
  Stack,
  Text,
  TextArea,
  Textfield,
  Toggle,
} from '@forge/react';
import { createContext, type ReactNode, useContext } from 'react';
import type { AnswerError } from '../../src/contract/admin';
import type { Loaded } from './loaded';
import type { Dispatch, FormName, State } from './state';
import { useWords } from './use-words';

/** What every part of the page needs; in a context, since all of them do. */
const Page = createContext<{ state: State; dispatch: Dispatch } | undefined>(undefined);
export const PageProvider = Page.Provider;

export function usePage(): { state: State; dispatch: Dispatch } {
  const page = useContext(Page);
  if (page === undefined) throw new Error('Only inside of the page');
  return page;
}

/** Something that is loaded: what is there, or that it is on its way, or why it isn't there. */
export function Show<T>({
  loaded,
  retry,
  label,
  children,
}: {
  loaded: Loaded<T>;
  retry: () => void;
  /** What is on its way. */
  label: string;
  children: (value: T) => ReactNode;
}) {
  const { say, sayError } = useWords();
  return (
    <Stack space="space.100">
      {loaded.error !== undefined && !loaded.loading && (
        <SectionMessage appearance="error">
          <Text>{sayError(loaded.error)}</Text>
          <Button onClick={retry}>{say('page.tryAgain')}</Button>
        </SectionMessage>
      )}
      {loaded.value !== undefined && children(loaded.value)}
      {loaded.value === undefined && loaded.error === undefined && <Spinner label={label} size="medium" />}
    </Stack>
  );
}

/** What became of the last change of a form. */
export function Notice({ form }: { form: FormName }) {
  const { state } = usePage();
  const { sayError } = useWords();
  if (state.notice?.form !== form) return null;
  const { error, done } = state.notice;
  return (
    <SectionMessage appearance={error === undefined ? 'success' : 'error'}>
      <Text>{error === undefined ? done : sayError(error)}</Text>
    </SectionMessage>
  );
}

/** What the app found wrong with a field of a form. */
export function useFieldError(form: FormName): (name: string) => AnswerError | undefined {
  const { state } = usePage();
  const error = state.notice?.form === form ? state.notice.error : undefined;
  return (name) =>
    error?.field === name || error?.field?.startsWith(`${name}.`) === true ? error : undefined;
}

interface FieldProps {
  name: string;
  label: string;
  help?: string | undefined;
  error?: AnswerError | undefined;
}

/** A labelled field with its help, and what is wrong with it. */
function Field({ name, label, help, error, children }: FieldProps & { children: ReactNode }) {
  const { sayError } = useWords();
  return (
    <Box>
      <Label labelFor={name}>{label}</Label>
      {children}
      {help !== undefined && error === undefined && <HelperMessage>{help}</HelperMessage>}
      {error !== undefined && <ErrorMessage>{sayError(error)}</ErrorMessage>}
    </Box>
  );
}

interface TyperProps extends FieldProps {
  value: string;
  onChange: (text: string) => void;
  placeholder?: string;
  isDisabled?: boolean;
}

/** What an event of a field carries over the bridge. */
interface Typed {
  target: { value?: unknown; checked?: boolean };
}

const textOf = (event: Typed): string => String(event.target.value ?? '');

/** A row of text. It keeps what is typed by itself: a value that comes back over the bridge would be late. */
export const TextRow = ({
  value,
  onChange,
  placeholder = '',
  isDisabled = false,
  type = 'text',
  ...field
}: TyperProps & { type?: 'text' | 'password' }) => (
  <Field {...field}>
    <Textfield
      id={field.name}
      name={field.name}
      type={type}
      defaultValue={value}
      placeholder={placeholder}
      isDisabled={isDisabled}
      isInvalid={field.error !== undefined}
      onChange={(event: Typed) => onChange(textOf(event))}
    />
  </Field>
);

export const TextRows = ({ value, onChange, placeholder = '', ...field }: TyperProps) => (
  <Field {...field}>
    <TextArea
      id={field.name}
      name={field.name}
      defaultValue={value}
      placeholder={placeholder}
      isInvalid={field.error !== undefined}
      onChange={(event: Typed) => onChange(textOf(event))}
    />
  </Field>
);

export function Switch({
  name,
  label,
  help,
  value,
  onChange,
}: Pick<FieldProps, 'name' | 'label' | 'help'> & { value: boolean; onChange: (on: boolean) => void }) {
  return (
    <Box>
      <Inline space="space.100" alignBlock="center">
        <Toggle
          id={name}
          name={name}
          isChecked={value}
          onChange={(event: Typed) => onChange(event.target.checked === true)}
        />
        <Label labelFor={name}>{label}</Label>
      </Inline>
      {help !== undefined && <HelperMessage>{help}</HelperMessage>}
    </Box>
  );
}

export interface Option<T extends string = string> {
  label: string;
  value: T;
}

/** One of several. */
export function Choice<T extends string>({
  value,
  options,
  onChange,
  placeholder,
  isLoading = false,
  ...field
}: FieldProps & {
  value: T | undefined;
  options: Option<T>[] | { label: string; options: Option<T>[] }[];
  onChange: (value: T) => void;
  placeholder?: string;
  isLoading?: boolean;
}) {
  const all = options.flatMap((option) => ('options' in option ? option.options : [option]));
  return (
    <Field {...field}>
      <Select
        inputId={field.name}
        name={field.name}
        options={options}
        value={all.find((option) => option.value === value) ?? null}
        placeholder={placeholder ?? ''}
        isLoading={isLoading}
        isInvalid={field.error !== undefined}
        onChange={(option: Option<T> | null) => option !== null && onChange(option.value)}
      />
    </Field>
  );
}

/** Several of them, in the order in which they were chosen. */
export const Choices = <T extends string>({
  value,
  options,
  onChange,
  ...field
}: FieldProps & { value: readonly T[]; options: Option<T>[]; onChange: (values: T[]) => void }) => (
  <Field {...field}>
    <Select
      inputId={field.name}
      name={field.name}
      isMulti
      options={options}
      value={value.flatMap((one) => options.find((option) => option.value === one) ?? [])}
      isInvalid={field.error !== undefined}
      onChange={(chosen: Option<T>[] | null) => onChange((chosen ?? []).map((option) => option.value))}
    />
  </Field>
);

/** A button for a change that takes its time. */
export function SaveButton({
  form,
  label,
  busyLabel,
  isDisabled = false,
  onClick,
}: {
  form: FormName;
  label: string;
  busyLabel?: string;
  isDisabled?: boolean;
  onClick: () => void;
}) {
  const { state } = usePage();
  const { say } = useWords();
  const busy = state.saving === form;
  return (
    <Button appearance="primary" isDisabled={busy || isDisabled} onClick={onClick}>
      {busy ? (busyLabel ?? say('actions.saving')) : label}
    </Button>
  );
}
