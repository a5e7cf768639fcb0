import { z } from 'zod';
import type { Clock } from '../clock';
import type { PhoneEventKind } from '../twilio/events';
import type { SandboxApi } from './api';
import { CallEventSchema, LogEntrySchema } from './api-schemas';
import { isListening } from './call-state';
import type { OpenStream } from './event-stream';
import { toDialled } from './format';
import { isCalling, type PhoneAction, pickPartner, type Utterance } from './phone-state';
import type { Speaker } from './speaker';
import type { PageAction, PageState } from './state';
import type { Store } from './store';

/** What the page can do, beyond showing: everything here talks to the sandbox or makes a sound. */
export interface Effects {
  /** Loads what is there and follows what happens; the returned function ends that. */
  start(): () => void;
  placeCall(): Promise<void>;
  hangUp(): Promise<void>;
  /** A key of the dial pad: part of the number before a call, a tone during one. */
  pressKey(key: string): Promise<void>;
  /** Says it now, or as soon as the line listens. */
  say(utterance: Utterance): Promise<void>;
  /** While the person types or speaks into the microphone: the line should not take it for silence. */
  linger(): void;
  sendText(body: string): Promise<boolean>;
  toggleMute(): void;
  openRequest(key: string): Promise<void>;
  addComment(text: string, isPublic: boolean): Promise<boolean>;
  performTransition(transitionId: string): Promise<void>;
  refresh(): Promise<void>;
}

export interface EffectPorts {
  api: SandboxApi;
  store: Store<PageState, PageAction>;
  speaker: Speaker;
  openStream: OpenStream;
  clock: Clock;
}

/** Milliseconds. One call writes to Jira many times within a moment; reading once afterwards is enough. */
const REFRESH_PAUSE = 250;

export function createEffects(ports: EffectPorts): Effects {
  return {
    ...followEffects(ports),
    ...phoneEffects(ports),
    ...deskEffects(ports),
    refresh: () => loadAll(ports),
  };
}

const wordError = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function load<T>(
  { store }: EffectPorts,
  ask: () => Promise<T>,
  succeed: (value: T) => PageAction,
  fail: (error: string) => PageAction,
): Promise<void> {
  store.dispatch(await ask().then(succeed, (error: unknown) => fail(wordError(error))));
}

const loadTexts = (ports: EffectPorts): Promise<void> =>
  load(
    ports,
    () => ports.api.listTexts(),
    (texts) => ({ type: 'texts-loaded', texts }),
    (error) => ({ type: 'texts-failed', error }),
  );

const loadRequests = (ports: EffectPorts): Promise<void> =>
  load(
    ports,
    () => ports.api.listRequests(),
    (requests) => ({ type: 'requests-loaded', requests }),
    (error) => ({ type: 'requests-failed', error }),
  );

async function loadOpenRequest(ports: EffectPorts): Promise<void> {
  const key = ports.store.getState().desk.open;
  if (key === undefined) return;
  await load(
    ports,
    () => ports.api.loadRequest(key),
    (view) => ({ type: 'request-loaded', key, view }),
    (error) => ({ type: 'request-failed', key, error }),
  );
}

async function loadAll(ports: EffectPorts): Promise<void> {
  const { api, store } = ports;
  await Promise.all([
    load(
      ports,
      () => api.listLines(),
      (lines) => ({ type: 'lines-loaded', lines }),
      (error) => ({ type: 'lines-failed', error }),
    ),
    load(
      ports,
      () => api.listSamples(),
      (samples) => ({ type: 'samples-loaded', samples }),
      (error) => ({ type: 'samples-failed', error }),
    ),
    // The notice says "stand-ins" until the sandbox tells otherwise.
    api.loadStandIns().then(
      (standIns) => store.dispatch({ type: 'stand-ins-learnt', standIns }),
      () => undefined,
    ),
    loadTexts(ports),
    loadRequests(ports),
    loadOpenRequest(ports),
  ]);
}

/** That there is something new to read is told by the log: whatever changes Jira or the texts passes through it. */
function followEffects(ports: EffectPorts): Pick<Effects, 'start'> {
  const { store, openStream, clock } = ports;
  const soon = (task: () => void): (() => void) => {
    let isPlanned = false;
    return () => {
      if (isPlanned) return;
      isPlanned = true;
      clock.after(REFRESH_PAUSE, () => {
        isPlanned = false;
        task();
      });
    };
  };
  const refreshSoon = soon(
    () => void Promise.all([loadRequests(ports), loadOpenRequest(ports), loadTexts(ports)]),
  );
  const EntriesSchema = LogEntrySchema.transform((entry) => [entry]).or(z.array(LogEntrySchema));

  return {
    start() {
      void loadAll(ports);
      let wasLost = false;
      return openStream('/_sandbox/log', ['log', 'entry'], {
        onOpen() {
          store.dispatch({ type: 'log-connected' });
          if (wasLost) void loadAll(ports);
          wasLost = false;
        },
        onLost() {
          wasLost = true;
          store.dispatch({ type: 'log-lost' });
        },
        onMessage(data) {
          const parsed = EntriesSchema.safeParse(data);
          if (!parsed.success) return;
          store.dispatch({ type: 'log-arrived', entries: parsed.data });
          refreshSoon();
        },
      });
    },
  };
}

type PhoneEffects = Pick<
  Effects,
  'placeCall' | 'hangUp' | 'pressKey' | 'say' | 'linger' | 'sendText' | 'toggleMute'
>;

/** Milliseconds. Asked for again before it has run out, but not at every key. */
const LINGER = { for: 8000, every: 2000 };

function phoneEffects(ports: EffectPorts): PhoneEffects {
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

function deskEffects(ports: EffectPorts): Pick<Effects, 'openRequest' | 'addComment' | 'performTransition'> {
  const { api, store } = ports;
  const save = async (write: (key: string) => Promise<void>): Promise<boolean> => {
    const key = store.getState().desk.open;
    if (key === undefined) return false;
    store.dispatch({ type: 'save-started' });
    const error = await write(key).catch(wordError);
    await Promise.all([loadRequests(ports), loadOpenRequest(ports)]);
    store.dispatch({ type: 'save-ended', ...(error === undefined ? {} : { error }) });
    return error === undefined;
  };
  return {
    async openRequest(key) {
      store.dispatch({ type: 'request-opened', key });
      await loadOpenRequest(ports);
    },
    addComment: (text, isPublic) => save((key) => api.addComment(key, { text, public: isPublic })),
    performTransition: async (transitionId) =>
      void (await save((key) => api.performTransition(key, transitionId))),
  };
}
