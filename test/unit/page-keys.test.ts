import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../sandbox/page/api-schemas';
import { keysMustWait, pickNext } from '../sandbox/page/call-state';
import { describeListening, openGather, openRecording } from '../sandbox/page/listening';
import type { PageAction } from '../sandbox/page/state';
import { readKeys } from '../sandbox/page/utterance';
import { ASKED, BOTH, callAfter, happens, KEYS, RECORDING, TYPED, textsOf } from './fake-call';

describe('keys on the phone', () => {
  const press = (digits: string): PageAction => ({ type: 'keys-pressed', digits });

  it('show as one number while they belong together', () => {
    const { bubbles } = callAfter(
      KEYS,
      ...'482'.split('').map(press),
      TYPED,
      press('1'),
      happens({ kind: 'gather-ended', digits: '4821' }),
      BOTH,
      press('1'),
    );
    const keys = bubbles.filter(({ look }) => look === 'keys');
    expect(keys.map(({ text, progress }) => [text, progress])).toEqual([
      ['4821', 'said'],
      ['1', 'said'],
    ]);
  });

  it('are told as not heard where nobody listens to them', () => {
    const last = (...actions: PageAction[]) => callAfter(...actions).bubbles.at(-1);
    expect(last(ASKED, press('1'))).toMatchObject({ progress: 'refused' });
    expect(last(RECORDING, press('1'))).toMatchObject({
      progress: 'refused',
      error: 'the line takes # here',
    });
    expect(last(RECORDING, press('#'))).toMatchObject({ progress: 'said' });
    const speechOnly = happens({ kind: 'gather-started', input: 'speech' });
    expect(last(speechOnly, press('5'))).toMatchObject({ progress: 'refused' });
    expect(last(happens({ kind: 'dialling', to: '+1' }), press('5'))).toMatchObject({ progress: 'said' });
  });

  it('wait for the words before them in a recording, once', () => {
    const speaking: PageAction[] = [RECORDING, TYPED, { type: 'act-sending', id: 'u1' }];
    expect(keysMustWait(callAfter(RECORDING))).toBe(false);
    expect(keysMustWait(callAfter(...speaking))).toBe(true);
    const queued: PageAction[] = [
      ...speaking,
      { type: 'act-queued', id: 'k1', act: { kind: 'keys', digits: '#' } },
    ];
    expect(keysMustWait(callAfter(...queued))).toBe(false);
    expect(pickNext(callAfter(...queued))).toBeUndefined();
    expect(pickNext(callAfter(...queued, { type: 'act-done', id: 'u1' }))?.id).toBe('k1');
    expect(textsOf(...queued, press('#'))).toEqual(['Hallo', '#']);
    const late = callAfter(...queued, happens({ kind: 'recording-ended', endedBy: 'max-length' }));
    expect(late.waiting).toEqual([]);
    expect(late.bubbles.map(({ progress }) => progress)).toEqual(['said', 'refused', undefined]);
  });

  it('are read from what is typed, but no words are', () => {
    expect([readKeys('48 21#'), readKeys('123-456'), readKeys('one'), readKeys('')]).toEqual([
      '4821#',
      '123456',
      undefined,
      undefined,
    ]);
  });
});

describe('what the line does', () => {
  it('is told with what to do', () => {
    const gather = (event: Omit<CallEvent, 'kind'>) =>
      describeListening(openGather({ kind: 'gather-started', ...event }, 0));
    const record = (finishOnKey: string) =>
      describeListening(openRecording({ kind: 'recording-started', finishOnKey }, 0));
    expect(record('#')).toBe('Recording: speak, # to finish');
    expect(record('#0*')).toBe('Recording: speak, # to finish');
    expect(record('0*')).toBe('Recording: speak, 0 or * to finish');
    expect(record('')).toBe('Recording: speak');
    expect(record('1234567890*#')).toBe('Recording: speak, any key to finish');
    expect(gather({ input: 'dtmf speech', numDigits: 1 })).toBe('Say or press a key');
    expect(gather({ input: 'dtmf', numDigits: 1 })).toBe('Press a key');
    expect(gather({ input: 'dtmf', numDigits: 6 })).toBe('Press 6 keys');
    expect(gather({ input: 'dtmf speech', finishOnKey: '#' })).toBe('Say or press keys, then #');
    expect(gather({ input: 'speech' })).toBe('Say something');
  });

  it('is one line of hold music, however often the clip plays', () => {
    const music = happens({ kind: 'playing', url: 'https://x.example/public/1/hold', ms: 4000 });
    expect(textsOf(music, music, TYPED, music)).toEqual(['Hold music', 'Hallo']);
    expect(textsOf(music, ASKED, music)).toEqual(['Hold music', 'Is that right?', 'Hold music']);
    expect(textsOf(happens({ kind: 'playing', digits: '12' }))).toEqual(['Tones 12']);
    expect(callAfter(BOTH, music).listening?.isPrompting).toBe(true);
  });

  it('is told while it connects the caller, and how that ended', () => {
    const ending = (status: string, bridged?: boolean) =>
      textsOf(happens({ kind: 'dial-ended', status, ...(bridged !== undefined && { bridged }) })).at(-1);
    const call = callAfter(
      happens({ kind: 'dialling', to: '+14155550199' }),
      happens({ kind: 'whispering', text: 'A call from Support. Press 1.', language: 'en-US' }),
    );
    expect(call.bubbles).toMatchObject([
      { who: 'note', text: 'Connecting you to +1 415 555 0199' },
      { who: 'note', look: 'whisper', text: 'A call from Support. Press 1.', language: 'en-US' },
    ]);
    expect(ending('completed', true)).toMatch(/talk with the person/);
    expect(ending('completed', false)).toMatch(/did not take/);
    expect(ending('no-answer')).toMatch(/Nobody/);
    expect(ending('strange')).toMatch(/strange/);
  });
});
