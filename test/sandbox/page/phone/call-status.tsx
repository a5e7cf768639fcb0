import type { Call } from '../call-state';
import { formatSeconds } from '../format';
import { describeListening, type Listening } from '../listening';

/** One line that says what the line does and wants now; read out when it changes. */
export function CallStatus({ call, now }: { call: Call; now: number }) {
  const { listening } = call;
  const isWaiting = listening !== undefined && !listening.isPrompting;
  return (
    <div className={`call-status call-status-${call.phase}`}>
      {listening?.to === 'recording' && <span className="record-dot" aria-hidden="true" />}
      {call.phase === 'on-hold' && <span aria-hidden="true">♪</span>}
      <span role="status" aria-label="Call status" className="grow">
        {describePhase(call)}
      </span>
      {listening && <Level isActive={call.speaking !== undefined} />}
      {isWaiting && (
        <span className="record-time" aria-hidden="true">
          {describeTime(listening, (now - listening.since) / 1000)}
        </span>
      )}
    </div>
  );
}

/** Seconds before the end of a recording, from which on they are counted down. */
const LAST = 20;

function describeTime({ maxLength }: Listening, seconds: number): string {
  const left = (maxLength ?? Number.POSITIVE_INFINITY) - seconds;
  return left <= LAST ? `${formatSeconds(left)} left` : formatSeconds(seconds);
}

/** Moves while the caller's words go out. */
const Level = ({ isActive }: { isActive: boolean }) => (
  <span className={`level${isActive ? ' level-active' : ''}`} aria-hidden="true">
    <span />
    <span />
    <span />
    <span />
  </span>
);

function describePhase(call: Call): string {
  switch (call.phase) {
    case 'dialling':
      return 'Calling…';
    case 'waiting':
      return 'One moment…';
    case 'line-speaks':
      return 'The line is speaking';
    case 'on-hold':
      return 'Hold music: one moment, please';
    case 'recording':
    case 'gathering':
      return describeMoment(call);
    case 'connecting':
      return 'Connecting you to a person…';
    case 'over':
      return call.ending ?? 'The call has ended.';
  }
}

function describeMoment({ listening, speaking }: Call): string {
  if (listening === undefined) return 'One moment…';
  const words = describeListening(listening);
  if (speaking !== undefined && listening.to === 'gather') return 'The line listens to you';
  if (!listening.isPrompting) return words;
  if (!listening.speech) return 'The line is speaking; keys work already';
  return `You may already ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
