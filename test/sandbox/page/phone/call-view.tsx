import Button from '@atlaskit/button/new';
import Phone from '@atlaskit/icon/core/phone';
import { useEffect, useRef } from 'react';
import type { Call } from '../call-state';
import { formatNumber, formatSeconds } from '../format';
import { useActions, usePage } from '../page-context';
import { nameNumber } from '../phone-state';
import { useNow } from '../use-now';
import { CallControls } from './call-controls';
import { CallStatus } from './call-status';
import { Composer } from './composer';
import { Conversation } from './conversation';

/** A call under way, or one that has just ended. */
export function CallView({ call }: { call: Call }) {
  const isOver = call.endedAt !== undefined;
  const now = useNow(!isOver);
  const ref = useFocusKept(isOver);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no field set, but what belongs to one call
    <div className="call" role="group" aria-label="Call" tabIndex={-1} ref={ref}>
      <CallHead call={call} now={now} />
      <Conversation call={call} />
      <CallStatus call={call} now={now} />
      {isOver ? <AfterCall /> : <CallControls composer={<Composer call={call} />} />}
    </div>
  );
}

/** The button that began or ended the call is gone: whoever goes by keyboard must not start from the top again. */
function useFocusKept(isOver: boolean) {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of the call is a reason to run
  useEffect(() => {
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
  }, [isOver]);
  return ref;
}

function CallHead({ call, now }: { call: Call; now: number }) {
  const { state } = usePage();
  const name = nameNumber(state.phone, call.to);
  const number = formatNumber(call.to);
  const talked = call.answeredAt === undefined ? undefined : ((call.endedAt ?? now) - call.answeredAt) / 1000;
  return (
    <div className="call-head">
      <div className="call-head-names">
        <span className="call-head-line">{name}</span>
        <span className="call-head-number">{name === number ? 'Phone call' : number}</span>
      </div>
      {talked !== undefined && (
        <span className="call-timer" role="timer" aria-label="Time on the phone">
          {formatSeconds(talked)}
        </span>
      )}
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
