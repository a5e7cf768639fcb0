import { DatePicker, TimePicker } from '@atlaskit/datetime-picker';
import type { ComponentProps } from 'react';
import { type DrawProps, type Entry, pick, readFunction, readString } from '../entry';
import { useControlled } from '../use-controlled';

const SHARED = [
  'appearance',
  'autoFocus',
  'defaultIsOpen',
  'id',
  'isDisabled',
  'isInvalid',
  'isOpen',
  'isRequired',
  'locale',
  'name',
  'onBlur',
  'onFocus',
  'placeholder',
  'selectProps',
  'spacing',
  'testId',
] as const;
const VALUE = ['value', 'defaultValue', 'onChange', 'aria-invalid', 'aria-labelledby'];

function useDate({ value, defaultValue, onChange }: DrawProps['props']) {
  const [date, change] = useControlled(readString(value), readString(defaultValue) ?? '');
  const tell = readFunction(onChange);
  return { value: date, onChange: (next: string) => change(next, tell && (() => tell(next))) };
}

const DATE = [
  ...SHARED,
  'dateFormat',
  'disabled',
  'maxDate',
  'minDate',
  'nextMonthLabel',
  'previousMonthLabel',
  'shouldShowCalendarButton',
  'weekStartDay',
] as const;

const DrawDatePicker = ({ props }: DrawProps) => (
  <DatePicker {...pick<ComponentProps<typeof DatePicker>>(props, DATE)} {...useDate(props)} />
);

const TIME = [...SHARED, 'hideIcon', 'label', 'timeFormat', 'timeIsEditable', 'times'] as const;

const DrawTimePicker = ({ props }: DrawProps) => (
  <TimePicker {...pick<ComponentProps<typeof TimePicker>>(props, TIME)} {...useDate(props)} />
);

export const dates: Record<string, Entry> = {
  DatePicker: { props: [...DATE, ...VALUE], Draw: DrawDatePicker },
  TimePicker: { props: [...TIME, ...VALUE], Draw: DrawTimePicker },
};
