import { describe, expect, it } from 'vitest';
import { isCalling } from '../sandbox/page/phone-state';
import type { PageAction } from '../sandbox/page/state';
import { ASKED, BOTH, callAfter, callOf, happens, LINE, OTHER, PLACED, play, RECORDING } from './fake-call';

describe('the phone', () => {
  it('offers the first line, unless a number was dialled already', () => {
    const lines: PageAction = { type: 'lines-loaded', lines: [LINE, OTHER] };
    expect(play(lines).phone.to).toBe('+49 30 55500100');
    expect(play({ type: 'number-dialled', to: '+1212' }, lines).phone.to).toBe('+1212');
  });

  it('keeps the lines that it knows when reading them again fails', () => {
    const { lines } = play(...PLACED, { type: 'lines-failed', error: 'gone' }).phone;
    expect(lines).toEqual({ value: [LINE, OTHER], error: 'gone' });
  });

  it('goes through a call: answered, spoken to, recorded, asked, on hold, connected, ended', () => {
    const phases = [
      happens({ kind: 'answered' }, 100),
      happens({ kind: 'saying', text: 'Willkommen', language: 'de-DE' }),
      happens({ kind: 'beep' }),
      RECORDING,
      happens({ kind: 'recording-ended' }),
      happens({ kind: 'playing', url: 'https://x.example/public/1/hold', ms: 4000 }),
      BOTH,
      ASKED,
      happens({ kind: 'listening' }),
      happens({ kind: 'gather-ended' }),
      happens({ kind: 'dialling', to: '+14155550199' }),
      happens({ kind: 'whispering', text: 'A call', language: 'en-US' }),
      happens({ kind: 'dial-ended', status: 'no-answer' }),
      happens({ kind: 'hung-up', by: 'line' }),
      happens({ kind: 'ended', reason: 'line-hung-up' }, 9000),
    ].map((_event, index, all) => callAfter(...all.slice(0, index + 1)).phase);
    expect(phases).toEqual([
      'waiting',
      'line-speaks',
      'line-speaks',
      'recording',
      'waiting',
      'on-hold',
      'gathering',
      'gathering',
      'gathering',
      'waiting',
      'connecting',
      'connecting',
      'waiting',
      'waiting',
      'over',
    ]);
  });

  it('times the call from the answer to the end, and the recording from its start', () => {
    const recording = callAfter(happens({ kind: 'answered' }, 100), RECORDING);
    expect(recording.listening).toMatchObject({ since: 5000, maxLength: 120 });
    const state = play(
      ...PLACED,
      happens({ kind: 'answered' }, 100),
      RECORDING,
      happens({ kind: 'ended', reason: 'caller-hung-up' }, 9000),
    );
    const { answeredAt, listening, endedAt, ending } = callOf(state);
    expect({ answeredAt, listening, endedAt, ending }).toEqual({
      answeredAt: 100,
      listening: undefined,
      endedAt: 9000,
      ending: 'You hung up.',
    });
    expect(isCalling(state.phone)).toBe(false);
  });

  it('hears nothing of another call, nor of anything after the end', () => {
    const call = callAfter(
      happens({ kind: 'saying', text: 'Wrong' }, 1, 'CA0'),
      happens({ kind: 'ended', reason: 'rejected' }, 2),
      happens({ kind: 'saying', text: 'Late' }, 3),
    );
    expect(call.bubbles).toEqual([]);
    expect(call.ending).toBe('The line did not take the call.');
  });

  it('answers in the language of the line, until the person chooses one', () => {
    const german = happens({ kind: 'saying', text: 'Hallo', language: 'de-DE' });
    expect(play(...PLACED, german).phone.language).toBe('de-DE');
    const chosen: PageAction = { type: 'language-chosen', language: 'fr-FR' };
    expect(play(...PLACED, chosen, german).phone.language).toBe('fr-FR');
    expect(play(chosen, { type: 'line-chosen', line: LINE }, ...PLACED, german).phone.language).toBe('de-DE');
  });

  it('ends a call that could not be placed with the reason', () => {
    const state = play(...PLACED.slice(0, 2), { type: 'call-failed', error: 'No such number', at: 5 });
    expect(callOf(state)).toMatchObject({ phase: 'over', ending: 'No such number' });
    expect(play(...PLACED, { type: 'call-cleared' }).phone.call).toBeUndefined();
  });
});
