import { IconButton } from '@atlaskit/button/new';
import Keypad from '@atlaskit/icon/core/grid';
import Phone from '@atlaskit/icon/core/phone';
import VolumeHigh from '@atlaskit/icon/core/volume-high';
import VolumeMuted from '@atlaskit/icon/core/volume-muted';
import { type ReactNode, useCallback, useState } from 'react';
import { useActions, usePage } from '../page-context';
import { useMediaQuery } from '../use-media-query';
import { DialPad } from './dial-pad';
import { useCallKeys } from './use-call-keys';

/** From here on the pad and the composer fit below each other. */
const TALL = '(min-height: 600px)';

/** What the caller does with the hands: the keys beside sound and hanging up, below what can be said. */
export function CallControls({ composer }: { composer: ReactNode }) {
  const hasRoom = useMediaQuery(TALL);
  const [wantsKeys, setWantsKeys] = useState(false);
  const showsKeys = hasRoom || wantsKeys;
  return (
    <>
      {/* Hidden rather than gone: what was typed stays. */}
      <div hidden={!hasRoom && wantsKeys}>{composer}</div>
      <div className={`call-bottom${hasRoom ? '' : ' call-bottom-low'}`}>
        <CallKeys isShown={showsKeys} />
        <div className="call-controls">
          <SoundButton />
          {!hasRoom && (
            <IconButton
              icon={Keypad}
              label="Dial pad"
              aria-pressed={wantsKeys}
              isSelected={wantsKeys}
              shape="circle"
              onClick={() => setWantsKeys(!wantsKeys)}
            />
          )}
          <HangUpButton />
        </div>
      </div>
    </>
  );
}

/** The keyboard presses keys whether or not the pad shows. */
function CallKeys({ isShown }: { isShown: boolean }) {
  const { effects } = useActions();
  const press = useCallback((key: string) => void effects.pressKeys(key), [effects]);
  const pressed = useCallKeys(true, press);
  return isShown ? <DialPad isCompact press={press} pressed={pressed} /> : null;
}

function SoundButton() {
  const { state, effects } = usePage();
  const { muted } = state.phone;
  return (
    <IconButton
      icon={muted ? VolumeMuted : VolumeHigh}
      label={muted ? 'Sound is off' : 'Sound is on'}
      aria-pressed={!muted}
      isSelected={!muted}
      shape="circle"
      onClick={effects.toggleMute}
    />
  );
}

function HangUpButton() {
  const { effects } = useActions();
  return (
    <button
      type="button"
      className="call-button call-button-end"
      aria-label="Hang up"
      onClick={() => void effects.hangUp()}
    >
      <Phone label="" color="currentColor" />
    </button>
  );
}
