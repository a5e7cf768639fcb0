import { createManualClock } from '../contract/manual-clock';
import type { SandboxApi } from '../sandbox/page/api';
import { createEffects } from '../sandbox/page/effects';
import type { StreamListeners } from '../sandbox/page/event-stream';
import { initialState, type PageAction, type PageState, reduce } from '../sandbox/page/state';
import { createStore } from '../sandbox/page/store';

export const LINE = { sid: 'PN1', phoneNumber: '+493055500100', friendlyName: 'Support' };

/** The page without a browser: what it asked for, what it said aloud, and the streams that it opened. */
export function openPage(refusals: Partial<SandboxApi> = {}) {
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
    loadSound: note('loadSound', undefined),
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
      play: (url) => void heard.push(`music ${url}`),
      beep: () => void heard.push('beep'),
      chime: () => void heard.push('chime'),
      playKey: (key) => void heard.push(`key ${key}`),
      stopMusic: () => undefined,
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

export async function openCall(refusals: Partial<SandboxApi> = {}) {
  const page = openPage(refusals);
  page.store.dispatch({ type: 'lines-loaded', lines: [LINE] });
  await page.effects.placeCall();
  page.heard.length = 0;
  return page;
}
