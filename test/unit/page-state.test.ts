import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../sandbox/log';
import { countHeldBack, listShownEntries } from '../sandbox/page/log-state';
import { initialState, type PageAction, type PageState, reduce } from '../sandbox/page/state';

const play = (...actions: PageAction[]): PageState => actions.reduce(reduce, initialState);

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
