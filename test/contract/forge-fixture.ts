import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../sandbox/clock';
import { openDocuments } from '../sandbox/documents';
import { createForgeHost, type ForgeHost, type ForgeHostOptions } from '../sandbox/forge/host';
import { createLog, type SandboxLog } from '../sandbox/log';

export const ADMIN = '5b10ac8d82e05b22cc7d4ef5';
export const APP = '557058:a1f0c0de-0000-4000-8000-000000000001';

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Moves on, running what falls due on the way, in order; `between` runs after each. */
  advance(ms: number, between?: () => Promise<void>): Promise<void>;
}

export function createTestClock(start = Date.UTC(2026, 0, 5, 9)): TestClock {
  let time = start;
  let timers: { at: number; task: () => void }[] = [];
  return {
    now: () => time,
    after(ms, task) {
      const timer = { at: time + ms, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((candidate) => candidate !== timer);
      };
    },
    async advance(ms, between = async () => undefined) {
      const end = time + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((left, right) => left.at - right.at);
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        time = Math.max(time, next.at);
        next.task();
        await between();
      }
      time = end;
      await between();
    },
  };
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface FixtureHost {
  host: ForgeHost;
  log: SandboxLog;
  clock: Clock;
  /** Calls the fixture app's web trigger. */
  call(userPath: string, init?: RequestInit): Promise<Response>;
  /** The same, and its JSON. */
  ask(userPath: string, init?: RequestInit): Promise<unknown>;
  /** Runs storage calls inside the app; see `run` in the fixture's admin.ts. */
  run(...steps: [string, ...unknown[]][]): Promise<StepResult[]>;
}

export interface StepResult {
  value?: unknown;
  code?: string | null;
  message?: string;
  status?: number | null;
}

export const fixtureDirectory = fileURLToPath(new URL('../fixtures/forge-app', import.meta.url));
export const cacheDirectory = fileURLToPath(
  new URL('../../node_modules/.cache/forge-fixture', import.meta.url),
);
export const makeStorePath = (): string => join(mkdtempSync(join(tmpdir(), 'forge-store-')), 'store.sqlite');

const refuse = async (request: Request): Promise<Response> => {
  throw new Error(`The test expects no request to ${request.url}.`);
};

/** Starts the host with the small app under test/fixtures/forge-app. */
export async function startFixture(
  clock: Clock,
  options: Partial<ForgeHostOptions> = {},
): Promise<FixtureHost> {
  const log = createLog(clock);
  const context = { clock, random: createRandom(7), documents: openDocuments(':memory:'), log };
  const host = await createForgeHost(context, {
    appDirectory: fixtureDirectory,
    cacheDirectory,
    storePath: ':memory:',
    site: 'sandbox.atlassian.net',
    products: refuse,
    egress: refuse,
    ...options,
  });
  const door = host.listWebTriggers().find(({ key }) => key === 'door');
  const call = (userPath: string, init?: RequestInit): Promise<Response> =>
    host.handleWebTrigger(new Request(`http://localhost:8080${door?.localPath}${userPath}`, init));
  return {
    host,
    log,
    clock,
    call,
    ask: async (userPath, init) => (await call(userPath, init)).json(),
    run: async (...steps) => {
      const payload = { steps };
      const results = await host.invokeResolver({
        moduleKey: 'admin',
        functionKey: 'run',
        payload,
        accountId: ADMIN,
      });
      return results as StepResult[];
    },
  };
}
