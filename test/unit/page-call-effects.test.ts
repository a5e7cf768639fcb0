import { describe, expect, it } from 'vitest';
import { openCall } from './fake-page';

const spoken = ({ asked }: { asked: string[] }) => asked.filter((line) => line.startsWith('speak'));

describe('a call from the page', () => {
  it('dials what was chosen, and says aloud what the line says', async () => {
    const page = await openCall();
    await page.tell({ kind: 'saying', text: 'Guten Tag', language: 'de-DE' });
    await page.tell({ kind: 'beep' });
    expect(page.asked).toEqual(['placeCall {"from":"+14155550123","to":"+493055500100"}']);
    expect(page.heard).toEqual(['de-DE: Guten Tag', 'beep']);
    expect(page.streams.map(({ url }) => url)).toEqual(['/_sandbox/twilio/calls/CA1/events']);
  });

  it('is quiet when muted, and falls silent at once', async () => {
    const page = await openCall();
    page.effects.toggleMute();
    await page.tell({ kind: 'saying', text: 'Guten Tag', language: 'de-DE' });
    await page.tell({ kind: 'beep' });
    await page.effects.pressKeys('1');
    expect(page.heard).toEqual(['stop']);
  });

  it('says what is waiting one by one, when the line listens, in the line’s language', async () => {
    const page = await openCall();
    await page.effects.say({ kind: 'typed', text: 'Hallo' });
    await page.effects.say({ kind: 'typed', text: 'Bye', language: 'en-GB' });
    await page.tell({ kind: 'saying', text: 'Guten Tag', language: 'de-DE' });
    expect(spoken(page)).toEqual([]);
    await page.tell({ kind: 'recording-started' });
    await page.tell({ kind: 'recording-ended' });
    await page.tell({ kind: 'gather-started', input: 'dtmf' });
    await page.tell({ kind: 'listening' });
    expect(spoken(page)).toHaveLength(1);
    await page.tell({ kind: 'gather-ended' });
    await page.tell({ kind: 'gather-started', input: 'dtmf speech' });
    expect(spoken(page)).toEqual([
      'speak "CA1" {"kind":"typed","text":"Hallo"} "de-DE"',
      'speak "CA1" {"kind":"typed","text":"Bye","language":"en-GB"} "de-DE"',
    ]);
  });

  it('lets what is said into a recording come to its end before the next', async () => {
    const page = await openCall();
    await page.tell({ kind: 'recording-started', finishOnKey: '#' });
    await page.effects.say({ kind: 'typed', text: 'one two three four five' });
    await page.effects.say({ kind: 'typed', text: 'six' });
    await page.effects.pressKeys('#');
    await page.clock.advance(1900);
    expect(page.asked.slice(1)).toEqual([expect.stringContaining('one two')]);
    await page.clock.advance(200);
    expect(page.asked.slice(2)).toEqual([expect.stringContaining('six')]);
    await page.clock.advance(1100);
    expect(page.asked.slice(3)).toEqual(['press "CA1" "#"']);
    expect(page.phone().call?.bubbles.map(({ progress }) => progress)).toEqual(['said', 'said', 'said']);
  });

  it('cuts the words off when the key is pressed once more', async () => {
    const page = await openCall();
    await page.tell({ kind: 'recording-started', finishOnKey: '#' });
    await page.effects.say({ kind: 'typed', text: 'one two three four five' });
    await page.effects.pressKeys('#');
    await page.effects.pressKeys('#');
    expect(page.asked.at(-1)).toBe('press "CA1" "#"');
    await page.tell({ kind: 'recording-ended', endedBy: 'key' });
    await page.clock.advance(5000);
    expect(page.asked.filter((line) => line.startsWith('press'))).toHaveLength(1);
  });

  it('silences the line when it is interrupted, and does not let it begin again', async () => {
    const page = await openCall();
    await page.tell({ kind: 'gather-started', input: 'dtmf speech' });
    await page.tell({ kind: 'saying', text: 'Is that right?', language: 'en-US' });
    await page.effects.say({ kind: 'typed', text: 'yes' });
    await page.tell({ kind: 'saying', text: 'Press 1 or say yes.', language: 'en-US' });
    await page.tell({ kind: 'gather-ended', speech: 'yes' });
    await page.tell({ kind: 'gather-started', input: 'dtmf' });
    await page.tell({ kind: 'saying', text: 'Your code?', language: 'en-US' });
    await page.effects.pressKeys('4');
    expect(page.heard).toEqual([
      'en-US: Is that right?',
      'stop',
      'stop',
      'en-US: Your code?',
      'key 4',
      'stop',
    ]);
  });

  it('plays hold music, and keeps what the other person hears to itself', async () => {
    const page = await openCall();
    await page.tell({ kind: 'playing', url: 'https://x.example/public/1/hold.wav', ms: 4000 });
    await page.tell({ kind: 'playing', digits: '12', ms: 1000 });
    await page.tell({ kind: 'whispering', text: 'A call', language: 'en-US', ms: 900 });
    expect(page.heard).toEqual(['music https://x.example/public/1/hold.wav']);
  });

  it('shows why something was not said', async () => {
    const page = await openCall({ speak: () => Promise.reject(new Error('WAV: cut short')) });
    await page.tell({ kind: 'recording-started' });
    await page.effects.say({ kind: 'typed', text: 'Hallo' });
    expect(page.phone().call?.bubbles.at(-1)).toMatchObject({ progress: 'refused', error: 'WAV: cut short' });
  });

  it('sends keys to the call, and to the number when there is none', async () => {
    const page = await openCall();
    await page.effects.pressKeys('5');
    expect(page.asked.at(-1)).toBe('press "CA1" "5"');
    await page.tell({ kind: 'ended', reason: 'line-hung-up' });
    expect(page.streams[0]?.isClosed).toBe(true);
    page.store.dispatch({ type: 'number-dialled', to: '' });
    await page.effects.pressKeys('7');
    expect(page.phone().to).toBe('7');
    expect(page.asked.at(-1)).toBe('press "CA1" "5"');
  });

  it('keeps the line while somebody types, without asking at every key', async () => {
    const page = await openCall();
    for (let key = 0; key < 10; key++) {
      page.effects.linger();
      await page.clock.advance(300);
    }
    expect(page.asked.filter((line) => line.startsWith('linger'))).toEqual([
      'linger "CA1" 8000',
      'linger "CA1" 8000',
    ]);
  });

  it('ends with the reason when it can not be placed, and when its events are lost for good', async () => {
    const refused = await openCall({ placeCall: () => Promise.reject(new Error('No such number')) });
    expect(refused.phone().call?.ending).toBe('No such number');
    const lost = await openCall();
    lost.streams[0]?.listeners.onLost?.(false);
    expect(lost.phone().call?.phase).toBe('dialling');
    lost.streams[0]?.listeners.onLost?.(true);
    expect(lost.phone().call?.ending).toContain('lost');
  });
});
