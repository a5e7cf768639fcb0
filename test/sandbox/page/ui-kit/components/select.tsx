import Select from '@atlaskit/select';
import type { ComponentProps } from 'react';
import { z } from 'zod';
import { type DrawProps, type Entry, pick, readFunction, readString } from '../entry';
import { useControlled } from '../use-controlled';

const optionSchema = z.looseObject({ label: z.string(), value: z.unknown() });
type Option = z.infer<typeof optionSchema>;
const chosenSchema = z.union([optionSchema, z.array(optionSchema), z.null()]).optional();
type Chosen = Option | readonly Option[] | null;

type SelectProps = ComponentProps<typeof Select<Option, boolean>>;

const PASSED = [
  'appearance',
  'autoFocus',
  'closeMenuOnScroll',
  'closeMenuOnSelect',
  'defaultInputValue',
  'defaultMenuIsOpen',
  'inputValue',
  'isClearable',
  'isDisabled',
  'isInvalid',
  'isLoading',
  'isMulti',
  'isRequired',
  'isSearchable',
  'menuIsOpen',
  'name',
  'onBlur',
  'onFocus',
  'onInputChange',
  'openMenuOnFocus',
  'options',
  'placeholder',
  'spacing',
  'testId',
] as const;

/** `id` is that of the search input: https://developer.atlassian.com/platform/forge/ui-kit/components/select/ */
const DrawSelect = ({ props }: DrawProps) => {
  const first: Chosen = chosenSchema.parse(props.defaultValue) ?? null;
  const [chosen, change] = useControlled<Chosen>(chosenSchema.parse(props.value), first);
  const tell = readFunction(props.onChange);
  const inputId = readString(props.inputId) ?? readString(props.id);
  return (
    <Select<Option, boolean>
      {...pick<SelectProps>(props, PASSED)}
      {...(inputId === undefined ? {} : { inputId })}
      // A menu within a form would be cut off at its edge, and push the page about.
      menuPosition="fixed"
      value={chosen}
      onChange={(next) => change(next, tell && (() => tell(next)))}
    />
  );
};

export const select: Record<string, Entry> = {
  Select: {
    props: [...PASSED, 'id', 'inputId', 'value', 'defaultValue', 'onChange', 'aria-invalid'],
    Draw: DrawSelect,
  },
};
