import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../sandbox/log';
import type { CallEvent, Line, Sample } from '../sandbox/page/api-schemas';
import { isListening } from '../sandbox/page/call-state';
import { countHeldBack, listShownEntries } from '../sandbox/page/log-state';
import {
  countUnreadTexts,
  isCalling,
  listOwnTexts,
  pickPartner,
  type Text,
} from '../sandbox/page/phone-state';
import { initialState, type PageAction, type PageState, reduce } from '../sandbox/page/state';

const LINE: Line = { sid: 'PN1', phoneNumber: '+493055500100', friendlyName: 'Support (Deutsch)' };
const OTHER: Line = { sid: 'PN2', phoneNumber: '+14155550100', friendlyName: 'Support (English)' };
const SAMPLE: Sample = { name: 'outage-vpn', title: 'Outage', language: 'en-US', seconds: 24 };

const play = (...actions: PageAction[]): PageState => actions.reduce(reduce, initialState);
const happens = (event: CallEvent, at = 1000, sid = 'CA1'): PageAction => ({
  type: 'call-event',
  sid,
  event,
  at,
});
const PLACED: PageAction[] = [
  { type: 'lines-loaded', lines: [LINE, OTHER] },
  { type: 'call-started', to: LINE.phoneNumber, at: 0 },
  { type: 'call-placed', sid: 'CA1' },
];
const TYPED = { type: 'utterance-queued', id: 'u1', utterance: { kind: 'typed', text: 'Hallo' } } as const;
const callOf = ({ phone }: PageState) => {
  if (!phone.call) throw new Error('There is no call');
  return phone.call;
};

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

  it('goes through a call: answered, spoken to, recorded, ended', () => {
    const phases = [
      happens({ kind: 'answered' }, 100),
      happens({ kind: 'saying', text: 'Willkommen', language: 'de-DE' }),
      happens({ kind: 'beep' }),
      happens({ kind: 'recording-started' }, 5000),
      happens({ kind: 'recording-ended' }),
      happens({ kind: 'gather-started' }),
      happens({ kind: 'gather-ended' }),
      happens({ kind: 'dialling', to: '+14155550199' }),
      happens({ kind: 'dial-ended', status: 'no-answer' }),
      happens({ kind: 'hung-up', by: 'line' }),
      happens({ kind: 'ended', reason: 'line-hung-up' }, 9000),
    ].map((_event, index, all) => callOf(play(...PLACED, ...all.slice(0, index + 1))).phase);
    expect(phases).toEqual([
      'waiting',
      'line-speaks',
      'line-speaks',
      'recording',
      'waiting',
      'gathering',
      'waiting',
      'connecting',
      'waiting',
      'waiting',
      'over',
    ]);
  });

  it('times the call from the answer to the end, and the recording from its start', () => {
    const state = play(
      ...PLACED,
      happens({ kind: 'answered' }, 100),
      happens({ kind: 'recording-started' }, 5000),
      happens({ kind: 'ended', reason: 'caller-hung-up' }, 9000),
    );
    const { answeredAt, listeningSince, endedAt, ending } = callOf(state);
    expect({ answeredAt, listeningSince, endedAt, ending }).toEqual({
      answeredAt: 100,
      listeningSince: 5000,
      endedAt: 9000,
      ending: 'You hung up.',
    });
    expect(isCalling(state.phone)).toBe(false);
  });

  it('hears nothing of another call, nor of anything after the end', () => {
    const state = play(
      ...PLACED,
      happens({ kind: 'saying', text: 'Wrong' }, 1, 'CA0'),
      happens({ kind: 'ended', reason: 'rejected' }, 2),
      happens({ kind: 'saying', text: 'Late' }, 3),
    );
    expect(callOf(state).bubbles).toEqual([]);
    expect(callOf(state).ending).toBe('The line did not take the call.');
  });

  it('keeps what is typed ahead until the line listens, and puts it where it was said', () => {
    const before = play(...PLACED, TYPED, happens({ kind: 'saying', text: 'Willkommen', language: 'de-DE' }));
    expect(callOf(before).waiting.map(({ id }) => id)).toEqual(['u1']);
    expect(isListening(callOf(before))).toBe(false);
    const said = [
      happens({ kind: 'recording-started' }),
      { type: 'utterance-sending', id: 'u1' } as const,
      { type: 'utterance-said', id: 'u1' } as const,
    ].reduce(reduce, before);
    expect(isListening(callOf(said))).toBe(true);
    expect(callOf(said).waiting).toEqual([]);
    expect(callOf(said).bubbles.map(({ who, text, progress }) => ({ who, text, progress }))).toEqual([
      { who: 'line', text: 'Willkommen', progress: undefined },
      { who: 'caller', text: 'Hallo', progress: 'said' },
    ]);
  });

  it('says so when a call ends before something was said, or when it was refused', () => {
    const ended = play(...PLACED, TYPED, happens({ kind: 'ended', reason: 'line-hung-up' }));
    expect(callOf(ended).bubbles[0]).toMatchObject({
      progress: 'refused',
      error: expect.stringContaining('ended'),
    });
    const refused = play(...PLACED, TYPED, { type: 'utterance-refused', id: 'u1', error: 'WAV: cut short' });
    expect(callOf(refused).bubbles[0]).toMatchObject({ progress: 'refused', error: 'WAV: cut short' });
  });

  it('gives every bubble a name of its own, whatever moves', () => {
    const sample = {
      type: 'utterance-queued',
      id: 'u2',
      utterance: { kind: 'sample', sample: SAMPLE },
    } as const;
    const { bubbles } = callOf(
      play(
        ...PLACED,
        TYPED,
        happens({ kind: 'saying', text: 'A' }),
        sample,
        { type: 'utterance-sending', id: 'u1' },
        happens({ kind: 'saying', text: 'B' }),
        { type: 'keys-pressed', digits: '#' },
      ),
    );
    expect(new Set(bubbles.map(({ id }) => id)).size).toBe(5);
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

describe('the texts of the phone', () => {
  const own = initialState.phone.from;
  const text = (id: string, from: string, to: string, at: number): Text => ({
    id,
    from,
    to,
    at,
    body: id,
    status: 'delivered',
  });
  const first = text('first', '+14155550100', own, 1);
  const reply = text('reply', own, '+14155550100', 2);
  const second = text('second', '+493055500100', own, 3);
  const foreign = text('foreign', '+14155550100', '+12125550187', 4);
  const load = (...texts: Text[]): PageAction => ({ type: 'texts-loaded', texts });

  it('are those of the own number, oldest first', () => {
    const { phone } = play(load(foreign, second, reply, first));
    expect(listOwnTexts(phone).map(({ id }) => id)).toEqual(['first', 'reply', 'second']);
    expect(pickPartner(phone)).toBe('+493055500100');
  });

  it('go to the chosen line when nobody has written yet', () => {
    expect(pickPartner(play({ type: 'number-dialled', to: '(415) 555-0100' }).phone)).toBe('+14155550100');
    expect(pickPartner(play().phone)).toBeUndefined();
  });

  it('are unread when they came since the texts were looked at', () => {
    expect(countUnreadTexts(play(load(first)).phone)).toBe(0);
    const more = play(load(first), load(second, reply, first));
    expect(countUnreadTexts(more.phone)).toBe(1);
    expect(countUnreadTexts(reduce(more, { type: 'view-chosen', view: 'texts' }).phone)).toBe(0);
    const looking = play(load(first), { type: 'view-chosen', view: 'texts' }, load(second, first));
    expect(countUnreadTexts(reduce(looking, { type: 'view-chosen', view: 'call' }).phone)).toBe(0);
  });
});

describe('the log', () => {
  const entry = (seq: number, source: LogEntry['source'] = 'twilio', at = seq): LogEntry => ({
    seq,
    at,
    source,
    kind: 'thing-done',
    title: `Entry ${seq}`,
  });
  const arrive = (...entries: LogEntry[]): PageAction => ({ type: 'log-arrived', entries });
  const shown = (...actions: PageAction[]) => listShownEntries(play(...actions).log).map(({ seq }) => seq);

  it('takes each entry once, however often the stream tells it', () => {
    expect(shown(arrive(entry(1), entry(2)), arrive(entry(1)), arrive(entry(2), entry(3)))).toEqual([
      1, 2, 3,
    ]);
  });

  it('begins anew when the sandbox does', () => {
    expect(
      shown(
        arrive(entry(1), entry(2), entry(3)),
        arrive(entry(1, 'forge', 99)),
        arrive(entry(2, 'forge', 99)),
      ),
    ).toEqual([1, 2]);
  });

  it('keeps the newest 2,000', () => {
    const many = Array.from({ length: 2500 }, (_, index) => entry(index + 1));
    expect(shown(arrive(...many))).toHaveLength(2000);
    expect(shown(arrive(...many))[0]).toBe(501);
  });

  it('shows only the chosen sources', () => {
    const hide: PageAction = { type: 'source-toggled', source: 'jira' };
    expect(shown(arrive(entry(1), entry(2, 'jira')), hide)).toEqual([1]);
    expect(shown(arrive(entry(1), entry(2, 'jira')), hide, hide)).toEqual([1, 2]);
  });

  it('holds back what comes during a pause, and counts it', () => {
    const paused = play(arrive(entry(1)), { type: 'pause-toggled' }, arrive(entry(2), entry(3, 'jira')));
    expect(listShownEntries(paused.log).map(({ seq }) => seq)).toEqual([1]);
    expect(countHeldBack(paused.log)).toBe(2);
    expect(countHeldBack(reduce(paused, { type: 'source-toggled', source: 'jira' }).log)).toBe(1);
    const on = reduce(paused, { type: 'pause-toggled' });
    expect(listShownEntries(on.log)).toHaveLength(3);
    expect(countHeldBack(on.log)).toBe(0);
  });

  it('opens one entry at a time', () => {
    const open = (seq: number): PageAction => ({ type: 'entry-toggled', seq });
    expect(play(open(1), open(2)).log.selected).toBe(2);
    expect(play(open(1), open(1)).log.selected).toBeUndefined();
  });
});

describe('Jira', () => {
  const view = { key: 'SUP-1' };
  const loaded = (key: string): PageAction => ({
    type: 'request-loaded',
    key,
    view: {
      ...view,
      key,
      summary: key,
      requestType: null,
      status: { name: 'Open', category: 'new' },
      priority: null,
      reporter: { displayName: 'App' },
      created: 0,
      description: null,
      labels: [],
      fields: [],
      comments: [],
      properties: {},
      attachments: [],
      participants: [],
      transitions: [],
      history: [],
    },
  });
  const open = (key: string): PageAction => ({ type: 'request-opened', key });

  it('shows no request but the one that is open now', () => {
    const { desk } = play(open('SUP-1'), open('SUP-2'), loaded('SUP-1'));
    expect(desk).toMatchObject({ open: 'SUP-2', view: {} });
    expect(play(open('SUP-2'), loaded('SUP-2')).desk.view.value?.key).toBe('SUP-2');
  });

  it('keeps a request on the screen when reading it again fails', () => {
    const { view: kept } = play(open('SUP-1'), loaded('SUP-1'), {
      type: 'request-failed',
      key: 'SUP-1',
      error: 'gone',
    }).desk;
    expect(kept).toMatchObject({ value: { key: 'SUP-1' }, error: 'gone' });
  });

  it('forgets why a change failed when another begins, or another request opens', () => {
    const failed = play(open('SUP-1'), { type: 'save-started' }, { type: 'save-ended', error: 'no' });
    expect(failed.desk).toMatchObject({ saving: false, saveError: 'no' });
    expect(reduce(failed, { type: 'save-started' }).desk).toMatchObject({ saving: true });
    expect(reduce(failed, { type: 'save-started' }).desk.saveError).toBeUndefined();
    expect(reduce(failed, { type: 'request-closed' }).desk).toEqual({
      requests: {},
      view: {},
      saving: false,
    });
  });
});
