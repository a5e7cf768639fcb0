import { describe, expect, it } from 'vitest';
import { LINE, openPage } from './fake-page';

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

  it('announces a text with a sound, once', async () => {
    const text = {
      id: 'SM1',
      from: LINE.phoneNumber,
      to: '+14155550123',
      body: 'Your code is 4821.',
      at: 1,
      status: 'sent',
    };
    let texts = [text];
    const page = openPage({ listTexts: () => Promise.resolve(texts) });
    page.store.dispatch({ type: 'texts-loaded', texts: [] });
    page.effects.start();
    const happen = async (seq: number): Promise<void> => {
      page.streams[0]?.listeners.onMessage(entry(seq));
      await page.clock.advance(1000);
    };
    await happen(1);
    expect(page.heard).toEqual([]);
    texts = [{ ...text, status: 'delivered' }];
    await happen(2);
    await happen(3);
    expect(page.heard).toEqual(['chime']);
    expect(page.phone().announced).toBe('SM1');
  });

  it('keeps a text that could not be sent', async () => {
    const page = openPage({ sendText: () => Promise.reject(new Error('The line is closed')) });
    page.store.dispatch({ type: 'line-chosen', line: LINE });
    expect(await page.effects.sendText('STOP')).toBe(false);
    expect(page.phone()).toMatchObject({ sendingText: false, textError: 'The line is closed' });
  });
});
