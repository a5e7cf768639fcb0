import { beforeEach, expect, it } from 'vitest';
import type { Trouble } from '../../src/contract/trouble';
import type { LogLine } from '../../src/services/log';
import { createTroubleStore } from '../../src/services/trouble-store';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);
const OUT: Trouble = {
  since: START,
  failure: 'unavailable',
  count: 4,
  until: START + 30_000,
  notedAt: START,
};
const OVER: Trouble = { ...OUT, count: 0, until: 0, endedAt: START + 60_000 };

let bench: KvsBench;
let lines: LogLine[];
const open = () => createTroubleStore((line) => void lines.push(line));
beforeEach(() => {
  bench = openKvsBench(START);
  lines = [];
});

it('knows of nothing at first, then of what it was told, and of what came of it', async () => {
  const book = open();
  expect(await book.load()).toEqual({ ok: true, value: {} });
  await book.change('jira', () => OUT);
  await book.change('openai', () => OVER);
  expect(await open().load()).toEqual({ ok: true, value: { jira: OUT, openai: OVER } });
  await book.change('jira', (stored) => (stored?.count === 4 ? OVER : stored));
  await book.change('openai', () => undefined);
  expect(await book.load()).toEqual({ ok: true, value: { jira: OVER } });
});

it('undoes nothing of another service when two are changed at once', async () => {
  const book = open();
  await book.change('jira', () => OUT);
  await Promise.all([book.change('jira', () => OVER), book.change('openai', () => OUT)]);
  expect(await book.load()).toEqual({ ok: true, value: { jira: OVER, openai: OUT } });
});

it('writes nothing when nothing changes', async () => {
  await open().change('jira', (stored) => stored);
  expect(bench.asked).toEqual(['/api/v1/get']);
});

it('takes for nothing what it cannot read, and the others as they are', async () => {
  const book = open();
  await book.change('jira', () => OUT);
  bench.store.items.put({
    entity: '',
    key: 'trouble-openai',
    json: '{"failure":"bored"}',
    created: START,
    updated: START,
    expires: null,
  });
  expect(await book.load()).toEqual({ ok: true, value: { jira: OUT } });
  await book.change('openai', (stored) => stored ?? OUT);
  expect(await book.load()).toEqual({ ok: true, value: { jira: OUT, openai: OUT } });
});

it('says so when the store is out, and changes nothing', async () => {
  const book = open();
  const refuse = (path: RegExp) => {
    bench.fault.next = (asked) =>
      path.test(asked) ? { before: Response.json({ code: 'X', message: 'no' }, { status: 400 }) } : undefined;
  };
  refuse(/\/get$/);
  expect(await book.load()).toMatchObject({ ok: false, failure: { service: 'forge' } });
  await book.change('jira', () => OUT);
  refuse(/\/set$/);
  await book.change('jira', () => OUT);
  bench.fault.next = () => undefined;
  expect(await book.load()).toEqual({ ok: true, value: {} });
  expect(lines).toEqual([
    { event: 'trouble-not-kept', failure: 'rejected' },
    { event: 'trouble-not-kept', failure: 'rejected' },
  ]);
});
