import { beforeEach, describe, expect, it } from 'vitest';
import { countCall } from '../../src/services/call-counts';
import { PSEUDONYM } from '../unit/fake-caller';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);
const HOUR = 60 * 60 * 1000;

let bench: KvsBench;
beforeEach(() => {
  bench = openKvsBench(START);
});
const refuse = (path: RegExp) => {
  bench.fault.next = (asked) =>
    path.test(asked) ? { before: Response.json({ code: 'X', message: 'no' }, { status: 400 }) } : undefined;
};

describe('calls of an hour', () => {
  it('are counted for the caller and for the line', async () => {
    expect(await countCall(PSEUDONYM, 'support', START)).toEqual({ caller: 1, line: 1 });
    expect(await countCall(PSEUDONYM, 'support', START + 1)).toEqual({ caller: 2, line: 2 });
    expect(await countCall('0'.repeat(32), 'support', START + 2)).toEqual({ caller: 1, line: 3 });
    expect(await countCall(undefined, 'support', START + 3)).toEqual({ caller: undefined, line: 4 });
    expect(await countCall(PSEUDONYM, 'other', START + 4)).toEqual({ caller: 3, line: 1 });
  });

  it('begin anew with the next, and are forgotten two hours later', async () => {
    await countCall(PSEUDONYM, 'support', START + HOUR - 1);
    expect(await countCall(PSEUDONYM, 'support', START + HOUR)).toEqual({ caller: 1, line: 1 });
    const key = `calls:${START / HOUR}:line-support`;
    expect(bench.store.items.get('', key)?.expires).toBe(START + 2 * HOUR);
  });

  it('are unknown when the store is out, and counted as far as it goes', async () => {
    refuse(/\/get$/);
    expect(await countCall(PSEUDONYM, 'support', START)).toEqual({ caller: undefined, line: undefined });
    refuse(/\/set$/);
    expect(await countCall(PSEUDONYM, 'support', START)).toEqual({ caller: 1, line: 1 });
  });
});
