import type { SandboxApi } from './api';
import type { CallEvent } from './api-schemas';
import { keysMustWait, pickNext } from './call-state';
import type { EffectPorts, Effects } from './effects';
import { followCall } from './follow-call';
import { toDialled } from './format';
import { takesKey } from './listening';
import { wordError } from './loading';
import { isCalling } from './phone-state';
import { sendText } from './text-effects';
import { type Act, measureSeconds } from './utterance';

type PhoneEffects = Pick<
  Effects,
  'placeCall' | 'hangUp' | 'pressKeys' | 'say' | 'linger' | 'sendText' | 'toggleMute'
>;

/** Milliseconds. Asked for again before it has run out, but not at every key. */
const LINGER = { for: 8000, every: 2000 };

export function phoneEffects(ports: EffectPorts): PhoneEffects {
  const { api, store, speaker, clock } = ports;
  let acts = 0;
  let lingeredAt = 0;
  const phone = () => store.getState().phone;
  const queue = (act: Act): Promise<void> => {
    store.dispatch({ type: 'act-queued', id: `act-${++acts}`, act });
    return sendNext(ports);
  };

  return {
    async placeCall() {
      const { from, to: typed } = phone();
      const to = toDialled(typed, from) ?? typed;
      if (isCalling(phone())) return;
      speaker.stop();
      store.dispatch({ type: 'call-started', to, at: clock.now() });
      try {
        const sid = await api.placeCall({ from, to });
        store.dispatch({ type: 'call-placed', sid });
        followCall(ports, sid, (event) => void goOn(ports, event));
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
    async pressKeys(digits) {
      if (!phone().muted) speaker.playKey(digits.charAt(0));
      const { call, to } = phone();
      if (!isCalling(phone())) {
        store.dispatch({ type: 'number-dialled', to: to + digits });
        return;
      }
      if (call?.sid === undefined) return;
      if (keysMustWait(call)) return queue({ kind: 'keys', digits });
      // A key stops the line's voice, where the line takes it.
      if (call.listening && takesKey(call.listening, digits.charAt(0))) speaker.stop();
      store.dispatch({ type: 'keys-pressed', digits });
      await api.press(call.sid, digits).catch(() => undefined);
    },
    say: queue,
    linger() {
      const { call } = phone();
      if (call?.sid === undefined || clock.now() - lingeredAt < LINGER.every) return;
      lingeredAt = clock.now();
      // A line that does not wait is no reason to disturb the person.
      void api.linger(call.sid, LINGER.for).catch(() => undefined);
    },
    sendText: (body) => sendText(ports, body),
    toggleMute() {
      store.dispatch({ type: 'mute-toggled' });
      if (phone().muted) speaker.stop();
    },
  };
}

/** Every event may be the one for which words were waiting. */
async function goOn(ports: EffectPorts, event: CallEvent): Promise<void> {
  if (event.kind !== 'ended') await sendNext(ports);
}

/** Says or presses what comes next, if the line takes it now; and what comes behind it, when that is out. */
async function sendNext(ports: EffectPorts): Promise<void> {
  const { api, store, speaker, clock } = ports;
  const { call, language } = store.getState().phone;
  const next = call && pickNext(call);
  if (call?.sid === undefined || next === undefined) return;
  const { id, act } = next;
  // Who is talked to falls silent.
  speaker.stop();
  store.dispatch({ type: 'act-sending', id });
  const error = await perform(api, call.sid, act, language).then(() => undefined, wordError);
  const finish = (): Promise<void> => {
    store.dispatch(error === undefined ? { type: 'act-done', id } : { type: 'act-refused', id, error });
    return sendNext(ports);
  };
  if (error !== undefined || act.kind === 'keys') await finish();
  else clock.after(measureSeconds(act) * 1000, () => void finish());
}

const perform = (api: SandboxApi, sid: string, act: Act, language: string): Promise<void> =>
  act.kind === 'keys' ? api.press(sid, act.digits) : api.speak(sid, act, language);
