import {
  ErrorMessage,
  FormFooter,
  FormHeader,
  FormSection,
  HelperMessage,
  Label,
  RequiredAsterisk,
  ValidMessage,
} from '@atlaskit/form';
import type { FormEvent } from 'react';
import { type DrawProps, type Entry, like, readFunction, readString } from '../entry';

/** The browser's own checks stay away: `useForm` has its own, and their words are the app's. */
const DrawForm = ({ props, children }: DrawProps) => {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void readFunction(props.onSubmit)?.();
  };
  return (
    <form noValidate onSubmit={submit}>
      {children}
    </form>
  );
};

const DrawLabel = ({ props, children }: DrawProps) => {
  const id = readString(props.id);
  const testId = readString(props.testId);
  return (
    <Label
      htmlFor={readString(props.labelFor) ?? ''}
      {...(id === undefined ? {} : { id })}
      {...(testId === undefined ? {} : { testId })}
    >
      {children}
    </Label>
  );
};

export const form: Record<string, Entry> = {
  Form: { props: ['onSubmit'], Draw: DrawForm },
  FormHeader: like(FormHeader, ['title', 'description']),
  FormSection: like(FormSection, ['title', 'description']),
  FormFooter: like(FormFooter, ['align']),
  Label: { props: ['labelFor', 'id', 'testId'], Draw: DrawLabel },
  RequiredAsterisk: like(RequiredAsterisk, []),
  HelperMessage: like(HelperMessage, ['testId']),
  ErrorMessage: like(ErrorMessage, ['testId']),
  ValidMessage: like(ValidMessage, ['testId']),
};
