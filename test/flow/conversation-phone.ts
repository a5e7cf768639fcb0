import { wordsOf } from '../../src/call/languages';
import { type Language, matchLanguage } from '../../src/contract/language';
import { type Clock, sleep } from '../sandbox/clock';
import type { PhoneCall, PhoneEvent } from '../sandbox/twilio';
import { readWav } from '../sandbox/wav';
import { type Ear, isOutcome, isSound, listenTo, nameOutcome, type Opening } from './conversation-ear';
import type { Act, LineItem } from './conversation-file';
import { describeItem, isSign, readSound } from './conversation-item';
import { makeCrackle, makeSpeech } from './conversation-speech';
import type { Spoken } from './conversation-words';

/** Somebody on the phone who does what is written, and minds every word of the line's. */
export interface Caller {
  act(act: Act): Promise<void>;
  /** Has to be called after the last act. @throws OffScript when the line goes on, or waits. */
  finish(): Promise<void>;
  isOver(): boolean;
  /** What the line has said. */
  spoken: readonly Spoken[];
}

/** Somebody's call as it stands. */
interface OnPhone {
  call: PhoneCall;
  clock: Clock;
  ear: Ear;
  language: Language;
  /** Set while the line listens to what the caller has begun. */
  open: Opening | undefined;
  /** Milliseconds since the epoch. */
  speaksUntil: number;
  hasPaused: boolean;
  /** Whether it does not matter what the line says next. */
  skips: boolean;
  isOver: boolean;
  spoken: Spoken[];
}

/** Until somebody has found the key, or begins to speak. */
const REACTION_MS = 400;
/** Between two sentences of somebody who thinks. */
const BREATH_MS = 2500;
/** Seconds. Before the tone the line listens only for a key; nobody answers there who does not mean to. */
export const LONGEST_BEFORE_TONE = 2;

/** @param readCode the code in the last text that the caller got */
export function createCaller(
  call: PhoneCall,
  clock: Clock,
  language: Language,
  readCode: () => string,
): Caller {
  const phone: OnPhone = {
    call,
    clock,
    ear: listenTo(call),
    language,
    open: undefined,
    speaksUntil: 0,
    hasPaused: false,
    skips: false,
    isOver: false,
    spoken: [],
  };
  return {
    spoken: phone.spoken,
    isOver: () => phone.isOver,
    async act(act) {
      if (phone.isOver) phone.ear.fail(`The call is over; what is left: ${JSON.stringify(act)}.`);
      await perform(phone, act, readCode);
    },
    finish: () => finish(phone),
  };
}

async function perform(phone: OnPhone, act: Act, readCode: () => string): Promise<void> {
  switch (act.do) {
    case 'line':
      phone.open = undefined;
      for (const item of act.items) await hearItem(phone, item, act.in ?? phone.language);
      return;
    case 'language':
      phone.language = act.language;
      return;
    case 'waits for the tone':
      phone.open = await awaitTurn(phone, 'was to wait for the tone', ({ kind }) => kind === 'record');
      return;
    case 'pauses':
      phone.open = await awaitTurn(phone, 'was to pause', isAnswerable);
      await drawBreath(phone, act.seconds * 1000);
      phone.hasPaused = true;
      return;
    case 'says':
      await speak(phone, act.text, act);
      break;
    case 'says the code':
      await speak(phone, readCode(), {});
      break;
    case 'makes a noise':
      await awaitTurn(phone, 'was to make a noise', ({ kind }) => kind === 'record');
      utter(phone, '(crackles)', makeCrackle());
      break;
    case 'presses':
      await press(phone, act.keys);
      break;
    case 'presses the code':
      await press(phone, readCode());
      break;
    case 'interrupts':
      await hearOut(phone, 0.5);
      phone.ear.note(`presses ${act.keys} while the line speaks`);
      phone.call.press(act.keys);
      break;
    case 'stays silent':
      phone.open = undefined;
      await awaitTurn(phone, 'was to stay silent', isAnswerable);
      phone.ear.note('…');
      break;
    case 'hangs up':
      await hangUp(phone);
      break;
  }
  phone.skips = false;
  phone.hasPaused = false;
}

const isAnswerable = (opening: Opening): boolean =>
  opening.kind === 'record' || opening.seconds > LONGEST_BEFORE_TONE;

/** Waits until the line listens. */
async function awaitTurn(
  phone: OnPhone,
  what: string,
  isIt: (opening: Opening) => boolean,
): Promise<Opening> {
  const { ear, open } = phone;
  if (open !== undefined && isIt(open)) return open;
  for (;;) {
    const event = await ear.next();
    const opening = ear.openingOf(event);
    if (opening !== undefined && isIt(opening)) return opening;
    if (isSound(event) && !phone.skips) ear.fail(`The line says “${event.text}” where the caller ${what}.`);
    if (isSound(event)) keep(phone, event, undefined);
    if (isOutcome(event)) ear.fail(`The line ${nameOutcome(event)} where the caller ${what}.`);
  }
}

function keep(
  { spoken }: OnPhone,
  event: { text: string; language: string },
  read: Spoken | undefined,
): void {
  spoken.push(read ?? { text: event.text, language: matchLanguage(event.language) ?? 'en', values: {} });
}

async function hearItem(phone: OnPhone, item: LineItem, language: Language): Promise<void> {
  if (item.kind === 'sign' && item.sign === '…') {
    phone.skips = true;
    return;
  }
  while (!isItem(phone, await phone.ear.next(), item, language));
  phone.skips = false;
  phone.isOver = item.kind === 'sign' && (item.sign === 'hangs up' || item.sign === 'rejects');
}

/** Whether this is what was to come. @throws OffScript where it may not come before */
function isItem(phone: OnPhone, event: PhoneEvent, item: LineItem, language: Language): boolean {
  const { ear, skips } = phone;
  const expected = `it was to ${describeItem(item)}`;
  if (isSound(event)) {
    const read = readSound(event, item, language);
    if (read === undefined && !skips) ear.fail(`The line says “${event.text}”; ${expected}.`);
    keep(phone, event, read);
    return read !== undefined;
  }
  if (isSign(event, item)) return true;
  if (isOutcome(event)) ear.fail(`The line ${nameOutcome(event)}; ${expected}.`);
  const opening = ear.openingOf(event);
  if (opening !== undefined && isAnswerable(opening)) ear.fail(`The line waits for the caller; ${expected}.`);
  return false;
}

async function speak(
  phone: OnPhone,
  text: string,
  { in: language = phone.language, seconds }: { in?: Language | undefined; seconds?: number | undefined },
): Promise<void> {
  const { open, hasPaused, ear } = phone;
  const opening = await awaitTurn(
    phone,
    `was to say “${text}”`,
    (one) => one.kind === 'record' || one.speech,
  );
  if (opening.kind === 'gather' && matchLanguage(opening.language) !== language)
    ear.fail(
      `The recogniser listens for ${opening.language}; the caller was to say “${text}” in ${language}.`,
    );
  await drawBreath(phone, open === undefined || hasPaused ? REACTION_MS : BREATH_MS);
  utter(phone, `“${text}”`, makeSpeech(text, wordsOf(language).tag, seconds));
  phone.open = opening;
}

function utter(phone: OnPhone, what: string, wav: Uint8Array): void {
  phone.ear.note(what);
  phone.call.speak(wav);
  phone.speaksUntil = phone.clock.now() + readWav(wav).seconds * 1000;
}

async function press(phone: OnPhone, keys: string): Promise<void> {
  const first = keys[0] ?? '';
  await awaitTurn(phone, `was to press ${keys}`, (opening) =>
    opening.kind === 'gather' ? opening.keys : opening.keys.includes(first),
  );
  await drawBreath(phone, REACTION_MS);
  phone.ear.note(`presses ${keys}`);
  phone.call.press(keys);
  phone.open = undefined;
}

/** Goes on after a moment, once the sentence before is over. */
async function drawBreath({ clock, open, speaksUntil }: OnPhone, ms: number): Promise<void> {
  if (open !== undefined) await sleep(clock, Math.max(0, speaksUntil - clock.now()));
  await sleep(clock, ms);
}

/** Lets the line speak on for a part of its sentence; or does not, where it waits. */
async function hearOut(phone: OnPhone, share: number): Promise<void> {
  const last = phone.ear.last();
  if (phone.open !== undefined) await drawBreath(phone, REACTION_MS);
  else if (last !== undefined) await sleep(phone.clock, 'ms' in last ? last.ms * share : REACTION_MS);
}

async function hangUp(phone: OnPhone): Promise<void> {
  const { ear, call } = phone;
  await hearOut(phone, 0.9);
  ear.note('hangs up');
  call.hangUp();
  phone.isOver = true;
  for (let event = await ear.next(); event.kind !== 'ended'; event = await ear.next()) {
    if (event.kind === 'hung-up' && event.by === 'line')
      ear.fail('The line hangs up before the caller does.');
  }
}

async function finish(phone: OnPhone): Promise<void> {
  const { ear } = phone;
  while (!phone.isOver) {
    const event = await ear.next();
    const opening = ear.openingOf(event);
    if (isSound(event)) ear.fail(`Nothing more was to come, but the line says “${event.text}”.`);
    if (isOutcome(event)) ear.fail(`Nothing more was to come, but the line ${nameOutcome(event)}.`);
    if (opening !== undefined && isAnswerable(opening)) ear.fail('Nothing more was to come; the line waits.');
  }
  await phone.call.ended;
}
