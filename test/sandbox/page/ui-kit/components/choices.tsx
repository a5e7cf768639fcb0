import Checkbox from '@atlaskit/checkbox';
import { Radio, RadioGroup } from '@atlaskit/radio';
import Toggle from '@atlaskit/toggle';
import type { ChangeEvent, ComponentProps } from 'react';
import { z } from 'zod';
import { type DrawProps, type Entry, pick, readBoolean, readFunction } from '../entry';
import { useControlled } from '../use-controlled';

/** What `register` of `useForm` gives every field, wanted or not. */
const FROM_USE_FORM = [
  'id',
  'isInvalid',
  'aria-invalid',
  'onBlur',
  'onFocus',
  'defaultValue',
  'defaultChecked',
];

function useChecked({ isChecked, defaultChecked, onChange }: DrawProps['props']) {
  const [checked, change] = useControlled(readBoolean(isChecked), readBoolean(defaultChecked) ?? false);
  const tell = readFunction(onChange);
  return {
    isChecked: checked,
    onChange: (event: ChangeEvent<HTMLInputElement>) =>
      change(event.currentTarget.checked, tell && (() => tell(event))),
  };
}

const CHECKBOX = [
  'id',
  'name',
  'value',
  'label',
  'isDisabled',
  'isInvalid',
  'isRequired',
  'isIndeterminate',
  'onBlur',
  'onFocus',
  'testId',
  'aria-invalid',
  'aria-labelledby',
] as const;

const DrawCheckbox = ({ props }: DrawProps) => (
  <Checkbox {...pick<ComponentProps<typeof Checkbox>>(props, CHECKBOX)} {...useChecked(props)} />
);

const TOGGLE = ['id', 'name', 'value', 'label', 'size', 'isDisabled', 'onBlur', 'onFocus', 'testId'] as const;

const DrawToggle = ({ props }: DrawProps) => (
  <Toggle {...pick<ComponentProps<typeof Toggle>>(props, TOGGLE)} {...useChecked(props)} />
);

const optionsSchema = z.array(
  z.looseObject({ label: z.string(), value: z.string(), isDisabled: z.boolean().optional() }),
);

const DrawCheckboxGroup = ({ props }: DrawProps) => {
  const values = z.array(z.string()).optional();
  const first = values.parse(props.defaultValue) ?? [];
  const [chosen, change] = useControlled(values.parse(props.value), first);
  const tell = readFunction(props.onChange);
  return (
    <fieldset className="ui-kit-group">
      {optionsSchema.parse(props.options).map(({ label, value, isDisabled }) => (
        <Checkbox
          key={value}
          name={String(props.name)}
          value={value}
          label={label}
          isDisabled={isDisabled === true || props.isDisabled === true}
          isChecked={chosen.includes(value)}
          onChange={({ currentTarget }) => {
            const rest = chosen.filter((other) => other !== value);
            const next = currentTarget.checked ? [...rest, value] : rest;
            change(next, tell && (() => tell(next)));
          }}
        />
      ))}
    </fieldset>
  );
};

const RADIO = [
  'id',
  'name',
  'value',
  'label',
  'isChecked',
  'isDisabled',
  'isInvalid',
  'isRequired',
  'ariaLabel',
  'onBlur',
  'onFocus',
  'onInvalid',
  'testId',
  'aria-invalid',
  'aria-labelledby',
] as const;

const DrawRadio = ({ props }: DrawProps) => {
  const tell = readFunction(props.onChange);
  return (
    <Radio {...pick<ComponentProps<typeof Radio>>(props, RADIO)} onChange={(event) => void tell?.(event)} />
  );
};

const RADIO_GROUP = [
  'name',
  'options',
  'isDisabled',
  'isInvalid',
  'isRequired',
  'onInvalid',
  'testId',
  'aria-labelledby',
] as const;

const DrawRadioGroup = ({ props }: DrawProps) => {
  const text = z.string().nullish();
  const first: string | null = text.parse(props.defaultValue) ?? null;
  const [chosen, change] = useControlled<string | null>(text.parse(props.value) ?? undefined, first);
  const tell = readFunction(props.onChange);
  return (
    <RadioGroup
      {...(pick(props, RADIO_GROUP as never) as Pick<ComponentProps<typeof RadioGroup>, 'options'>)}
      value={chosen}
      onChange={(event) => change(event.currentTarget.value, tell && (() => tell(event)))}
    />
  );
};

export const choices: Record<string, Entry> = {
  Checkbox: {
    props: [...CHECKBOX, 'isChecked', 'onChange', 'defaultChecked', 'defaultValue'],
    Draw: DrawCheckbox,
  },
  CheckboxGroup: {
    props: ['name', 'options', 'isDisabled', 'value', 'onChange', ...FROM_USE_FORM],
    Draw: DrawCheckboxGroup,
  },
  Radio: { props: [...RADIO, 'onChange'], Draw: DrawRadio },
  RadioGroup: { props: [...RADIO_GROUP, 'value', 'onChange', ...FROM_USE_FORM], Draw: DrawRadioGroup },
  Toggle: { props: [...TOGGLE, 'isChecked', 'onChange', ...FROM_USE_FORM], Draw: DrawToggle },
};
