import type { Call } from '../call-state';
import { formatSeconds } from '../format';

/** One line that says what the line does now; read out when it changes. */
export function CallStatus({ call, now }: { call: Call; now: number }) {
  const isRecording = call.phase === 'recording';
  const seconds = (now - (call.listeningSince ?? now)) / 1000;
  return (
    <div className={`call-status call-status-${call.phase}`}>
      {isRecording && <span className="record-dot" aria-hidden="true" />}
      <span role="status" aria-label="Call status">
        {describePhase(call)}
      </span>
      {isRecording && <span className="record-time">{formatSeconds(seconds)}</span>}
    </div>
  );
}

function describePhase(call: Call): string {
  switch (call.phase) {
    case 'dialling':
      return 'Calling…';
    case 'waiting':
      return 'One moment…';
    case 'line-speaks':
      return 'The line is speaking';
    case 'recording':
      return 'Recording: say something';
    case 'gathering':
      return 'Listening: press a key or say something';
    case 'connecting':
      return 'Connecting…';
    case 'over':
      return call.ending ?? 'The call has ended.';
  }
}
