import { sleep } from '../sandbox/clock';
import { readCallState } from '../sandbox/place-call';
import type { Sandbox } from '../sandbox/sandbox';
import type { PhoneCall } from '../sandbox/twilio';
import { checkSpoken, checkThen, type Outcome } from './conversation-check';
import type { Conversation } from './conversation-file';
import { type Caller, createCaller } from './conversation-phone';

/** A conversation under way. */
export interface Scene {
  sandbox: Sandbox;
  plan: Conversation;
  from: string;
  language: Conversation['language'];
  phone?: { call: PhoneCall; caller: Caller; startedAt: number; isOver: boolean };
}

/** Until what comes of something has come of it. */
export const AFTERMATH_MS = 20_000;
const PATIENCE_S = 180;
const DONE = ['closed', 'abandoned', 'parked'];

export function startCall({ sandbox, plan, from, language }: Scene): NonNullable<Scene['phone']> {
  const { clock, twilio } = sandbox;
  const startedAt = clock.now();
  const call = twilio.placeCall({ from, to: plan.number });
  const readCode = (): string => {
    const texts = twilio.listMessages().filter(({ to }) => to === from);
    return /(?<!\d)\d{4}(?!\d)/.exec(texts.at(-1)?.body ?? '')?.[0] ?? '';
  };
  return { call, caller: createCaller(call, clock, language, readCode), startedAt, isOver: false };
}

/** Waits until the call is over, and the app done with it. */
export async function endCall({ sandbox, phone }: Scene): Promise<void> {
  if (phone === undefined || phone.isOver) return;
  await phone.caller.finish();
  phone.isOver = true;
  await awaitApp(sandbox, phone.call.sid);
}

export async function awaitApp(sandbox: Sandbox, sid: string): Promise<void> {
  for (let second = 0; second < PATIENCE_S; second++) {
    const state = readCallState(sandbox, sid);
    if (state === 'unknown' || DONE.includes(state)) break;
    await sleep(sandbox.clock, 1000);
  }
  await sleep(sandbox.clock, AFTERMATH_MS);
}

/** Whether everything is as it is written. */
export async function check(scene: Scene, then: Conversation['check']): Promise<void> {
  const { sandbox, phone, from, language } = scene;
  const outcome: Outcome = {
    sandbox,
    from,
    language,
    callSid: phone?.call.sid,
    spoken: phone?.caller.spoken ?? [],
    startedAt: phone?.startedAt ?? 0,
  };
  await checkSpoken(outcome);
  await checkThen(outcome, then);
}
