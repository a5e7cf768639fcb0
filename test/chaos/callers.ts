import type { ScriptStep } from '../sandbox/twilio';
import { type Caption, makeCaptionedSpeech, readWav, writeWav } from '../sandbox/wav';
import type { WorldPlan } from './plan';
import { createDice, type Dice } from './seeds';

/** Somebody who is going to call. */
export interface Caller {
  /** Milliseconds since the world began. */
  at: number;
  /** E.164 and like nobody else's, or `anonymous`. */
  from: string;
  to: string;
  script: readonly ScriptStep[];
}

const LINES = ['+14155550100', '+14155550100', '+493055500100', '+34915550100'] as const;
const BURST = 0.1;
const BURST_GAP_MS = 3000;

const MATTERS = [
  'The printer in room {n} shows a paper jam and nobody can print.',
  'I can not log in to the portal since this morning, my badge is {n}.',
  'The delivery for order {n} has not come yet, please call me back.',
  'Our video calls freeze in meeting room {n} every few minutes.',
] as const;
/** Of {@link MATTERS} in a voice: the sound is made once, the words are each caller's own. */
const voices = new Map<string, Int16Array>();

/** The callers of a world, in the order of their calls. */
export function inviteCallers(plan: WorldPlan): Caller[] {
  const dice = createDice(plan.seed, plan.world, 'callers');
  let at = 5000;
  return Array.from({ length: plan.calls }, (_, index) => {
    at += Math.round(dice.chance(BURST) ? dice.between(0, BURST_GAP_MS) : dice.wait(plan.callEveryMs));
    const to = dice.pick(LINES);
    return { at, from: chooseNumber(dice, index), to, script: writeScript(dice, index) };
  });
}

function chooseNumber(dice: Dice, index: number): string {
  const kind = dice.next();
  if (kind < 0.06) return 'anonymous';
  if (kind < 0.12) return `+4930${50_000_000 + index}`;
  return `+1512${2_000_000 + index}`;
}

/** Most people leave a message and hang up; some wait for the line to end it, and some say nothing at all. */
function writeScript(dice: Dice, index: number): ScriptStep[] {
  const kind = dice.next();
  if (kind < 0.05) return [{ do: 'hang-up' }];
  if (kind < 0.1) return [{ do: 'stay-silent' }, { do: 'hang-up' }];
  const speak: ScriptStep = { do: 'speak', wav: speakOf(dice.pick(MATTERS), 1000 + index) };
  return kind < 0.25 ? [speak] : [speak, { do: 'hang-up' }];
}

function speakOf(matter: string, number: number): Uint8Array {
  const caption: Caption = { text: matter.replace('{n}', String(number)), language: 'en-US' };
  const samples = voices.get(matter) ?? readWav(makeCaptionedSpeech(caption, { seconds: 3 })).samples;
  voices.set(matter, samples);
  return writeWav({ samples, sampleRate: 8000, caption });
}
