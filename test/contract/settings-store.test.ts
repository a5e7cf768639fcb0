import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { vault } from '../../src/services/settings-store';
import { makeLine, makeSettings } from '../unit/fakes';
import { type KvsBench, openKvsBench } from './kvs-bench';

const START = Date.UTC(2026, 10, 20, 9);

let bench: KvsBench;
const logged: string[] = [];
beforeEach(() => {
  bench = openKvsBench(START);
  logged.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void logged.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

const put = (value: unknown) =>
  bench.store.items.put({
    entity: '',
    key: 'settings',
    json: JSON.stringify(value),
    created: START,
    updated: START,
    expires: null,
  });

it('settings come back as they were saved, without a word', async () => {
  const settings = makeSettings();
  await vault.saveSettings(settings);
  expect(await vault.loadSettings()).toEqual({ ok: true, value: settings });
  expect(logged).toEqual([]);
});

it('settings of a later version are read as far as they are understood, said once, and keep their lines', async () => {
  const later = { ...makeLine({ id: 'x', number: '+14155550177' }), languages: ['tlh'] };
  put({ ...makeSettings(), newSwitch: true, lines: [later, makeLine()] });
  const value = { ...makeSettings(), unread: [later] };
  for (let time = 0; time < 3; time++) expect(await vault.loadSettings()).toEqual({ ok: true, value });
  expect(logged.map((line) => JSON.parse(line))).toEqual([{ event: 'settings-not-understood' }]);
  await vault.saveSettings(value);
  expect(JSON.parse(bench.store.items.get('', 'settings')?.json ?? '')).toMatchObject({
    lines: [makeLine(), later],
  });
});

it('what is no settings at all is a failure', async () => {
  put({ version: 2 });
  expect(await vault.loadSettings()).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
});
