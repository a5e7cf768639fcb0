import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../sandbox/clock';
import { ADMIN, cacheDirectory, type FixtureHost, fixtureDirectory, startFixture } from './forge-fixture';

let fixture: FixtureHost;

beforeAll(async () => {
  fixture = await startFixture(systemClock);
});

afterAll(() => fixture.host.close());

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fixture.host.control.request(path, init);
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}

describe('the control API', () => {
  it('lists functions with their bundles, and web triggers with their URLs', async () => {
    const { json } = await ask('GET', '/functions');
    expect(json).toContainEqual({
      key: 'slow-work-fn',
      module: 'entry/work',
      exportName: 'handleSlowly',
      timeoutSeconds: 1,
      bundleBytes: expect.any(Number),
      warm: 0,
    });
    const { json: urls } = await ask('GET', '/web-triggers');
    const [door] = fixture.host.listWebTriggers();
    expect(urls).toContainEqual({ key: 'door', url: door?.url, localPath: door?.localPath });
  });

  it('invokes resolvers, and gives back their errors', async () => {
    const call = { moduleKey: 'admin', accountId: ADMIN, payload: { steps: [['set', 'seen', 1]] } };
    expect(await ask('POST', '/invoke', { ...call, functionKey: 'run' })).toEqual({
      status: 200,
      json: { result: [{ value: null }] },
    });
    expect(await ask('POST', '/invoke', { ...call, functionKey: 'none' })).toEqual({
      status: 500,
      json: { error: "Resolver has no definition for 'none'." },
    });
    expect(await ask('POST', '/invoke', { moduleKey: 1 })).toMatchObject({ status: 400 });
  });

  it('passes on the licence that is set', async () => {
    const who = { moduleKey: 'admin', accountId: ADMIN, functionKey: 'who' };
    expect(
      ((await ask('POST', '/invoke', who)).json as { result: { context: object } }).result.context,
    ).not.toHaveProperty('license');
    await ask('PUT', '/license', { license: { active: true, type: 'COMMERCIAL' } });
    expect((await ask('POST', '/invoke', who)).json).toMatchObject({
      result: { context: { license: { active: true, type: 'COMMERCIAL' } } },
    });
    await ask('PUT', '/license', { license: null });
  });

  it('shows the store, but of a secret only its name', async () => {
    await fixture.run(
      ['set', 'plain', { a: 1 }],
      ['setSecret', 'token', 'hidden'],
      ['setEntity', 'call', 'c1', { sid: 'x' }],
    );
    const { json } = await ask('GET', '/store');
    expect(json).toMatchObject({ secrets: ['token'] });
    expect(json).toHaveProperty(
      'items',
      expect.arrayContaining([
        expect.objectContaining({ key: 'plain', value: { a: 1 } }),
        expect.objectContaining({ entity: 'call', key: 'c1', value: { sid: 'x' } }),
      ]),
    );
    expect(JSON.stringify(json)).not.toContain('hidden');
  });

  it('pushes events and shows what became of them', async () => {
    const { status, json } = await ask('POST', '/queue/work/push', {
      events: [{ body: { name: 'by-control' } }],
    });
    expect(status).toBe(201);
    await fixture.host.settle();
    expect((await ask('GET', '/queue')).json).toContainEqual(
      expect.objectContaining({ queue: 'work', job: (json as { jobId: string }).jobId, state: 'succeeded' }),
    );
    expect((await ask('POST', '/queue/none/push', { events: [{ body: {} }] })).status).toBe(404);
    expect((await ask('POST', '/queue/work/push', { events: [{}] })).status).toBe(400);
  });

  it('runs schedules, life cycle and product events', async () => {
    expect(await ask('POST', '/schedules/tick/run')).toEqual({ status: 200, json: { outcome: 'returned' } });
    expect((await ask('POST', '/schedules/none/run')).status).toBe(404);
    expect(await ask('PUT', '/schedules', { running: true })).toEqual({
      status: 200,
      json: { running: true },
    });
    await ask('PUT', '/schedules', { running: false });
    expect((await ask('GET', '/schedules')).json).toEqual({
      running: false,
      triggers: [{ key: 'tick', interval: 'fiveMinute' }],
    });
    expect((await ask('POST', '/lifecycle/installed')).status).toBe(204);
    expect((await ask('POST', '/lifecycle/exploded')).status).toBe(404);
    const event = { eventType: 'avi:jira:updated:issue', payload: { issue: { key: 'SUP-1' } } };
    expect((await ask('POST', '/events', event)).status).toBe(204);
    const functions = ((await ask('GET', '/invocations')).json as { functionKey: string }[]).map(
      ({ functionKey }) => functionKey,
    );
    expect(functions).toEqual(expect.arrayContaining(['tick-fn', 'lifecycle-fn', 'issues-fn']));
  });

  it('orders faults and lags', async () => {
    expect((await ask('POST', '/faults', { kvs: { calls: 1, status: 429 } })).status).toBe(204);
    expect(await fixture.run(['get', 'plain'])).toMatchObject([{ status: 429 }]);
    expect((await ask('PUT', '/lags', { query: 10 })).json).toMatchObject({ query: 10 });
    await ask('PUT', '/lags', { query: 0 });
  });
});

/** A build takes twenty seconds of a core, and more on a busy machine. */
const BUILD_MS = 180_000;

describe('building the app', { timeout: BUILD_MS }, () => {
  const copyDirectory = fileURLToPath(
    new URL('../../node_modules/.cache/forge-fixture-copy', import.meta.url),
  );

  function copyFixture(change: (manifest: string) => string): string {
    rmSync(copyDirectory, { recursive: true, force: true });
    mkdirSync(copyDirectory, { recursive: true });
    cpSync(fixtureDirectory, copyDirectory, { recursive: true });
    const file = join(copyDirectory, 'manifest.yml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    return copyDirectory;
  }

  it('takes the bundles from the cache at a second start', async () => {
    const stamp = () =>
      readdirSync(cacheDirectory).map((name) => [name, statSync(join(cacheDirectory, name)).mtimeMs]);
    const before = stamp();
    const again = await startFixture(systemClock);
    expect(stamp()).toEqual(before);
    expect(again.host.bundleSizes['entry/door']).toBeGreaterThan(10_000);
    await again.host.close();
  });

  it('bundles the UI Kit resources', async () => {
    const folder = (await fixture.host.bundleResources()).get('admin-page') ?? '';
    expect(readdirSync(folder).sort()).toEqual(expect.arrayContaining(['admin-page.js', 'index.html']));
  });

  it('refuses what Forge would: a handler that is not there', async () => {
    const appDirectory = copyFixture((text) => text.replace('entry/door.handleFixed', 'entry/window.handle'));
    await expect(startFixture(systemClock, { appDirectory })).rejects.toThrow(
      /manifest\.yml:\d+:\d+ .*window/,
    );
  });

  it('refuses a module whose function is not there, before any build', async () => {
    const appDirectory = copyFixture((text) => text.replace('function: door-fn', 'function: dor-fn'));
    await expect(startFixture(systemClock, { appDirectory })).rejects.toThrow("unknown function 'dor-fn'");
  });
});
