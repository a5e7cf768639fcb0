import { describe, expect, it } from 'vitest';
import { pickNext, takesKeysOnly, takesSpeech } from '../sandbox/page/call-state';
import { reduce } from '../sandbox/page/state';
import { measureSeconds } from '../sandbox/page/utterance';
import {
  ASKED,
  BOTH,
  callAfter,
  callOf,
  happens,
  KEYS,
  PLACED,
  play,
  RECORDING,
  SAMPLE,
  TYPED,
  typed,
} from './fake-call';

describe('what is said on the phone', () => {
  it('is kept until the line listens, and takes its place where it was said', () => {
    const before = play(...PLACED, TYPED, happens({ kind: 'saying', text: 'Willkommen', language: 'de-DE' }));
    expect(callOf(before).waiting.map(({ id }) => id)).toEqual(['u1']);
    expect(pickNext(callOf(before))).toBeUndefined();
    const recording = reduce(before, RECORDING);
    expect(pickNext(callOf(recording))?.id).toBe('u1');
    const said = [{ type: 'act-sending', id: 'u1' } as const, { type: 'act-done', id: 'u1' } as const].reduce(
      reduce,
      recording,
    );
    expect(takesSpeech(callOf(said))).toBe(true);
    expect(callOf(said).waiting).toEqual([]);
    expect(callOf(said).bubbles.map(({ who, text, progress }) => ({ who, text, progress }))).toEqual([
      { who: 'line', text: 'Willkommen', progress: undefined },
      { who: 'caller', text: 'Hallo', progress: 'said' },
    ]);
  });

  it('goes out while the line still asks, where it takes speech', () => {
    expect(pickNext(callAfter(TYPED, ASKED))).toBeUndefined();
    expect(pickNext(callAfter(TYPED, BOTH))?.id).toBe('u1');
    const prompting = callAfter(BOTH, ASKED, TYPED);
    expect(prompting).toMatchObject({ phase: 'gathering', listening: { isPrompting: true } });
    expect(pickNext(prompting)?.id).toBe('u1');
    const waiting = callAfter(BOTH, ASKED, happens({ kind: 'listening' }, 7000), TYPED);
    expect(waiting.listening).toMatchObject({ isPrompting: false, since: 7000 });
    expect(pickNext(waiting)?.id).toBe('u1');
  });

  it('waits where the line takes keys only, and goes out at the next moment that takes it', () => {
    const keysOnly = [KEYS, ASKED, happens({ kind: 'listening' }), TYPED];
    expect(takesKeysOnly(callAfter(...keysOnly))).toBe(true);
    expect(pickNext(callAfter(...keysOnly))).toBeUndefined();
    const then = callAfter(...keysOnly, happens({ kind: 'gather-ended' }), RECORDING);
    expect(pickNext(then)?.id).toBe('u1');
  });

  it('is one answer to a question, and one thing after the other in a recording', () => {
    const sending = { type: 'act-sending', id: 'u1' } as const;
    const done = { type: 'act-done', id: 'u1' } as const;
    const more = typed('u2', 'Und noch etwas');
    expect(pickNext(callAfter(BOTH, TYPED, sending, more, done))).toBeUndefined();
    expect(pickNext(callAfter(BOTH, TYPED, sending, more, happens({ kind: 'gather-ended' }), BOTH))?.id).toBe(
      'u2',
    );
    expect(pickNext(callAfter(RECORDING, TYPED, sending, more))).toBeUndefined();
    expect(pickNext(callAfter(RECORDING, TYPED, sending, more, done))?.id).toBe('u2');
  });

  it('is told as not heard when the line ignored it, and leaves the question open', () => {
    const call = callAfter(
      BOTH,
      { type: 'act-queued', id: 'm1', act: { kind: 'microphone', wav: new Uint8Array(), seconds: 2 } },
      { type: 'act-sending', id: 'm1' },
      happens({
        kind: 'input-ignored',
        what: 'speech without a caption: the stand-in has no ears',
      }),
      { type: 'act-done', id: 'm1' },
    );
    expect(call.bubbles).toMatchObject([{ progress: 'refused', error: expect.stringContaining('no ears') }]);
    expect(takesSpeech(call)).toBe(true);
  });

  it('says so when a call ends before something was said, or when it was refused', () => {
    const ended = callAfter(TYPED, happens({ kind: 'ended', reason: 'line-hung-up' }));
    expect(ended.bubbles[0]).toMatchObject({
      progress: 'refused',
      error: expect.stringContaining('ended'),
    });
    const refused = callAfter(
      RECORDING,
      TYPED,
      { type: 'act-sending', id: 'u1' },
      { type: 'act-refused', id: 'u1', error: 'WAV: cut short' },
    );
    expect(refused.bubbles[0]).toMatchObject({ progress: 'refused', error: 'WAV: cut short' });
    expect(takesSpeech(refused)).toBe(true);
  });

  it('has a bubble with a name of its own, whatever moves', () => {
    const sample = { type: 'act-queued', id: 'u2', act: { kind: 'sample', sample: SAMPLE } } as const;
    const { bubbles } = callAfter(
      TYPED,
      happens({ kind: 'saying', text: 'A' }),
      sample,
      { type: 'act-sending', id: 'u1' },
      happens({ kind: 'saying', text: 'B' }),
      { type: 'keys-pressed', digits: '#' },
    );
    expect(new Set(bubbles.map(({ id }) => id)).size).toBe(5);
  });

  it('takes as long as the stand-in takes to say it', () => {
    expect(measureSeconds({ kind: 'typed', text: 'one two three four five' })).toBeCloseTo(2, 1);
    expect(measureSeconds({ kind: 'sample', sample: SAMPLE })).toBe(24);
  });
});
