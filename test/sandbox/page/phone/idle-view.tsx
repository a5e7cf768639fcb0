import { IconButton } from '@atlaskit/button/new';
import Backspace from '@atlaskit/icon/core/arrow-left';
import Phone from '@atlaskit/icon/core/phone';
import Select, { CreatableSelect } from '@atlaskit/select';
import TextField from '@atlaskit/textfield';
import type { Line } from '../api-schemas';
import { Failure } from '../failure';
import { formatNumber, toDialled } from '../format';
import { usePage } from '../page-context';
import { DialPad } from './dial-pad';
import { OWN_NUMBERS, WITHHELD } from './own-numbers';

/** Before a call: who calls whom. */
export function IdleView() {
  const { state, dispatch, effects } = usePage();
  const { phone } = state;
  const dialled = toDialled(phone.to, phone.from);
  return (
    <form
      className="idle"
      onSubmit={(event) => {
        event.preventDefault();
        if (dialled) void effects.placeCall();
      }}
    >
      <OwnNumber />
      <LineChoice />
      <div className="dialled">
        <TextField
          aria-label="Number to dial"
          appearance="none"
          type="tel"
          value={phone.to}
          placeholder="Number to dial"
          onChange={(event) => dispatch({ type: 'number-dialled', to: event.currentTarget.value })}
          elemAfterInput={
            <IconButton
              icon={Backspace}
              label="Delete the last digit"
              appearance="subtle"
              spacing="compact"
              isDisabled={phone.to === ''}
              onClick={() => dispatch({ type: 'number-dialled', to: phone.to.slice(0, -1) })}
            />
          }
        />
      </div>
      <DialPad press={(key) => void effects.pressKeys(key)} />
      <button type="submit" className="call-button call-button-start" aria-disabled={!dialled}>
        <Phone label="" color="currentColor" />
        <span>Call</span>
      </button>
    </form>
  );
}

interface NumberOption {
  label: string;
  value: string;
}

const toOption = (number: string): NumberOption => ({
  value: number,
  label: number === WITHHELD ? 'Number withheld' : formatNumber(number),
});

const OWN_OPTIONS = [
  ...OWN_NUMBERS.map(({ country, numbers }) => ({ label: country, options: numbers.map(toOption) })),
  { label: 'Unknown', options: [toOption(WITHHELD)] },
];

function OwnNumber() {
  const { state, dispatch } = usePage();
  return (
    <div className="field">
      <label htmlFor="own-number">Your number</label>
      <CreatableSelect<NumberOption>
        inputId="own-number"
        spacing="compact"
        options={OWN_OPTIONS}
        value={toOption(state.phone.from)}
        isValidNewOption={(typed) => toDialled(typed, state.phone.from) !== undefined}
        formatCreateLabel={(typed) => `Call from ${typed}`}
        onCreateOption={(typed) =>
          dispatch({ type: 'own-number-chosen', from: toDialled(typed, state.phone.from) ?? typed })
        }
        onChange={(option) => option && dispatch({ type: 'own-number-chosen', from: option.value })}
      />
    </div>
  );
}

function LineChoice() {
  const { state, dispatch, effects } = usePage();
  const { lines, to, from } = state.phone;
  const options = (lines.value ?? []).map((line) => ({ line, value: line.sid, label: nameLine(line) }));
  const dialled = toDialled(to, from);
  if (lines.error !== undefined && !lines.value)
    return <Failure title="The lines are not known" error={lines.error} retry={effects.refresh} />;
  return (
    <div className="field">
      <label htmlFor="line">Line</label>
      <Select<(typeof options)[number]>
        inputId="line"
        spacing="compact"
        isLoading={!lines.value}
        options={options}
        value={options.find(({ line }) => line.phoneNumber === dialled) ?? null}
        placeholder={lines.value ? 'Another number' : 'Loading…'}
        noOptionsMessage={() => 'No line is set up yet'}
        onChange={(option) => option && dispatch({ type: 'line-chosen', line: option.line })}
      />
    </div>
  );
}

/** The name people gave it, else the number. */
const nameLine = (line: Line): string => line.friendlyName || formatNumber(line.phoneNumber);
