import type { Call, CallState } from '../contract/call';
import { isAllHeard } from './heard';

/**
 * A call's life: from each state, where it can go and what takes it there. Nothing else changes a call's state. What a
 * state's work is, and who does it, is in `src/intake/file-call.ts`.
 */
export const LIFE = {
  answered: {
    recorded: 'a message was left',
    transcribed: 'a message was spoken, unrecorded',
    abandoned: 'the caller hung up without one',
  },
  recorded: {
    transcribed: 'its words were heard',
    understood: 'it has no words, or none for now',
    abandoned: 'it is silent',
    answered: 'the caller wants no recording',
    parked: 'it needs a person',
  },
  transcribed: {
    understood: 'its words were understood, or can not be for now',
    recorded: 'the caller recorded more',
    answered: 'the caller wants no recording',
    parked: 'it needs a person',
  },
  understood: {
    filed: 'Jira has the request',
    recorded: 'the caller recorded more',
    transcribed: 'the caller said more',
    answered: 'the caller wants no recording',
    parked: 'it needs a person',
  },
  filed: { confirmed: 'the request has its call, the caller has the number', parked: 'it needs a person' },
  confirmed: { closed: 'nothing is left to do', parked: 'it needs a person' },
  closed: {},
  abandoned: {
    recorded: 'its recording turned up after all',
    transcribed: 'the caller spoke after all, unrecorded',
  },
  parked: {
    recorded: 'an admin tries again',
    transcribed: 'an admin tries again',
    understood: 'an admin tries again',
    filed: 'an admin tries again',
    confirmed: 'an admin tries again',
  },
} as const satisfies Record<CallState, Partial<Record<CallState, string>>>;

/** States in which a worker has something to do. */
export const WORK_STATES = ['recorded', 'transcribed', 'understood', 'filed', 'confirmed'] as const;
export type WorkState = (typeof WORK_STATES)[number];

export const isAtWork = (state: CallState): state is WorkState =>
  WORK_STATES.some((workState) => workState === state);

/**
 * The call in its next state; what held it up before is behind it.
 * @throws Error when no such way exists: a bug, never the outside's fault.
 */
export function enter(call: Call, state: CallState): Call {
  if (!(state in LIFE[call.state])) throw new Error(`A call does not go from ${call.state} to ${state}.`);
  const { retry: _, ...rest } = call;
  return { ...rest, state };
}

/** Whether the caller may still say more, so that nobody files what is understood. */
export const isHeld = ({ state, heldUntil = 0 }: Call, now: number): boolean =>
  state === 'understood' && heldUntil > now && heldUntil <= now + LONGEST_HOLD_MS;

/** Nobody holds a call for longer: a longer one is from a clock that was ahead. */
export const LONGEST_HOLD_MS = 30 * 60 * 1000;

/** Where a parked call goes on, by what it has. */
export function resumedState(call: Call): WorkState {
  const { request, steps, understanding, gap, transcript } = call;
  if (request !== undefined) return isConfirmed(steps) ? 'confirmed' : 'filed';
  if (understanding !== undefined || gap !== undefined) return 'understood';
  return transcript !== undefined && isAllHeard(call) ? 'transcribed' : 'recorded';
}

/** Whether the request has its call, and the caller the number, as far as that was possible. */
export const isConfirmed = (steps: Call['steps']): boolean =>
  CONFIRMING.every((step) => steps[step] !== undefined);

const CONFIRMING = ['number-field', 'property', 'confirmation', 'comment'] as const;
