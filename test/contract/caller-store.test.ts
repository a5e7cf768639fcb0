import { beforeEach, describe, expect, it } from 'vitest';
import type { CallerRequest } from '../../src/contract/caller';
import { callerStore } from '../../src/services/caller-store';
import { makeRequest, PSEUDONYM } from '../unit/fake-caller';
import { CALLER } from '../unit/fakes';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const OK = { ok: true, value: undefined };

let bench: KvsBench;
beforeEach(() => {
  bench = openKvsBench(START);
});

const load = async (pseudonym = PSEUDONYM) => {
  const loaded = await callerStore.load(pseudonym);
  return loaded.ok ? loaded.value : loaded.failure;
};
const put = (key: string, value: unknown) =>
  bench.store.items.put({
    entity: '',
    key,
    json: JSON.stringify(value),
    created: START,
    updated: START,
    expires: null,
  });
const refuse = (path: RegExp) => {
  bench.fault.next = (asked) =>
    path.test(asked) ? { before: Response.json({ code: 'X', message: 'no' }, { status: 400 }) } : undefined;
};
const note = (...requests: CallerRequest[]) =>
  requests.reduce<Promise<unknown>>(
    (before, request) => before.then(() => callerStore.noteRequest(PSEUDONYM, request)),
    Promise.resolve(),
  );

describe('what is known of a caller', () => {
  it('is nothing at first, and costs two reads at once', async () => {
    expect(await load()).toEqual({ requests: [] });
    expect(bench.asked).toEqual(['/api/v1/get', '/api/v1/get']);
  });

  it('are the requests, the newest first, each once and ten at most', async () => {
    const requests = Array.from({ length: 12 }, (_, index) =>
      makeRequest(`SUP-${index}`, { at: START + index }),
    );
    await note(...requests.toReversed(), makeRequest('SUP-7', { at: START + 7, language: 'de' }));
    const { requests: kept } = (await load()) as { requests: CallerRequest[] };
    expect(kept.map(({ key }) => key)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((index) => `SUP-${index}`),
    );
    expect(kept[4]?.language).toBe('de');
    expect(await load('0'.repeat(32))).toEqual({ requests: [] });
  });

  it('can be forgotten request by request', async () => {
    await note(makeRequest('SUP-1'), makeRequest('SUP-2'));
    expect(await callerStore.forgetRequest(PSEUDONYM, 'SUP-1')).toEqual(OK);
    expect(await callerStore.forgetRequest(PSEUDONYM, 'SUP-9')).toEqual(OK);
    expect(await load()).toEqual({ requests: [makeRequest('SUP-2')] });
  });

  it('is gone with the last request, and no later than it was to go', async () => {
    await note(makeRequest('SUP-1'));
    await callerStore.forgetRequest(PSEUDONYM, 'SUP-1');
    expect(bench.store.items.get('', `caller:${PSEUDONYM}`)).toBeUndefined();
  });

  it('is that no text arrives, beside the requests', async () => {
    await note(makeRequest('SUP-1'));
    await callerStore.noteNoTexts(PSEUDONYM, { at: START, code: 30006 });
    expect(await load()).toEqual({ requests: [makeRequest('SUP-1')], noTexts: { at: START, code: 30006 } });
  });

  it('is forgotten 90 days after the last request, but not the wish for no texts', async () => {
    await note(makeRequest('SUP-1'));
    await callerStore.setTextsOff(PSEUDONYM, { at: START, how: 'pressed' });
    bench.clock.now += 90 * DAY - 1;
    expect(await load()).toMatchObject({ requests: [{}], textsOff: {} });
    bench.clock.now += 2;
    expect(await load()).toEqual({ requests: [], textsOff: { at: START, how: 'pressed' } });
    bench.clock.now += 5000 * DAY;
    expect(await load()).toEqual({ requests: [], textsOff: { at: START, how: 'pressed' } });
  });

  it('of a later version is read as far as it is understood', async () => {
    const known = makeRequest('SUP-1');
    put(`caller:${PSEUDONYM}`, {
      requests: [{ ...known, language: 'tlh' }, known],
      noTexts: 'never',
      more: 1,
    });
    expect(await load()).toEqual({ requests: [known] });
    put(`caller:${PSEUDONYM}`, 'something else');
    expect(await load()).toEqual({ requests: [] });
  });

  it('is not known when the store is out: nobody is taken for one who wants texts', async () => {
    await callerStore.setTextsOff(PSEUDONYM, { at: START, how: 'said' });
    refuse(/\/get$/);
    expect(await load()).toMatchObject({ service: 'forge' });
    expect(await callerStore.noteRequest(PSEUDONYM, makeRequest('SUP-1'))).toMatchObject({ ok: false });
    expect(await callerStore.setTextsOff(PSEUDONYM, { at: START + 1, how: 'said' })).toMatchObject({
      ok: false,
    });
    expect(await callerStore.setTextsOn(PSEUDONYM, START + 1)).toMatchObject({ ok: false });
  });
});

it('is not half known: a wish that can not be read is not taken for none', async () => {
  await callerStore.setTextsOff(PSEUDONYM, { at: START, how: 'said' });
  bench.asked.length = 0;
  bench.fault.next = () =>
    bench.asked.length === 2
      ? { before: Response.json({ code: 'X', message: 'no' }, { status: 400 }) }
      : undefined;
  expect(await load()).toMatchObject({ service: 'forge', kind: 'rejected' });
});

describe('the wish for no texts', () => {
  const off = (at: number) => callerStore.setTextsOff(PSEUDONYM, { at, how: 'stop' });
  const on = (at: number) => callerStore.setTextsOn(PSEUDONYM, at);
  const wanted = async () => !('textsOff' in (await load()));

  it.each([
    ['a wish', [[off, 1]], false],
    [
      'one that was taken back',
      [
        [off, 1],
        [on, 2],
      ],
      true,
    ],
    [
      'one after that',
      [
        [off, 1],
        [on, 2],
        [off, 3],
      ],
      false,
    ],
    [
      'one that comes again, late',
      [
        [off, 1],
        [on, 2],
        [off, 1],
      ],
      true,
    ],
    [
      'one taken back before it was heard',
      [
        [on, 2],
        [off, 1],
      ],
      true,
    ],
    [
      'a taking back that comes late',
      [
        [off, 1],
        [off, 3],
        [on, 2],
      ],
      false,
    ],
    [
      'an older one that comes late, and then what took that back',
      [
        [off, 3],
        [off, 1],
        [on, 2],
      ],
      false,
    ],
    [
      'both in the same second',
      [
        [on, 1],
        [off, 1],
        [on, 1],
      ],
      true,
    ],
    [
      'the same again',
      [
        [off, 1],
        [off, 1],
      ],
      false,
    ],
    [
      'the taking back again',
      [
        [off, 1],
        [on, 2],
        [on, 2],
        [on, 1],
      ],
      true,
    ],
  ] as const)('%s', async (_, wishes, expected) => {
    for (const [wish, at] of wishes) expect(await wish(START + at)).toEqual(OK);
    expect(await wanted()).toBe(expected);
  });

  it('counts, whatever a later version has written there', async () => {
    for (const value of [{ at: 'soon', how: 'by letter' }, 'no!', 7]) {
      put(`texts-off:${PSEUDONYM}`, value);
      expect(await wanted()).toBe(false);
    }
  });

  it('has no end, also where one was taken back before', async () => {
    for (const [wish, at] of [
      [off, 1],
      [on, 2],
      [off, 3],
    ] as const)
      await wish(START + at);
    expect(bench.store.items.get('', `texts-off:${PSEUDONYM}`)?.expires).toBeNull();
  });
});

it('no key and no value has a number in it', async () => {
  await note(makeRequest('SUP-1'));
  await callerStore.setTextsOff(PSEUDONYM, { at: START, how: 'said' });
  await callerStore.setTextsOn(PSEUDONYM, START + 1);
  const kept = JSON.stringify(
    ['caller', 'texts-off', 'texts-on'].map(
      (name) => bench.store.items.get('', `${name}:${PSEUDONYM}`) ?? null,
    ),
  );
  expect(kept).toContain('SUP-1');
  expect(kept).not.toContain(CALLER.slice(1));
});
