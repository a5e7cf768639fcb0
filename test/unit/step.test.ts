import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import { type CallEvent, type Speech, type Surroundings, step } from '../../src/call/step';
import type { Call } from '../../src/contract/call';
import { LANGUAGES } from '../../src/contract/language';
import {
  CALL_ID,
  CALLER,
  makeCall,
  makeLine,
  OTHER_RECORDING_ID,
  OWN_NUMBER,
  RECORDING_ID,
  START,
} from './fakes';

const around = (more: Partial<Surroundings> = {}): Surroundings => ({
  line: makeLine(),
  language: 'en',
  textFollows: false,
  paused: false,
  now: START,
  ...more,
});
const received: CallEvent = { kind: 'call-received', callId: CALL_ID, from: CALLER, to: OWN_NUMBER };
const recorded = (seconds = 12, sid = RECORDING_ID, attempt = 1): CallEvent => ({
  kind: 'message-recorded',
  callId: CALL_ID,
  from: CALLER,
  to: OWN_NUMBER,
  recording: { sid, seconds },
  attempt,
});
const completed = (seconds = 12, sid = RECORDING_ID): CallEvent => ({
  kind: 'recording-completed',
  callId: CALL_ID,
  recording: { sid, seconds },
});
const ended: CallEvent = { kind: 'call-ended', callId: CALL_ID, seconds: 40 };

/** A step that was no replay. */
function take(call: Call | undefined, event: CallEvent, surroundings = around()) {
  const result = step(call, event, surroundings);
  if (result === 'stale') throw new Error('stale');
  return result;
}
const said = (speech: readonly Speech[]): string[] =>
  speech.flatMap((verb) => (verb.kind === 'say' ? verb.text : []));
const kinds = (speech: readonly Speech[]): string[] => speech.map(({ kind }) => kind);

describe('while intake is paused (V23)', () => {
  const paused = (language: Surroundings['language'] = 'en') => around({ paused: true, language });

  it.each(LANGUAGES)('a new call hears so in %s and is let go: no recording, no call', (language) => {
    expect(take(undefined, received, paused(language))).toEqual({
      call: undefined,
      say: [{ kind: 'say', text: wordsOf(language).spoken.paused, language }, { kind: 'hang-up' }],
      file: false,
      turnedAway: true,
    });
    expect(take(undefined, ended, paused(language))).toEqual({ call: undefined, say: [], file: false });
  });

  it('a call that was let in before goes on to its end', () => {
    const { call: answered, say, turnedAway } = take(makeCall(), received, paused());
    expect(kinds(say)).toContain('record');
    expect(turnedAway).toBeUndefined();
    const { call, file } = take(answered, recorded(), paused());
    expect([call?.state, file]).toEqual(['recorded', true]);
    expect(take(call, completed(), paused()).file).toBe(true);
    expect(take(call, ended, paused()).call?.endedAt).toBe(START);
  });

  it('a message is taken even of a call that the store did not keep: its caller was let in', () => {
    const { call, file } = take(undefined, recorded(), paused());
    expect([call?.state, file]).toEqual(['recorded', true]);
  });

  it('a number without a line is still one', () => {
    const { say, turnedAway } = take(undefined, received, around({ paused: true, line: undefined }));
    expect(said(say)).toEqual([wordsOf('en').spoken.unknownNumber]);
    expect(turnedAway).toBeUndefined();
  });
});

describe('a call that arrives', () => {
  it('is greeted, told of the recording before it starts, and listened to', () => {
    const { call, say, file } = take(undefined, received);
    const words = wordsOf('en').spoken;
    expect(said(say).slice(0, 3)).toEqual([words.greeting('Example Support'), words.notice, words.prompt]);
    expect(kinds(say).indexOf('record')).toBe(3);
    expect(call).toMatchObject({
      id: CALL_ID,
      state: 'answered',
      from: CALLER,
      lineId: 'support',
      language: 'en',
    });
    expect(file).toBe(false);
  });

  it('is listened to three times, with different words each time, then let go', () => {
    const { say } = take(undefined, received);
    expect(kinds(say)).toEqual([
      'say',
      'say',
      'say',
      'record',
      'say',
      'record',
      'say',
      'record',
      'say',
      'hang-up',
    ]);
    expect(say.flatMap((verb) => (verb.kind === 'record' ? verb.attempt : []))).toEqual([1, 2, 3]);
    expect(new Set(said(say)).size).toBe(said(say).length);
    expect(said(say).at(-1)).toBe(wordsOf('en').spoken.goodbyeQuiet);
  });

  it.each(LANGUAGES)('hears one language only: %s', (language) => {
    const { call, say } = take(undefined, received, around({ language }));
    expect(call?.language).toBe(language);
    for (const verb of say) if (verb.kind === 'say') expect(verb.language).toBe(language);
    expect(said(say)).toContain(wordsOf(language).spoken.notice);
  });

  it("hears the admin's own words in the line's first language, whatever it speaks itself", () => {
    const line = makeLine({ languages: ['de', 'en'], greeting: 'Moin!', notice: 'Wir nehmen auf.' });
    const { say } = take(undefined, received, around({ line, language: 'en' }));
    expect(say.slice(0, 3)).toEqual([
      { kind: 'say', text: 'Moin!', language: 'de' },
      { kind: 'say', text: 'Wir nehmen auf.', language: 'de' },
      { kind: 'say', text: wordsOf('en').spoken.prompt, language: 'en' },
    ]);
  });

  it('at a number without a line is told so and let go, and nothing is kept', () => {
    const { call, say, file } = take(undefined, received, around({ line: undefined, language: 'fr' }));
    expect(said(say)).toEqual([wordsOf('fr').spoken.unknownNumber]);
    expect(kinds(say)).toEqual(['say', 'hang-up']);
    expect([call, file]).toEqual([undefined, false]);
  });

  it('may be recorded for as long as the line allows', () => {
    const { say } = take(undefined, received, around({ line: makeLine({ maxMessageSeconds: 45 }) }));
    for (const verb of say) if (verb.kind === 'record') expect(verb.maxSeconds).toBe(45);
  });

  it('is stale once the call has moved on, or is older than any call can be', () => {
    for (const state of [
      'recorded',
      'transcribed',
      'understood',
      'filed',
      'closed',
      'abandoned',
      'parked',
    ] as const)
      expect(step(makeCall({ state }), received, around())).toBe('stale');
    const hour = 60 * 60 * 1000;
    expect(step(makeCall(), received, around({ now: START + 4 * hour }))).not.toBe('stale');
    expect(step(makeCall(), received, around({ now: START + 4 * hour + 1 }))).toBe('stale');
  });
});

describe('a message', () => {
  const answered = take(undefined, received).call;

  it('is kept and filed, and the caller hears the reference letter by letter, twice', () => {
    const { call, say, file } = take(answered, recorded());
    expect(call).toMatchObject({
      state: 'recorded',
      recording: { sid: RECORDING_ID, seconds: 12, at: START },
    });
    expect(file).toBe(true);
    const spelled = [...(call?.reference.replace('-', '') ?? '')].join(', ');
    expect(said(say)).toHaveLength(1);
    expect(said(say)[0]?.split(spelled)).toHaveLength(3);
    expect(kinds(say)).toEqual(['say', 'hang-up']);
  });

  it('promises a text only if one follows', () => {
    const byText = wordsOf('en').spoken.filing.byText;
    expect(said(take(answered, recorded(), around({ textFollows: true })).say)).toEqual([byText]);
    expect(said(take(answered, recorded()).say)).not.toContain(byText);
  });

  it('that is empty is asked for again in other words, and after the third time not any more', () => {
    const { quiet, goodbyeQuiet } = wordsOf('en').spoken;
    const first = take(answered, recorded(0, RECORDING_ID, 1));
    expect(said(first.say)).toEqual([quiet[0], quiet[1], goodbyeQuiet]);
    const second = take(answered, recorded(0, RECORDING_ID, 2));
    expect(said(second.say)).toEqual([quiet[1], goodbyeQuiet]);
    const third = take(answered, recorded(0, RECORDING_ID, 3));
    expect(third.say.map((verb) => (verb.kind === 'say' ? verb.text : verb.kind))).toEqual([
      goodbyeQuiet,
      'hang-up',
    ]);
    for (const { call, file } of [first, second, third]) {
      expect(file).toBe(false);
      expect(call?.recording).toBeUndefined();
    }
  });

  it('makes the call when nothing is known of it yet', () => {
    const { call, file } = take(undefined, recorded());
    expect(call).toMatchObject({ id: CALL_ID, state: 'recorded', reference: answered?.reference });
    expect(file).toBe(true);
  });

  it('is kept when the caller hung up first', () => {
    const gone = take(answered, ended).call;
    expect(gone?.state).toBe('abandoned');
    const { call, file } = take(gone, recorded());
    expect(call).toMatchObject({ state: 'recorded', endedAt: START, durationSeconds: 40 });
    expect(file).toBe(true);
  });

  it('is kept by whatever webhook brings it', () => {
    const { call, say, file } = take(answered, completed());
    expect(call).toMatchObject({ state: 'recorded', recording: { sid: RECORDING_ID } });
    expect([say, file]).toEqual([[], true]);
  });

  it('is kept when its line was removed during the call', () => {
    const { call, file, say } = take(answered, recorded(), around({ line: undefined }));
    expect(call?.recording?.sid).toBe(RECORDING_ID);
    expect([file, kinds(say).at(-1)]).toEqual([true, 'hang-up']);
    expect(take(undefined, recorded(), around({ line: undefined }))).toEqual({
      call: undefined,
      say: [{ kind: 'hang-up' }],
      file: false,
    });
  });

  it('counts when it was left after one that the line took for empty', () => {
    const early = take(answered, completed(1)).call;
    const { call, file } = take(early, recorded(20, OTHER_RECORDING_ID, 2));
    expect(call?.recording).toMatchObject({ sid: OTHER_RECORDING_ID, seconds: 20 });
    expect(file).toBe(true);
  });

  it('that is the second of a call which is being filed is answered kindly and changes nothing', () => {
    for (const state of ['transcribed', 'understood', 'filed', 'closed', 'parked'] as const) {
      const before = { ...makeCall({ state }), recording: { sid: RECORDING_ID, seconds: 3, at: START } };
      const { call, say, file } = take(before, recorded(20, OTHER_RECORDING_ID, 2));
      expect(call).toEqual(before);
      expect([kinds(say), file]).toEqual([['say', 'hang-up'], false]);
    }
  });

  it('of another id, reported late, is stale', () => {
    const kept = take(answered, recorded()).call;
    expect(step(kept, completed(5, OTHER_RECORDING_ID), around())).toBe('stale');
  });

  it('is queued again as long as nobody has begun to file it', () => {
    const kept = take(answered, recorded()).call;
    expect(take(kept, completed()).file).toBe(true);
    for (const state of ['transcribed', 'filed', 'closed', 'parked', 'abandoned'] as const)
      expect(take(kept && { ...kept, state }, completed()).file).toBe(false);
  });
});
