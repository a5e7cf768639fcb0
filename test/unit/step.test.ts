import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import { step } from '../../src/call/step';
import type { Surroundings } from '../../src/call/talk';
import { LANGUAGES } from '../../src/contract/language';
import { around, completed, ended, received, recorded, take, turnAt } from './call-events';
import { makeCall, makeLine, OTHER_RECORDING_ID, RECORDING_ID, START } from './fakes';
import { kindsOf, saidIn, sayingsIn, sentence } from './sentences';

describe('while intake is paused (V23)', () => {
  const paused = (language: Surroundings['language'] = 'en') => around({ paused: true, language });

  it.each(LANGUAGES)('a new call hears so in %s and is let go: no recording, no call', (language) => {
    expect(take(undefined, received, paused(language))).toEqual({
      call: undefined,
      say: [{ kind: 'say', text: wordsOf(language).spoken.paused, language }, { kind: 'hang-up' }],
      file: false,
      turnedAway: 'paused',
    });
    expect(take(undefined, ended, paused(language))).toEqual({ call: undefined, say: [], file: false });
  });

  it('a call that was let in before goes on to its end', () => {
    const { call: answered, say, turnedAway } = take(makeCall(), received, paused());
    expect(kindsOf(say)).toContain('record');
    expect(turnedAway).toBeUndefined();
    const { call, file } = take(answered, recorded(), paused());
    expect([call?.state, file]).toEqual(['recorded', true]);
    expect(take(call, ended, paused())).toMatchObject({ call: { endedAt: START }, file: true });
  });

  it('a message is taken even of a call that the store did not keep: its caller was let in', () => {
    const { call, file } = take(undefined, recorded(), paused());
    expect([call?.state, file]).toEqual(['recorded', true]);
  });

  it('a number without a line is still one', () => {
    const { say, turnedAway } = take(undefined, received, around({ paused: true, line: undefined }));
    expect(saidIn(say)).toEqual([wordsOf('en').spoken.unknownNumber]);
    expect(turnedAway).toBeUndefined();
  });

  it("is told in the admin's words and the line's voice", () => {
    const line = makeLine({
      voices: { en: 'Polly.Matthew-Neural' },
      prompts: { en: { paused: 'Come back on Monday.' } },
    });
    expect(take(undefined, received, around({ paused: true, line })).say[0]).toEqual({
      kind: 'say',
      text: 'Come back on Monday.',
      language: 'en',
      voice: 'Polly.Matthew-Neural',
    });
  });
});

describe('a call that arrives', () => {
  it('is greeted, told of the recording before it starts, and listened to', () => {
    const { call, say, file } = take(undefined, received);
    expect(saidIn(say).slice(0, 3)).toEqual([
      sentence('greeting', { line: 'Example Support' }),
      sentence('notice'),
      sentence('prompt'),
    ]);
    // All of it is said before the first tone, and a key counts meanwhile.
    expect(kindsOf(say).slice(0, 2)).toEqual(['ask', 'record']);
    expect(say[0]).toMatchObject({ say: { length: 3 }, keys: { count: 1 }, at: '/listening/1' });
    expect(call).toMatchObject({ state: 'answered', lineId: 'support', language: 'en' });
    expect(call).not.toHaveProperty('canText');
    expect(call).not.toHaveProperty('openRequests');
    expect(file).toBe(false);
  });

  it('is listened to three times, with different words each time, then let go', () => {
    const { say } = take(undefined, received);
    expect(kindsOf(say)).toEqual(['ask', 'record', 'ask', 'record', 'ask', 'record', 'say', 'hang-up']);
    const paths = ['/listening/1', '/listening/2', '/listening/3'];
    expect(say.flatMap((verb) => (verb.kind === 'record' ? verb.at : []))).toEqual(paths);
    expect(say.flatMap((verb) => (verb.kind === 'ask' ? verb.at : []))).toEqual(paths);
    expect(new Set(saidIn(say)).size).toBe(saidIn(say).length);
    expect(saidIn(say).at(-1)).toBe(wordsOf('en').spoken.goodbyeQuiet);
  });

  it.each(LANGUAGES)('hears one language only: %s', (language) => {
    const { call, say } = take(undefined, received, around({ language }));
    expect(call?.language).toBe(language);
    for (const saying of sayingsIn(say)) expect(saying.language).toBe(language);
    expect(saidIn(say)).toContain(wordsOf(language).spoken.notice);
  });

  it("hears the admin's own words in the line's first language, whatever it speaks itself", () => {
    const line = makeLine({ languages: ['de', 'en'], greeting: 'Moin!', notice: 'Wir nehmen auf.' });
    const { call, say } = take(undefined, received, around({ line, language: 'en' }));
    expect(sayingsIn(say).slice(0, 3)).toEqual([
      { kind: 'say', text: 'Moin!', language: 'de' },
      { kind: 'say', text: 'Wir nehmen auf.', language: 'de' },
      { kind: 'say', text: wordsOf('en').spoken.prompt, language: 'en' },
    ]);
    expect(call?.notice).toMatchObject({ language: 'de', at: START });
  });

  it('keeps which notice was played: another text is another version (V24)', () => {
    const versionOf = (notice?: string) => {
      const line = makeLine(notice === undefined ? {} : { notice });
      return take(undefined, received, around({ line })).call?.notice?.version;
    };
    expect(versionOf('We record.')).toBe(versionOf('We record.'));
    expect(new Set([versionOf(), versionOf('We record.'), versionOf('We do record.')]).size).toBe(3);
  });

  it('at a number without a line is told so and let go, and nothing is kept', () => {
    const { call, say, file } = take(undefined, received, around({ line: undefined, language: 'fr' }));
    expect(saidIn(say)).toEqual([wordsOf('fr').spoken.unknownNumber]);
    expect(kindsOf(say)).toEqual(['say', 'hang-up']);
    expect([call, file]).toEqual([undefined, false]);
  });

  it('may be recorded for as long as the line allows', () => {
    const { say } = take(undefined, received, around({ line: makeLine({ maxMessageSeconds: 45 }) }));
    for (const verb of say) if (verb.kind === 'record') expect(verb.maxSeconds).toBe(45);
  });

  it('is rejected when it is one too many, and nothing is said: that costs nothing', () => {
    expect(take(undefined, received, around({ refused: true }))).toEqual({
      call: undefined,
      say: [{ kind: 'reject' }],
      file: false,
      turnedAway: 'refused',
    });
    expect(kindsOf(take(makeCall(), received, around({ refused: true })).say)).toContain('record');
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

  it('is kept and queued, and the caller is asked to wait for the recap', () => {
    const { call, say, file } = take(answered, recorded());
    expect(call).toMatchObject({
      state: 'recorded',
      recording: { sid: RECORDING_ID, seconds: 12, at: START },
    });
    expect(file).toBe(true);
    expect(say).toEqual([
      { kind: 'say', text: sentence('oneMoment'), language: 'en' },
      { kind: 'go', to: '/waiting/1' },
    ]);
    // Nobody files it before the caller has heard it; for a bounded time.
    expect(call?.heldUntil).toBeGreaterThan(START + 60_000);
    expect(call?.heldUntil).toBeLessThan(START + 30 * 60_000);
  });

  it('that is empty is asked for again in other words, and after the third time not any more', () => {
    const { quietFirst, quietSecond, goodbyeQuiet } = wordsOf('en').spoken;
    const [first, second, third] = [1, 2, 3].map((attempt) =>
      take(answered, recorded(0, RECORDING_ID, `/listening/${attempt}`)),
    );
    expect(saidIn(first?.say ?? [])).toEqual([
      sentence('notice'),
      sentence('prompt'),
      quietSecond,
      goodbyeQuiet,
    ]);
    expect(saidIn(second?.say ?? [])).toEqual([sentence('notice'), sentence('prompt'), goodbyeQuiet]);
    expect(third?.say).toEqual([{ kind: 'say', text: goodbyeQuiet, language: 'en' }, { kind: 'hang-up' }]);
    // Within one document, where Twilio goes on by itself, it is asked for in other words.
    expect(saidIn(take(undefined, received).say)).toContain(quietFirst);
    for (const result of [first, second, third]) {
      expect(result?.file).toBe(false);
      expect(result?.call?.recording).toBeUndefined();
    }
  });

  it('makes the call when nothing is known of it yet', () => {
    const { call, file } = take(undefined, recorded());
    expect(call).toMatchObject({ state: 'recorded', reference: answered?.reference });
    expect(file).toBe(true);
  });

  it('is kept when the caller hung up first', () => {
    const gone = take(answered, ended).call;
    expect(gone?.state).toBe('abandoned');
    const { call, file } = take(gone, recorded());
    expect(call).toMatchObject({ state: 'recorded', endedAt: START, durationSeconds: 40 });
    expect(call).not.toHaveProperty('heldUntil');
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
    expect([file, kindsOf(say).at(-1)]).toEqual([true, 'hang-up']);
    expect(take(undefined, recorded(), around({ line: undefined }))).toEqual({
      call: undefined,
      say: [{ kind: 'hang-up' }],
      file: false,
    });
  });

  it('is added to by another one', () => {
    const first = take(answered, completed(1)).call;
    const { call, file } = take(first, recorded(20, OTHER_RECORDING_ID, '/listening/2'));
    expect(call).toMatchObject({
      recording: { sid: RECORDING_ID, seconds: 1 },
      additions: [{ sid: OTHER_RECORDING_ID, seconds: 20, heard: false }],
    });
    expect(file).toBe(true);
  });

  it('that is the second of a call which is being filed is answered kindly and changes nothing', () => {
    for (const state of ['filed', 'confirmed', 'closed', 'parked'] as const) {
      const before = { ...makeCall({ state }), recording: { sid: RECORDING_ID, seconds: 3, at: START } };
      const { call, say } = take(before, recorded(20, OTHER_RECORDING_ID, '/listening/2'));
      const { heldUntil: _, ...after } = call ?? makeCall();
      expect(after).toEqual(before);
      // The wait leads to the number, or to the words that it follows.
      expect(kindsOf(say)).toEqual(['say', 'go']);
    }
  });

  it('that comes while another is being made sense of takes both back to the start', () => {
    for (const state of ['transcribed', 'understood'] as const) {
      const before = {
        ...makeCall({ state, transcript: { text: 'One.', language: 'en' } }),
        recording: { sid: RECORDING_ID, seconds: 3, at: START },
      };
      const { call, file } = take(before, recorded(20, OTHER_RECORDING_ID, '/adding/1'));
      expect(call).toMatchObject({ state: 'recorded', additions: [{ sid: OTHER_RECORDING_ID }] });
      expect(file).toBe(true);
    }
  });

  it('of a call that has become a request, reported late, is stale', () => {
    const kept = take(answered, recorded()).call;
    const filed = kept && { ...kept, state: 'filed' as const };
    expect(step(filed, completed(5, OTHER_RECORDING_ID), around())).toBe('stale');
    const intent = { at: START, creates: 1 };
    expect(step(kept && { ...kept, intent }, completed(5, OTHER_RECORDING_ID), around())).toBe('stale');
  });

  it('is queued again as long as nobody has begun to file it, and nobody waits for it', () => {
    const kept = take(answered, turnAt('/listening/1', { ...recorded(), hungUp: true })).call;
    expect(take(kept, completed()).file).toBe(true);
    for (const state of ['transcribed', 'filed', 'closed', 'parked', 'abandoned'] as const)
      expect(take(kept && { ...kept, state }, completed()).file).toBe(false);
    expect(take(take(answered, recorded()).call, completed()).file).toBe(false);
  });
});

describe('a turn of a call that the store did not keep', () => {
  it.each([
    '/language/1',
    '/type/1',
    '/known/1',
    '/code/1',
    '/status/1',
    '/comment/1',
    '/listening/1',
    '/speaking/1',
    '/adding/1',
    '/waiting/1',
    '/recap/1',
    '/question/1/1',
    '/check/1/1',
    '/filing/1',
    '/told/1',
    '/person/1',
  ])('%s makes it anew, and is answered', (path) => {
    const { call, say, pending } = take(undefined, turnAt(path));
    expect(call).toMatchObject({ state: 'answered', lineId: 'support' });
    expect(pending !== undefined || say.length > 0).toBe(true);
  });
});
