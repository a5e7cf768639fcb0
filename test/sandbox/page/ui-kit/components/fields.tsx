import TextArea from '@atlaskit/textarea';
import Textfield from '@atlaskit/textfield';
import type { ChangeEvent, ComponentProps } from 'react';
import { type DrawProps, type Entry, pick, readFunction } from '../entry';
import { useControlled } from '../use-controlled';

type TextfieldProps = ComponentProps<typeof Textfield>;
type TextAreaProps = ComponentProps<typeof TextArea>;

const SHARED = [
  'appearance',
  'autoFocus',
  'isCompact',
  'isDisabled',
  'isInvalid',
  'isMonospaced',
  'isReadOnly',
  'isRequired',
  'id',
  'name',
  'onBlur',
  'onFocus',
  'placeholder',
  'testId',
  'aria-invalid',
  'aria-labelledby',
  'maxLength',
  'minLength',
] as const;
/** Kept by the page, which is nearer to the keys than the app. */
const VALUE = ['value', 'defaultValue', 'onChange'];

const asText = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

function useText({ value, defaultValue, onChange }: DrawProps['props']) {
  const [text, change] = useControlled(asText(value), asText(defaultValue) ?? '');
  const tell = readFunction(onChange);
  return {
    value: text,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      change(event.currentTarget.value, tell && (() => tell(event))),
  };
}

const TEXTFIELD = [...SHARED, 'type', 'width', 'min', 'max', 'pattern'] as const;
const BESIDE = ['elemBeforeInput', 'elemAfterInput'] as const;

const DrawTextfield = ({ props, draw }: DrawProps) => {
  const field = useText(props);
  const beside = BESIDE.filter((name) => props[name] !== undefined).map((name) => [name, draw(props[name])]);
  return <Textfield {...pick<TextfieldProps>(props, TEXTFIELD)} {...Object.fromEntries(beside)} {...field} />;
};

const TEXT_AREA = [...SHARED, 'maxHeight', 'minimumRows', 'resize', 'spellCheck'] as const;

const DrawTextArea = ({ props }: DrawProps) => {
  const field = useText(props);
  return <TextArea {...pick<TextAreaProps>(props, TEXT_AREA)} {...field} />;
};

export const fields: Record<string, Entry> = {
  Textfield: { props: [...TEXTFIELD, ...BESIDE, ...VALUE], Draw: DrawTextfield },
  TextArea: { props: [...TEXT_AREA, ...VALUE], Draw: DrawTextArea },
};
