import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../sandbox/clock';
import {
  createTestClock,
  type FixtureHost,
  makeStorePath,
  startFixture,
  type TestClock,
} from './forge-fixture';

let clock: TestClock;
let fixture: FixtureHost;

beforeEach(async () => {
  clock = createTestClock();
  fixture = await startFixture(clock);
});

afterEach(() => fixture.host.close());

interface Delivery {
  jobId: string;
  queueName: string;
  retryContext: { retryCount: number; retryReason: string; retryData?: unknown } | null;
  at: number;
  most: number;
}

const MINUTE = 60_000;
const settle = () => fixture.host.settle();
const push = (event: unknown, queue = 'work') =>
  fixture.ask(`/push?queue=${queue}`, { method: 'POST', body: JSON.stringify(event) }) as Promise<{
    jobId: string;
  }>;
/** The error of a push that is refused, or else its result. */
const pushed = async (event: unknown, queue?: string): Promise<unknown> => {
  const result = await push(event, queue);
  return 'error' in result ? result.error : result;
};
const read = async (key: string): Promise<unknown> => (await fixture.run(['get', key]))[0]?.value;
const deliveries = async (name: string): Promise<Delivery[]> =>
  ((await read(`delivery:${name}`)) ?? []) as Delivery[];
const stats = (jobId: string) => fixture.ask(`/job?id=${jobId}`);

describe('queues', () => {
  it('deliver what @forge/events pushes', async () => {
    const { jobId } = await push([{ body: { name: 'a' } }, { body: { name: 'b' } }]);
    await settle();
    expect(await deliveries('a')).toMatchObject([{ jobId, queueName: 'work', retryContext: null }]);
    expect(await deliveries('b')).toMatchObject([{ jobId }]);
    expect(await stats(jobId)).toEqual({ success: 2, inProgress: 0, failed: 0 });
  });

  it('wait for the delay, on the clock', async () => {
    const { jobId } = await push({ body: { name: 'late' }, delayInSeconds: 900 });
    await clock.advance(15 * MINUTE - 1, settle);
    expect(await deliveries('late')).toEqual([]);
    expect(await stats(jobId)).toEqual({ success: 0, inProgress: 1, failed: 0 });
    const due = clock.now() + 1;
    await clock.advance(1, settle);
    expect((await deliveries('late')).map(({ at }) => Math.abs(at - due) < 2000)).toEqual([true]);
  });

  it('try again after an error, later each time', async () => {
    const started = clock.now();
    const { jobId } = await push({ body: { name: 'shy', fail: 3 } });
    await settle();
    await clock.advance(5 * MINUTE, settle);
    const tries = await deliveries('shy');
    expect(tries.map(({ retryContext }) => retryContext?.retryCount ?? 0)).toEqual([0, 1, 2, 3]);
    const gaps = tries.map(({ at }) => Math.round((at - started) / 1000));
    expect(gaps).toEqual([0, 5, 15, 35]);
    expect(await stats(jobId)).toMatchObject({ success: 1, failed: 0 });
  });

  it('try again when the app asks, with what it gave along', async () => {
    await push({ body: { name: 'asks', retry: { times: 1, after: 120 } } });
    await settle();
    await clock.advance(119_000, settle);
    expect(await deliveries('asks')).toHaveLength(1);
    await clock.advance(1000, settle);
    expect((await deliveries('asks'))[1]?.retryContext).toMatchObject({
      retryCount: 1,
      retryReason: 'FUNCTION_UPSTREAM_RATE_LIMITED',
      retryData: { delivery: 1 },
      retentionWindow: { remainingTimeMs: 24 * 60 * MINUTE - 120_000 },
    });
  });

  it('give up after 24 hours, and say so', async () => {
    // A worker kept for the whole day, since a cold start for each of a hundred tries takes its time.
    await fixture.host.close();
    fixture = await startFixture(clock, { instanceIdleMs: 48 * 60 * MINUTE });
    const { jobId } = await push({ body: { name: 'never', fail: 1e9 } });
    await settle();
    await clock.advance(25 * 60 * MINUTE, settle);
    const tries = await deliveries('never');
    const last = (tries.at(-1)?.at ?? 0) - (tries[0]?.at ?? 0);
    expect(last).toBeLessThanOrEqual(24 * 60 * MINUTE + 2000);
    expect(last).toBeGreaterThan(23.5 * 60 * MINUTE);
    expect(fixture.log.list().map(({ kind }) => kind)).toContain('event-dropped');
    expect(await stats(jobId)).toMatchObject({ success: 0, inProgress: 0 });
  });

  it('hold back what shares a concurrency key', async () => {
    const event = (name: string) => ({ body: { name, hold: 60 }, concurrency: { key: 'one', limit: 1 } });
    await push(['x', 'y', 'z'].map(event));
    expect(fixture.host.queue.list().filter(({ state }) => state === 'running')).toHaveLength(1);
    await settle();
    for (const name of ['x', 'y', 'z']) expect(await deliveries(name)).toMatchObject([{ most: 1 }]);
    expect(fixture.host.countInstances()['entry/work']).toBe(1);
  });

  it('cancel what has not started, retries included', async () => {
    const { jobId } = await push([
      { body: { name: 'tries', fail: 9 } },
      { body: { name: 'waits' }, delayInSeconds: 60 },
    ]);
    await settle();
    expect(await fixture.ask(`/job?id=${jobId}`, { method: 'DELETE' })).toEqual({
      success: 0,
      inProgress: 0,
      failed: 2,
    });
    await clock.advance(10 * MINUTE, settle);
    expect([(await deliveries('tries')).length, (await deliveries('waits')).length]).toEqual([1, 0]);
    expect(await fixture.ask('/job?id=unknown')).toMatchObject({
      error: { message: expect.stringContaining('not found') },
    });
  });

  it('may deliver twice, and late', async () => {
    fixture.host.faults.queue({ events: 1, duplicates: 1, delayMs: 3000 });
    await push([{ body: { name: 'twice' } }, { body: { name: 'once' } }]);
    await settle();
    expect([(await deliveries('twice')).length, (await deliveries('once')).length]).toEqual([0, 1]);
    await clock.advance(3000, settle);
    expect(await deliveries('twice')).toHaveLength(2);
  });

  it('refuse what is too much, or nobody’s', async () => {
    const large = { body: { name: 'x', text: 'x'.repeat(200 * 1024) } };
    expect(await pushed(large)).toMatchObject({ message: expect.stringContaining('200KB') });
    expect(await pushed(Array.from({ length: 51 }, () => ({ body: { name: 'x' } })))).toMatchObject({
      message: expect.stringContaining('50 events'),
    });
    expect(await pushed({ body: { name: 'x' } }, 'nowhere')).toMatchObject({
      message: expect.stringContaining('nowhere'),
    });
    for (let n = 0; n < 10; n += 1) {
      await push(Array.from({ length: 50 }, () => ({ body: { name: 'x' }, delayInSeconds: 900 })));
    }
    expect(await pushed({ body: { name: 'x' } })).toMatchObject({ message: 'Too many requests.' });
    await clock.advance(MINUTE);
    expect(await pushed({ body: { name: 'x' }, delayInSeconds: 900 })).toHaveProperty('jobId');
  });

  it('go on after a restart, delivering again what was under way', async () => {
    const storePath = makeStorePath();
    const first = await startFixture(clock, { storePath });
    const events = [{ body: { name: 'cut', hold: 60_000 } }, { body: { name: 'later' }, delayInSeconds: 30 }];
    await first.ask('/push', { method: 'POST', body: JSON.stringify(events) });
    await first.host.close();

    const second = await startFixture(clock, { storePath });
    const states = () => second.host.queue.list().map(({ state }) => state);
    expect(states()).toEqual(['running', 'waiting']);
    await clock.advance(30_000);
    await expect.poll(states).toEqual(['running', 'succeeded']);
    await second.host.close();
  });
});

describe('time limits', () => {
  it('end a consumer that hangs or spins, and the event is tried again', async () => {
    const real = await startFixture(systemClock);
    await real.ask('/push?queue=slow-work', {
      method: 'POST',
      body: JSON.stringify({ body: { name: 'slow' } }),
    });
    await real.host.settle();
    expect(real.host.listInvocations().at(-1)).toMatchObject({
      functionKey: 'slow-work-fn',
      outcome: 'timed-out',
    });
    expect(real.host.queue.list()).toMatchObject([
      { state: 'waiting', retryReason: 'FUNCTION_TIME_OUT', retryCount: 1 },
    ]);
    await real.host.close();
  });

  it.each(['/hang', '/spin'])('end a web trigger after 55 seconds: %s', async (path) => {
    await fixture.call('/echo');
    const response = fixture.call(path);
    await Promise.resolve();
    // The limit starts when the invocation does; the instance is warm, so that is now or in a moment.
    await expect.poll(() => fixture.host.listInvocations().at(-1)?.outcome).toBeUndefined();
    await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(54_999);
    expect(fixture.host.listInvocations().at(-1)?.outcome).toBeUndefined();
    await clock.advance(1);
    expect((await response).status).toBe(504);
    expect((await fixture.call('/echo')).status).toBe(200);
  });

  it('show the app the sandbox’s clock', async () => {
    const moved = { now: clock.now(), made: new Date(clock.now()).toISOString(), isDate: true };
    const reply = (await fixture.ask('/now')) as typeof moved;
    expect(reply.isDate).toBe(true);
    expect(Math.abs(reply.now - moved.now)).toBeLessThan(2000);
    expect(Math.abs(Date.parse(reply.made) - moved.now)).toBeLessThan(2000);
  });
});

describe('schedules, life cycle and product events', () => {
  const kept = async (name: string) => ((await read(name)) ?? []) as { event: unknown; context: unknown }[];

  it('run a scheduled trigger five minutes after the start and at its interval, until stopped', async () => {
    fixture.host.schedules.start();
    await clock.advance(5 * MINUTE - 1, settle);
    expect(await kept('ticks')).toHaveLength(0);
    await clock.advance(10 * MINUTE + 1, settle);
    expect(await kept('ticks')).toHaveLength(3);
    expect((await kept('ticks'))[0]).toMatchObject({
      event: {
        context: { cloudId: expect.any(String), moduleKey: 'tick' },
        contextToken: expect.any(String),
      },
      context: { installContext: expect.stringMatching(/^ari:cloud:jira::site\//) },
    });
    fixture.host.schedules.stop();
    await clock.advance(60 * MINUTE, settle);
    expect(await kept('ticks')).toHaveLength(3);
  });

  it('send installed once per store, upgraded and pre-uninstall when asked', async () => {
    expect([await fixture.host.install(), await fixture.host.install()]).toEqual([true, false]);
    await fixture.host.runLifecycle('upgraded');
    expect((await kept('lifecycle')).map(({ event }) => event)).toMatchObject([
      {
        eventType: 'avi:forge:installed:app',
        id: expect.any(String),
        installerAccountId: expect.any(String),
        app: { id: '7b1d6f7a-3a0c-4c5e-9f53-0f2c1a9be001', version: expect.any(String) },
        environment: { id: expect.any(String) },
      },
      { eventType: 'avi:forge:upgraded:app', upgraderAccountId: expect.any(String) },
    ]);
    await fixture.host.runLifecycle('uninstalling');
    expect(await kept('cleanup')).toMatchObject([{ event: { context: { moduleKey: 'cleanup' } } }]);
  });

  it('deliver product events to the modules that listen, without the app’s own', async () => {
    await fixture.host.emit('avi:jira:updated:issue', { issue: { key: 'SUP-1' } });
    await fixture.host.emit('avi:jira:updated:issue', { issue: { key: 'SUP-2' }, selfGenerated: true });
    await fixture.host.emit('avi:jira:created:issue', { issue: { key: 'SUP-3' } });
    expect((await kept('issues')).map(({ event }) => event)).toEqual([
      { eventType: 'avi:jira:updated:issue', issue: { key: 'SUP-1' } },
    ]);
  });
});
