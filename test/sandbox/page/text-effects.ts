import type { EffectPorts } from './effects';
import { loadTexts, wordError } from './loading';
import { pickPartner } from './texts-state';

/** Reads the texts anew; one that is to be announced is heard as well. */
export async function readTexts(ports: EffectPorts): Promise<void> {
  const { store, speaker } = ports;
  const before = store.getState().phone.announced;
  await loadTexts(ports);
  const { announced, muted } = store.getState().phone;
  if (announced !== undefined && announced !== before && !muted) speaker.chime();
}

/** Gives whether the text was taken. */
export async function sendText(ports: EffectPorts, body: string): Promise<boolean> {
  const { api, store } = ports;
  const { phone } = store.getState();
  const to = pickPartner(phone);
  if (to === undefined) return false;
  store.dispatch({ type: 'text-sending' });
  const error = await api.sendText({ from: phone.from, to, body }).then(() => undefined, wordError);
  store.dispatch(error === undefined ? { type: 'text-sent' } : { type: 'text-refused', error });
  if (error === undefined) await readTexts(ports);
  return error === undefined;
}
