import type { PhoneEventKind } from '../twilio/events';
import { type CallEvent, CallEventSchema } from './api-schemas';
import type { EffectPorts } from './effects';
import type { PhoneState } from './phone-state';
import type { Speaker } from './speaker';

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
  'listening',
  'gather-ended',
  'input-ignored',
  'dialling',
  'whispering',
  'dial-ended',
  'rejected',
  'hung-up',
  'ended',
] as const satisfies PhoneEventKind[];

/** Shows what happens in a call, lets it sound, and tells `onEvent` of it, until the call ends. */
export function followCall(ports: EffectPorts, sid: string, onEvent: (event: CallEvent) => void): void {
  const { store, openStream, clock, speaker } = ports;
  const close = openStream(`/_sandbox/twilio/calls/${encodeURIComponent(sid)}/events`, EVENT_KINDS, {
    onMessage(data) {
      const parsed = CallEventSchema.safeParse(data);
      if (!parsed.success) return;
      const event = parsed.data;
      store.dispatch({ type: 'call-event', sid, event, at: clock.now() });
      soundEvent(speaker, store.getState().phone, event);
      if (event.kind === 'ended') close();
      onEvent(event);
    },
    onLost(isFinal) {
      if (isFinal) store.dispatch({ type: 'call-lost', sid, at: clock.now() });
    },
  });
}

function soundEvent(speaker: Speaker, { muted, call }: PhoneState, event: CallEvent): void {
  if (muted) return;
  // The line has begun its question, but the caller was faster.
  const isInterrupted = call?.listening?.to === 'gather' && call.speaking !== undefined;
  switch (event.kind) {
    case 'saying':
      speaker.stopMusic();
      if (event.text && !isInterrupted) speaker.say(event.text, event.language ?? 'en-US');
      return;
    case 'playing':
      if (event.url !== undefined && !isInterrupted) speaker.play(event.url);
      return;
    case 'beep':
      speaker.stopMusic();
      speaker.beep();
      return;
    case 'recording-started':
    case 'dialling':
    case 'ended':
      speaker.stopMusic();
      return;
    // What the line still had to say belongs to a document that is done with.
    case 'gather-ended':
    case 'recording-ended':
      speaker.stop();
  }
}
