import type { PhoneEventKind } from '../twilio/events';
import { CallEventSchema } from './api-schemas';
import { isListening } from './call-state';
import type { EffectPorts, Effects } from './effects';
import { toDialled } from './format';
import { loadTexts, wordError } from './loading';
import { isCalling, type PhoneAction, pickPartner } from './phone-state';

type PhoneEffects = Pick<
  Effects,
  'placeCall' | 'hangUp' | 'pressKey' | 'say' | 'linger' | 'sendText' | 'toggleMute'
>;

/** Milliseconds. Asked for again before it has run out, but not at every key. */
const LINGER = { for: 8000, every: 2000 };

export function phoneEffects(ports: EffectPorts): PhoneEffects {
  const { api, store, speaker, clock } = ports;
  let utterances = 0;
  let lingeredAt = 0;
  const phone = () => store.getState().phone;

  return {
    async placeCall() {
      const { from, to: typed } = phone();
      const to = toDialled(typed, from) ?? typed;
      if (isCalling(phone())) return;
      store.dispatch({ type: 'call-started', to, at: clock.now() });
      try {
        const sid = await api.placeCall({ from, to });
        store.dispatch({ type: 'call-placed', sid });
        followCall(ports, sid);
      } catch (error) {
        store.dispatch({ type: 'call-failed', error: wordError(error), at: clock.now() });
      }
    },
    async hangUp() {
      speaker.stop();
      const sid = phone().call?.sid;
      if (sid === undefined) return;
      // The end itself is told by the call's events; a call that is over already needs no telling.
      await api.hangUp(sid).catch(() => undefined);
    },
    async pressKey(key) {
      if (!phone().muted) speaker.playKey(key);
      const { call, to } = phone();
      if (!isCalling(phone())) {
        store.dispatch({ type: 'number-dialled', to: to + key });
        return;
      }
      if (call?.sid === undefined) return;
      store.dispatch({ type: 'keys-pressed', digits: key });
      await api.press(call.sid, key).catch(() => undefined);
    },
    async say(utterance) {
      store.dispatch({ type: 'utterance-queued', id: `utterance-${++utterances}`, utterance });
      await sayNext(ports);
    },
    linger() {
      const { call } = phone();
      if (call?.sid === undefined || clock.now() - lingeredAt < LINGER.every) return;
      lingeredAt = clock.now();
      // A line that does not wait is no reason to disturb the person.
      void api.linger(call.sid, LINGER.for).catch(() => undefined);
    },
    async sendText(body) {
      const to = pickPartner(phone());
      if (to === undefined) return false;
      store.dispatch({ type: 'text-sending' });
      const error = await api.sendText({ from: phone().from, to, body }).catch(wordError);
      store.dispatch(error === undefined ? { type: 'text-sent' } : { type: 'text-refused', error });
      if (error === undefined) await loadTexts(ports);
      return error === undefined;
    },
    toggleMute() {
      store.dispatch({ type: 'mute-toggled' });
      if (phone().muted) speaker.stop();
    },
  };
}

/** The stream's event names. */
const EVENT_KINDS = [
  'answered',
  'saying',
  'playing',
  'pausing',
  'beep',
  'recording-started',
  'recording-ended',
  'gather-started',
  'gather-ended',
  'input-ignored',
  'dialling',
  'dial-ended',
  'rejected',
  'hung-up',
  'ended',
] as const satisfies PhoneEventKind[];

function followCall(ports: EffectPorts, sid: string): void {
  const { store, openStream, clock, speaker } = ports;
  const close = openStream(`/_sandbox/twilio/calls/${encodeURIComponent(sid)}/events`, EVENT_KINDS, {
    onMessage(data) {
      const parsed = CallEventSchema.safeParse(data);
      if (!parsed.success) return;
      const event = parsed.data;
      store.dispatch({ type: 'call-event', sid, event, at: clock.now() });
      if (!store.getState().phone.muted) {
        if (event.kind === 'saying' && event.text) speaker.say(event.text, event.language ?? 'en-US');
        if (event.kind === 'beep') speaker.beep();
      }
      if (event.kind === 'ended') close();
      else void sayNext(ports);
    },
    onLost(isFinal) {
      if (isFinal) store.dispatch({ type: 'call-lost', sid, at: clock.now() });
    },
  });
}

async function sayNext({ api, store }: EffectPorts): Promise<void> {
  const { call, language } = store.getState().phone;
  const next = call?.waiting[0];
  if (call?.sid === undefined || next === undefined || !isListening(call)) return;
  const { id } = next;
  store.dispatch({ type: 'utterance-sending', id });
  const ended: PhoneAction = await api.speak(call.sid, next.utterance, language).then(
    () => ({ type: 'utterance-said' as const, id }),
    (error: unknown) => ({ type: 'utterance-refused' as const, id, error: wordError(error) }),
  );
  store.dispatch(ended);
}
