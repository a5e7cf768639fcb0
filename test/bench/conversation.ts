import { createSandbox, type Sandbox } from '../sandbox/sandbox';
import type { PhoneEvent } from '../sandbox/twilio';
import { makeCaptionedSpeech } from '../sandbox/wav';

/** What the services take, as measured; a store that is asked often is what adds up. */
const DELAYS = { transcription: 700, understanding: 1500, jiraCreate: 600, jira: 200, store: 15 };
const LINE = '+14155550100';
const CALLS = 3;
const MESSAGE_MS = 4500;
const KEY_MS = 100;

/** Milliseconds of one call, as its caller waits through them. */
export interface Waits {
  /** From the end of the message to the first word of the recap. */
  recap: number;
  /** Of that, in silence: the line says nothing meanwhile. */
  silence: number;
  /** From the key that agrees to the first word of the number. */
  number: number;
}

/**
 * How long callers wait for what the line understood, and for the number (M1), in real time and at the pace of life, with
 * the services at their medians. Callers press # when they are done and agree as the recap begins.
 */
export async function measureWaits(): Promise<Waits[]> {
  const sandbox = await createSandbox({ seed: 1, pace: 1, delays: DELAYS });
  const waits: Waits[] = [];
  try {
    for (let index = 0; index < CALLS; index++) waits.push(await measureCall(sandbox, `+1512555014${index}`));
  } finally {
    await sandbox.forge.settle();
    await sandbox.close();
  }
  return waits;
}

async function measureCall({ twilio, clock }: Sandbox, from: string): Promise<Waits> {
  const text = 'The label printer on the second floor shows error 809.';
  const wav = makeCaptionedSpeech({ text, language: 'en-US' });
  const call = twilio.placeCall({ from, to: LINE });
  const at = { message: Number.NaN, recap: Number.NaN, number: Number.NaN };
  let spokenUntil = 0;
  let silence = Number.NaN;
  call.subscribe((event) => {
    const now = clock.now();
    if (event.kind === 'recording-started') {
      call.speak(wav);
      void clock.after(MESSAGE_MS, () => call.press('#'));
    }
    if (event.kind === 'recording-ended') at.message = now;
    if (isRecap(event)) {
      at.recap = now;
      silence = now - Math.max(spokenUntil, at.message);
      // A key counts once the sentence has begun.
      void clock.after(KEY_MS, () => call.press('1'));
    }
    if (isNumber(event)) {
      at.number = now;
      call.hangUp();
    }
    if (event.kind === 'saying') spokenUntil = now + event.ms;
  });
  await call.ended;
  return { recap: at.recap - at.message, silence, number: at.number - at.recap };
}

const isRecap = (event: PhoneEvent): boolean =>
  event.kind === 'saying' && event.text.startsWith('I understood');
const isNumber = (event: PhoneEvent): boolean =>
  event.kind === 'saying' && event.text.includes('Your request is');
