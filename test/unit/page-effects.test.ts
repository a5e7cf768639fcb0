import { describe, expect, it } from 'vitest';
import { createManualClock } from '../contract/manual-clock';
import type { SandboxApi } from '../sandbox/page/api';
import { createEffects } from '../sandbox/page/effects';
import type { StreamListeners } from '../sandbox/page/event-stream';
import { initialState, type PageAction, type PageState, reduce } from '../sandbox/page/state';
import { createStore } from '../sandbox/page/store';

const LINE = { sid: 'PN1', phoneNumber: '+493055500100', friendlyName: 'Support' };

/** The page without a browser: what it asked for, what it said aloud, and the streams that it opened. */
function openPage(refusals: Partial<SandboxApi> = {}) {
  const asked: string[] = [];
  const heard: string[] = [];
  const streams: { url: string; listeners: StreamListeners; isClosed: boolean }[] = [];
  const note =
    <T>(name: string, result: T) =>
    (...given: unknown[]): Promise<T> => {
      asked.push([name, ...given.map((value) => JSON.stringify(value))].join(' '));
      return Promise.resolve(result);
    };
  const api: SandboxApi = {
    listLines: note('listLines', [LINE]),
    listSamples: note('listSamples', []),
    listTexts: note('listTexts', []),
    placeCall: note('placeCall', 'CA1'),
    press: note('press', undefined),
    speak: note('speak', undefined),
    linger: note('linger', undefined),
    hangUp: note('hangUp', undefined),
    sendText: note('sendText', undefined),
    listRequests: note('listRequests', []),
    loadRequest: () => Promise.reject(new Error('No such request')),
    addComment: note('addComment', undefined),
    performTransition: note('performTransition', undefined),
    loadStandIns: note('loadStandIns', { hearsRealAudio: false, routes: {} }),
    ...refusals,
  };
  const clock = createManualClock(1_000_000);
  const store = createStore<PageState, PageAction>(reduce, initialState);
  const effects = createEffects({
    api,
    store,
    clock,
    speaker: {
      say: (text, language) => void heard.push(`${language}: ${text}`),
      beep: () => void heard.push('beep'),
      playKey: (key) => void heard.push(`key ${key}`),
      stop: () => void heard.push('stop'),
    },
    openStream(url, _names, listeners) {
      const stream = { url, listeners, isClosed: false };
      streams.push(stream);
      return () => {
        stream.isClosed = true;
      };
    },
  });
  const tell = async (event: object): Promise<void> => {
    streams.at(-1)?.listeners.onMessage(event);
    await clock.advance(0);
  };
  return { asked, heard, streams, clock, store, effects, tell, phone: () => store.getState().phone };
}

async function openCall(refusals: Partial<SandboxApi> = {}) {
  const page = openPage(refusals);
  page.store.dispatch({ type: 'lines-loaded', lines: [LINE] });
  await page.effects.placeCall();
  return page;
}

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
    await page.effects.pressKey('1');
    expect(page.heard).toEqual(['stop']);
  });

  it('says what is waiting one by one, when the line listens, in the line’s language', async () => {
    const page = await openCall();
    await page.effects.say({ kind: 'typed', text: 'Hallo' });
    await page.effects.say({ kind: 'typed', text: 'Bye', language: 'en-GB' });
    await page.tell({ kind: 'saying', text: 'Guten Tag', language: 'de-DE' });
    expect(page.asked).not.toContainEqual(expect.stringContaining('speak'));
    await page.tell({ kind: 'recording-started' });
    await page.tell({ kind: 'recording-ended' });
    await page.tell({ kind: 'gather-started' });
    expect(page.asked.filter((line) => line.startsWith('speak'))).toEqual([
      'speak "CA1" {"kind":"typed","text":"Hallo"} "de-DE"',
      'speak "CA1" {"kind":"typed","text":"Bye","language":"en-GB"} "de-DE"',
    ]);
  });

  it('shows why something was not said', async () => {
    const page = await openCall({ speak: () => Promise.reject(new Error('WAV: cut short')) });
    await page.tell({ kind: 'recording-started' });
    await page.effects.say({ kind: 'typed', text: 'Hallo' });
    expect(page.phone().call?.bubbles.at(-1)).toMatchObject({ progress: 'refused', error: 'WAV: cut short' });
  });

  it('sends keys to the call, and to the number when there is none', async () => {
    const page = await openCall();
    await page.effects.pressKey('5');
    expect(page.asked.at(-1)).toBe('press "CA1" "5"');
    await page.tell({ kind: 'ended', reason: 'line-hung-up' });
    expect(page.streams[0]?.isClosed).toBe(true);
    page.store.dispatch({ type: 'number-dialled', to: '' });
    await page.effects.pressKey('7');
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

describe('the page', () => {
  const entry = (seq: number) => ({
    seq,
    at: seq,
    source: 'jira',
    kind: 'request-created',
    title: 'Created',
  });

  it('shows a burst of entries together, and reads Jira and the texts once afterwards', async () => {
    const page = openPage();
    page.effects.start();
    await page.clock.advance(0);
    page.asked.length = 0;
    let changes = 0;
    page.store.subscribe(() => changes++);
    for (let seq = 1; seq <= 1000; seq++) page.streams[0]?.listeners.onMessage(entry(seq));
    await page.clock.advance(60);
    expect(page.store.getState().log.entries).toHaveLength(1000);
    expect(changes).toBe(1);
    await page.clock.advance(1000);
    expect(page.asked).toEqual(['listRequests', 'listTexts']);
  });

  it('takes no notice of what is no entry', async () => {
    const page = openPage();
    page.effects.start();
    page.streams[0]?.listeners.onMessage({ hello: 'world' });
    await page.clock.advance(1000);
    expect(page.store.getState().log.entries).toEqual([]);
  });

  it('says when the sandbox is gone, comes back by itself, and reads everything anew', async () => {
    const page = openPage();
    const stop = page.effects.start();
    page.streams[0]?.listeners.onOpen?.();
    await page.clock.advance(0);
    page.streams[0]?.listeners.onLost?.(true);
    expect(page.store.getState().log.connection).toBe('lost');
    page.asked.length = 0;
    await page.clock.advance(2000);
    expect(page.streams).toHaveLength(2);
    page.streams[1]?.listeners.onOpen?.();
    expect(page.store.getState().log.connection).toBe('live');
    expect(page.asked).toContain('listLines');
    stop();
    expect(page.streams[1]?.isClosed).toBe(true);
  });

  it('stays away once it was stopped', async () => {
    const page = openPage();
    const stop = page.effects.start();
    page.streams[0]?.listeners.onLost?.(true);
    stop();
    await page.clock.advance(10_000);
    expect(page.streams).toHaveLength(1);
  });

  it('shows why a request could not be read, and why a comment was not taken', async () => {
    const page = openPage({ addComment: () => Promise.reject(new Error('Too long')) });
    await page.effects.openRequest('SUP-9');
    expect(page.store.getState().desk.view.error).toBe('No such request');
    expect(await page.effects.addComment('x', true)).toBe(false);
    expect(page.store.getState().desk).toMatchObject({ saving: false, saveError: 'Too long' });
  });

  it('keeps a text that could not be sent', async () => {
    const page = openPage({ sendText: () => Promise.reject(new Error('The line is closed')) });
    page.store.dispatch({ type: 'line-chosen', line: LINE });
    expect(await page.effects.sendText('STOP')).toBe(false);
    expect(page.phone()).toMatchObject({ sendingText: false, textError: 'The line is closed' });
  });
});
