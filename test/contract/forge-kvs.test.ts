import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTestClock,
  type FixtureHost,
  makeStorePath,
  type StepResult,
  startFixture,
  type TestClock,
} from './forge-fixture';

/** Everything here goes through the real @forge/kvs inside the fixture app's bundle. */
let clock: TestClock;
let fixture: FixtureHost;

beforeEach(async () => {
  clock = createTestClock();
  fixture = await startFixture(clock);
});

afterEach(() => fixture.host.close());

interface Page {
  results: { key: string }[];
  nextCursor?: string;
}

function readPage(step: StepResult | undefined): Page {
  if (step?.value === undefined) throw new Error(`${step?.code}: ${step?.message}`);
  return step.value as Page;
}

const nest = (depth: number): unknown => (depth === 0 ? 'leaf' : { in: nest(depth - 1) });
const HOUR = 3_600_000;

describe('plain keys', () => {
  it('store every kind of value, with metadata, and forget them', async () => {
    const values = [['a', 1], true, 12.5, { deep: { er: null } }, 'text'];
    for (const value of values) {
      expect(await fixture.run(['set', 'key', value], ['get', 'key'])).toEqual([{ value: null }, { value }]);
    }
    const created = clock.now();
    await clock.advance(1000);
    const [, read, , gone, again] = await fixture.run(
      ['set', 'key', 'later'],
      ['getWithMetadata', 'key'],
      ['delete', 'key'],
      ['get', 'key'],
      ['delete', 'key'],
    );
    expect(read).toEqual({
      value: { key: 'key', value: 'later', createdAt: created, updatedAt: created + 1000 },
    });
    expect([gone, again]).toEqual([{ value: null }, { value: null }]);
  });

  it.each([
    ['', 'KEY_TOO_SHORT'],
    ['k'.repeat(501), 'KEY_TOO_LONG'],
    ['+14155550100', 'INVALID_KEY'],
    ['a/b', 'INVALID_KEY'],
    ['a@b', 'INVALID_KEY'],
    ['   ', 'INVALID_KEY'],
  ])('refuse the key %j', async (key, code) => {
    expect(await fixture.run(['set', key, 1], ['get', key])).toMatchObject([{ code, status: 400 }, { code }]);
  });

  it('take keys to the limit', async () => {
    const keys = ['k'.repeat(500), 'call:AC.1_2 3-4#5'];
    for (const key of keys)
      expect(await fixture.run(['set', key, 1], ['get', key])).toMatchObject([{}, { value: 1 }]);
  });

  it('limit size and depth', async () => {
    const largest = 'x'.repeat(240 * 1024 - 2);
    expect(await fixture.run(['set', 'a', largest], ['set', 'b', `${largest}x`])).toMatchObject([
      { value: null },
      { code: 'MAX_SIZE' },
    ]);
    expect(await fixture.run(['set', 'a', 'é'.repeat(120 * 1024)])).toMatchObject([{ code: 'MAX_SIZE' }]);
    expect(await fixture.run(['set', 'a', nest(31)], ['set', 'a', nest(32)])).toMatchObject([
      { value: null },
      { code: 'MAX_DEPTH' },
    ]);
    expect(await fixture.run(['set', 'a', null])).toMatchObject([{ code: 'BAD_REQUEST' }]);
  });

  it('keep the first value under FAIL_IF_EXISTS, also among racing invocations', async () => {
    const lock = (value: number) => fixture.run(['set', 'lock', value, { keyPolicy: 'FAIL_IF_EXISTS' }]);
    const results = (await Promise.all([lock(1), lock(2), lock(3)])).flat();
    expect(results.filter(({ code }) => code === undefined)).toHaveLength(1);
    expect(results.filter(({ status }) => status === 409)).toHaveLength(2);
    const winner = results.findIndex(({ code }) => code === undefined) + 1;
    expect(await fixture.run(['get', 'lock'])).toEqual([{ value: winner }]);
  });

  it('return what was there, or what is there now', async () => {
    const [first, second, third] = await fixture.run(
      ['set', 'key', 1, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' }],
      ['set', 'key', 2, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' }],
      [
        'set',
        'key',
        3,
        { keyPolicy: 'OVERRIDE', returnValue: 'LATEST', returnMetadataFields: ['CREATED_AT'] },
      ],
    );
    expect(first).toEqual({ value: null });
    expect(second).toEqual({ value: { key: 'key', value: 1 } });
    expect(third).toEqual({ value: { key: 'key', value: 3, createdAt: clock.now() } });
    expect(
      await fixture.run(['set', 'key', 4, { keyPolicy: 'FAIL_IF_EXISTS', returnValue: 'LATEST' }]),
    ).toMatchObject([{ code: 'BAD_REQUEST' }]);
  });

  it('expire late: still readable, with the time of expiry, until they are deleted', async () => {
    const expireTime = new Date(clock.now() + HOUR).toISOString();
    await fixture.run(['set', 'key', 1, { ttl: { value: 1, unit: 'HOURS' } }]);
    await clock.advance(2 * HOUR);
    expect(await fixture.run(['getWithMetadata', 'key'])).toMatchObject([
      { value: { value: 1, expireTime } },
    ]);
    fixture.host.lags.deletion = 0;
    expect(await fixture.run(['get', 'key'])).toEqual([{ value: null }]);
    expect(await fixture.run(['set', 'key', 1, { ttl: { value: 366, unit: 'DAYS' } }])).toMatchObject([
      { status: 400 },
    ]);
  });

  it('are queried by prefix, in pages', async () => {
    await fixture.run(
      ...Array.from({ length: 12 }, (_, n): [string, ...unknown[]] => ['set', `call:${10 + n}`, n]),
    );
    await fixture.run(['set', 'other', 1], ['set', 'cal', 1], ['setSecret', 'call:secret', 's']);
    const pages: unknown[] = [];
    let cursor: string | undefined;
    do {
      const [page] = await fixture.run(['query', 'call:', 5, cursor]);
      const { results, nextCursor } = readPage(page);
      pages.push(results.map(({ key }) => key));
      cursor = nextCursor;
    } while (cursor !== undefined);
    expect(pages).toEqual([
      ['call:10', 'call:11', 'call:12', 'call:13', 'call:14'],
      ['call:15', 'call:16', 'call:17', 'call:18', 'call:19'],
      ['call:20', 'call:21'],
    ]);
    expect(await fixture.run(['query', 'call:', 101], ['query', 'call:', 5, 'rubbish'])).toMatchObject([
      { code: 'LIST_QUERY_LIMIT_EXCEEDED' },
      { code: 'BAD_REQUEST' },
    ]);
  });

  it('may be seen late by queries, never by get', async () => {
    await fixture.run(['set', 'old', 1]);
    fixture.host.lags.query = 5000;
    await fixture.run(['set', 'new', 1], ['delete', 'old']);
    const keys = async () => {
      const [page] = await fixture.run(['query', '', 10]);
      return readPage(page).results.map(({ key }) => key);
    };
    expect(await fixture.run(['get', 'new'], ['get', 'old'])).toEqual([{ value: 1 }, { value: null }]);
    expect(await keys()).toEqual(['old']);
    await clock.advance(5000);
    expect(await keys()).toEqual(['new']);
  });

  it('fail on demand, before or after the write', async () => {
    fixture.host.faults.kvs({ calls: 2, status: 429 });
    const limited = { code: 'RATE_LIMIT_EXCEEDED', status: 429 };
    expect(await fixture.run(['set', 'a', 1], ['get', 'a'], ['get', 'a'])).toMatchObject([
      limited,
      limited,
      { value: null },
    ]);
    fixture.host.faults.kvs({ calls: 1, status: 500, afterwards: true, path: 'set' });
    expect(await fixture.run(['get', 'b'], ['set', 'b', 2], ['get', 'b'])).toMatchObject([
      { value: null },
      { status: 500 },
      { value: 2 },
    ]);
  });
});

describe('secrets', () => {
  it('live apart from plain keys, encrypted, and outlast a restart', async () => {
    const storePath = makeStorePath();
    const first = await startFixture(clock, { storePath });
    await first.run(['set', 'key', 'plainly-visible'], ['setSecret', 'key', { token: 'well-hidden' }]);
    expect(await first.run(['get', 'key'], ['getSecret', 'key'])).toEqual([
      { value: 'plainly-visible' },
      { value: { token: 'well-hidden' } },
    ]);
    const urls = first.host.listWebTriggers();
    await first.host.close();
    const files = [storePath, `${storePath}-wal`]
      .filter(existsSync)
      .map((file) => readFileSync(file, 'latin1'));
    const bytes = files.join();
    expect(bytes).toContain('plainly-visible');
    expect(bytes).not.toContain('well-hidden');

    const second = await startFixture(clock, { storePath });
    expect(await second.run(['getSecret', 'key'])).toEqual([{ value: { token: 'well-hidden' } }]);
    expect(second.host.listWebTriggers()).toEqual(urls);
    expect(await second.run(['deleteSecret', 'key'], ['getSecret', 'key'], ['get', 'key'])).toMatchObject([
      {},
      { value: null },
      { value: 'plainly-visible' },
    ]);
    await second.host.close();
  });

  it('have limits of their own', async () => {
    const largest = 'x'.repeat(128 * 1024 - 2);
    const lock = { keyPolicy: 'FAIL_IF_EXISTS' };
    expect(
      await fixture.run(
        ['setSecret', 'a', largest, lock],
        ['setSecret', 'b', `${largest}x`],
        ['setSecret', 'a', 1, lock],
        ['setSecret', '+49', 1],
      ),
    ).toMatchObject([{ value: null }, { code: 'MAX_SIZE' }, { status: 409 }, { code: 'INVALID_KEY' }]);
  });
});

type Call = Record<string, unknown>;
const setCall = (key: string, call: Call): [string, ...unknown[]] => ['setEntity', 'call', key, call];
const find = async (spec: object): Promise<{ keys: string[]; cursor?: string }> => {
  const [step] = await fixture.run(['queryEntity', { entity: 'call', ...spec }]);
  const { results, nextCursor } = readPage(step);
  return { keys: results.map(({ key }) => key), ...(nextCursor === undefined ? {} : { cursor: nextCursor }) };
};
const refusal = async (spec: object) => (await fixture.run(['queryEntity', { entity: 'call', ...spec }]))[0];

describe('custom entities', () => {
  beforeEach(async () => {
    await fixture.run(
      setCall('c1', { sid: 'CA1', state: 'open', startedAt: 100, score: 1.5, open: true }),
      setCall('c2', { sid: 'CA2', state: 'open', startedAt: 30, score: -2, open: false, extra: { a: [1] } }),
      setCall('c3', { sid: 'CB3', state: 'filed', startedAt: 20, score: 0, open: true }),
      setCall('c4', { sid: 'CB4', state: 'open', startedAt: 7 }),
    );
  });

  it('are kept apart from plain keys', async () => {
    expect(
      await fixture.run(
        ['getEntity', 'call', 'c1'],
        ['get', 'c1'],
        ['deleteEntity', 'call', 'c1'],
        ['getEntity', 'call', 'c1'],
      ),
    ).toMatchObject([{ value: { sid: 'CA1' } }, { value: null }, {}, { value: null }]);
  });

  it.each([
    ['a string for an integer', { startedAt: '100' }],
    ['a fraction for an integer', { startedAt: 1.5 }],
    ['more than 32 bits', { startedAt: 2 ** 31 }],
    ['an empty string', { sid: '' }],
    ['blanks', { sid: '  ' }],
    ['a number for a boolean', { open: 1 }],
    ['null', { sid: null }],
    ['an undeclared attribute', { caller: 'x' }],
    ['an array', ['x']],
  ])('refuse %s', async (_name, value) => {
    expect(await fixture.run(['setEntity', 'call', 'k', value])).toMatchObject([
      { code: 'INVALID_ENTITY_VALUE', status: 400 },
    ]);
  });

  it('refuse entities that the manifest does not declare', async () => {
    expect(
      await fixture.run(['setEntity', 'caller', 'k', {}], ['getEntity', 'constructor', 'k']),
    ).toMatchObject([{ code: 'INVALID_ENTITY_TYPE' }, { code: 'INVALID_ENTITY_TYPE' }]);
  });

  it('are found by index, partition, range and order', async () => {
    const open = { index: 'by-state', partition: ['open'] };
    expect(await find({ index: 'by-key' })).toEqual({ keys: ['c1', 'c2', 'c3', 'c4'] });
    expect(await find({ index: 'sid', where: ['beginsWith', 'CA'] })).toEqual({ keys: ['c1', 'c2'] });
    expect(await find({ index: 'by-key', where: ['beginsWith', 'c'], sort: 'DESC', limit: 1 })).toMatchObject(
      { keys: ['c4'] },
    );
    // Numbers in the order of numbers: 7 before 30 before 100.
    expect(await find(open)).toEqual({ keys: ['c4', 'c2', 'c1'] });
    expect(await find({ ...open, sort: 'DESC' })).toEqual({ keys: ['c1', 'c2', 'c4'] });
    expect(await find({ ...open, where: ['between', 7, 30] })).toEqual({ keys: ['c4', 'c2'] });
    expect(await find({ ...open, where: ['greaterThan', 30] })).toEqual({ keys: ['c1'] });
    expect(await find({ ...open, where: ['greaterThanEqualTo', 30] })).toEqual({ keys: ['c2', 'c1'] });
    expect(await find({ ...open, where: ['lessThan', 30] })).toEqual({ keys: ['c4'] });
    expect(await find({ ...open, where: ['equalTo', 30] })).toEqual({ keys: ['c2'] });
    // c4 has no score, so it is not in that index.
    expect(await find({ index: 'by-score' })).toEqual({ keys: ['c2', 'c3', 'c1'] });
    expect(await find({ index: 'by-state', partition: ['parked'] })).toEqual({ keys: [] });
  });

  it('see a moved value where it is now', async () => {
    await fixture.run(setCall('c1', { sid: 'CA1', state: 'filed', startedAt: 1 }));
    expect(await find({ index: 'by-state', partition: ['filed'] })).toEqual({ keys: ['c1', 'c3'] });
    expect(await find({ index: 'by-state', partition: ['open'] })).toEqual({ keys: ['c4', 'c2'] });
  });

  it('come in pages whose cursor goes on where the last one ended', async () => {
    await fixture.run(
      ...['x', 'y', 'z'].map((key) => setCall(key, { sid: 'CA', state: 'open', startedAt: 30 })),
    );
    const spec = { index: 'by-state', partition: ['open'], limit: 2 };
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await find({ ...spec, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(page.keys);
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(pages).toEqual([
      ['c4', 'c2'],
      ['x', 'y'],
      ['z', 'c1'],
    ]);
  });

  it.each([
    ['beginsWith', 'sid', ['CB'], ['c3', 'c4']],
    ['contains', 'sid', ['A2'], ['c2']],
    ['notContains', 'sid', ['A'], ['c3', 'c4']],
    ['equalTo', 'open', [true], ['c1', 'c3']],
    ['notEqualTo', 'open', [true], ['c2', 'c4']],
    ['exists', 'score', [], ['c1', 'c2', 'c3']],
    ['notExists', 'score', [], ['c4']],
    ['between', 'score', [-2, 0], ['c2', 'c3']],
    ['greaterThan', 'startedAt', [30], ['c1']],
    ['greaterThanEqualTo', 'startedAt', [30], ['c1', 'c2']],
    ['lessThan', 'startedAt', [20], ['c4']],
    ['lessThanEqualTo', 'startedAt', [20], ['c3', 'c4']],
  ])('filter with %s on %s', async (condition, attribute, values, keys) => {
    const filter = { operator: 'and', items: [[attribute, condition, ...values]] };
    expect(await find({ index: 'by-key', filter })).toEqual({ keys });
  });

  it('join filters with and, or with or', async () => {
    const items = [
      ['state', 'equalTo', 'open'],
      ['startedAt', 'lessThan', 25],
    ];
    expect(await find({ index: 'by-key', filter: { operator: 'and', items } })).toEqual({ keys: ['c4'] });
    expect(await find({ index: 'by-key', filter: { operator: 'or', items } })).toEqual({
      keys: ['c1', 'c2', 'c3', 'c4'],
    });
  });

  it('filter page by page, so that a page may be empty and still have a next one', async () => {
    const filter = { operator: 'and', items: [['sid', 'equalTo', 'CB4']] };
    const page = await find({ index: 'by-key', filter, limit: 2 });
    expect(page).toEqual({ keys: [], cursor: expect.any(String) });
    expect(await find({ index: 'by-key', filter, limit: 2, cursor: page.cursor })).toEqual({ keys: ['c4'] });
  });

  it.each([
    ['an undeclared index', { index: 'by-open' }, 'INVALID_ENTITY_INDEX', 400],
    [
      'an undeclared attribute',
      { index: 'by-key', filter: { operator: 'and', items: [['x', 'exists']] } },
      'INVALID_ENTITY_ATTRIBUTE',
      400,
    ],
    [
      'a filter on type any',
      { index: 'by-key', filter: { operator: 'and', items: [['extra', 'exists']] } },
      'INVALID_FILTER_CONDITION',
      422,
    ],
    [
      'a value of the wrong type',
      { index: 'by-key', filter: { operator: 'and', items: [['sid', 'equalTo', 3]] } },
      'INVALID_FILTER_VALUES',
      400,
    ],
    [
      'contains on a number',
      { index: 'by-key', filter: { operator: 'and', items: [['startedAt', 'contains', 'x']] } },
      'INVALID_FILTER_CONDITION',
      422,
    ],
    ['a partition left out', { index: 'by-state' }, 'BAD_REQUEST', 400],
    ['a partition too many', { index: 'sid', partition: ['x'] }, 'BAD_REQUEST', 400],
    ['a page of 101', { index: 'sid', limit: 101 }, 'COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE', 400],
    [
      'beginsWith on an integer range',
      { index: 'by-state', partition: ['open'], where: ['beginsWith', '1'] },
      'INVALID_FILTER_CONDITION',
      422,
    ],
  ])('refuse a query with %s', async (_name, spec, code, status) => {
    expect(await refusal(spec)).toMatchObject({ code, status });
  });
});

describe('transactions and batches', () => {
  const filter = (attribute: string, condition: string, value: unknown) => ({
    operator: 'and',
    items: [[attribute, condition, value]],
  });

  it('write all or nothing', async () => {
    await fixture.run(['set', 'kept', 1]);
    const [result] = await fixture.run([
      'transact',
      {
        set: [
          ['a', 1],
          ['bad/key', 2],
        ],
        delete: [['kept']],
      },
    ]);
    expect(result).toMatchObject({ code: 'INVALID_KEY' });
    expect(await fixture.run(['get', 'a'], ['get', 'kept'])).toEqual([{ value: null }, { value: 1 }]);
    await fixture.run([
      'transact',
      {
        set: [
          ['a', 1],
          ['c1', { sid: 'x' }, 'call'],
        ],
        delete: [['kept']],
      },
    ]);
    expect(await fixture.run(['get', 'a'], ['get', 'kept'], ['getEntity', 'call', 'c1'])).toEqual([
      { value: 1 },
      { value: null },
      { value: { sid: 'x' } },
    ]);
  });

  it('compare and set: one of two racing writers wins', async () => {
    await fixture.run(setCall('c1', { startedAt: 1 }));
    const bump = (sid: string) =>
      fixture.run([
        'transact',
        { set: [['c1', { startedAt: 2, sid }, 'call', filter('startedAt', 'equalTo', 1)]] },
      ]);
    const results = (await Promise.all([bump('one'), bump('two')])).flat();
    expect(results.filter(({ code }) => code === undefined)).toHaveLength(1);
    expect(results.filter(({ status }) => status === 409)).toHaveLength(1);
  });

  it('check without writing, and set only where nothing is yet', async () => {
    await fixture.run(setCall('c1', { state: 'open' }));
    const write = (state: string) => ({
      set: [['log', state]],
      check: [['c1', 'call', filter('state', 'equalTo', state)]],
    });
    expect(await fixture.run(['transact', write('filed')], ['get', 'log'])).toMatchObject([
      { status: 409 },
      { value: null },
    ]);
    expect(await fixture.run(['transact', write('open')], ['get', 'log'])).toMatchObject([
      {},
      { value: 'open' },
    ]);
    const make = {
      set: [['c9', { sid: 'new' }, 'call', { operator: 'and', items: [['sid', 'notExists']] }]],
    };
    expect(await fixture.run(['transact', make], ['transact', make])).toMatchObject([
      { value: null },
      { status: 409 },
    ]);
  });

  it('limit operations and repeats', async () => {
    const set = Array.from({ length: 26 }, (_, n) => [`k${n}`, n]);
    expect(await fixture.run(['transact', { set }], ['transact', { set: set.slice(1) }])).toMatchObject([
      { code: 'BAD_REQUEST' },
      { value: null },
    ]);
    expect(await fixture.run(['transact', { set: [['a', 1]], delete: [['a']] }])).toMatchObject([
      { code: 'BAD_REQUEST' },
    ]);
  });

  it('do what they can of a batch, and say what not', async () => {
    const items = [
      { key: 'a', value: 1 },
      { key: 'c1', value: { sid: 'x' }, entityName: 'call' },
      { key: 'c2', value: { sid: 5 }, entityName: 'call' },
    ];
    const [written] = await fixture.run(['batchSet', items]);
    expect(written?.value).toEqual({
      successfulKeys: [{ key: 'a' }, { key: 'c1', entityName: 'call' }],
      failedKeys: [
        {
          key: 'c2',
          entityName: 'call',
          error: { code: 'INVALID_ENTITY_VALUE', message: expect.any(String) },
        },
      ],
    });
    const [read] = await fixture.run([
      'batchGet',
      [{ key: 'a' }, { key: 'c1', entityName: 'call' }, { key: 'b' }],
    ]);
    expect(read?.value).toMatchObject({
      successfulKeys: [
        { key: 'a', value: 1 },
        { key: 'c1', entityName: 'call', value: { sid: 'x' } },
      ],
      failedKeys: [{ key: 'b', error: { code: 'KEY_NOT_FOUND' } }],
    });
    await fixture.run(['batchDelete', [{ key: 'a' }, { key: 'c1', entityName: 'call' }]]);
    expect(await fixture.run(['get', 'a'], ['getEntity', 'call', 'c1'])).toEqual([
      { value: null },
      { value: null },
    ]);
    const twice = [{ key: 'a' }, { key: 'a' }];
    expect(await fixture.run(['batchGet', twice], ['batchGet', []])).toMatchObject([
      { status: 400 },
      { status: 400 },
    ]);
  });
});
