import Button, { IconButton } from '@atlaskit/button/new';
import Keypad from '@atlaskit/icon/core/grid';
import Phone from '@atlaskit/icon/core/phone';
import VolumeHigh from '@atlaskit/icon/core/volume-high';
import VolumeMuted from '@atlaskit/icon/core/volume-muted';
import { useState } from 'react';
import type { Call } from '../call-state';
import { formatNumber, formatSeconds } from '../format';
import { useActions, usePage } from '../page-context';
import { useNow } from '../use-now';
import { CallStatus } from './call-status';
import { Composer } from './composer';
import { Conversation } from './conversation';
import { DialPad } from './dial-pad';
import { nameLine } from './idle-view';

/** A call under way, or one that has just ended. */
export function CallView({ call }: { call: Call }) {
  const [showsKeys, setShowsKeys] = useState(false);
  const isOver = call.endedAt !== undefined;
  return (
    <div className="call">
      <CallHead call={call} />
      <Conversation bubbles={call.bubbles} />
      {isOver ? (
        <AfterCall />
      ) : (
        <>
          {showsKeys ? <DialPad /> : <Composer call={call} />}
          <CallControls showsKeys={showsKeys} toggleKeys={() => setShowsKeys(!showsKeys)} />
        </>
      )}
    </div>
  );
}

function CallHead({ call }: { call: Call }) {
  const { state } = usePage();
  const line = state.phone.lines.value?.find(({ phoneNumber }) => phoneNumber === call.to);
  const now = useNow(call.endedAt === undefined);
  const talked = call.answeredAt === undefined ? undefined : ((call.endedAt ?? now) - call.answeredAt) / 1000;
  return (
    <div className="call-head">
      <div className="call-head-names">
        <span className="call-head-line">{line ? nameLine(line) : formatNumber(call.to)}</span>
        {line && <span className="call-head-number">{formatNumber(call.to)}</span>}
      </div>
      {talked !== undefined && (
        <span className="call-timer" role="timer" aria-label="Time on the phone">
          {formatSeconds(talked)}
        </span>
      )}
      <CallStatus call={call} now={now} />
    </div>
  );
}

function CallControls({ showsKeys, toggleKeys }: { showsKeys: boolean; toggleKeys: () => void }) {
  const { state, effects } = usePage();
  const { muted } = state.phone;
  return (
    <div className="call-controls">
      <IconButton
        icon={muted ? VolumeMuted : VolumeHigh}
        label={muted ? 'Sound is off' : 'Sound is on'}
        aria-pressed={!muted}
        isSelected={!muted}
        shape="circle"
        onClick={effects.toggleMute}
      />
      <button
        type="button"
        className="call-button call-button-end"
        aria-label="Hang up"
        onClick={() => void effects.hangUp()}
      >
        <Phone label="" color="currentColor" />
      </button>
      <IconButton
        icon={Keypad}
        label="Dial pad"
        aria-pressed={showsKeys}
        isSelected={showsKeys}
        shape="circle"
        onClick={toggleKeys}
      />
    </div>
  );
}

function AfterCall() {
  const { dispatch, effects } = useActions();
  return (
    <div className="after-call">
      <Button onClick={() => dispatch({ type: 'call-cleared' })}>Close</Button>
      <Button appearance="primary" iconBefore={Phone} onClick={() => void effects.placeCall()}>
        Call again
      </Button>
    </div>
  );
}
