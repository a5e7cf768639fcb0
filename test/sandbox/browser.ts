import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright-core';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const usualPlaces = (): string[] => {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ];
  }
  if (process.platform !== 'win32') return ['/snap/bin/chromium'];
  const { PROGRAMFILES, 'PROGRAMFILES(X86)': PROGRAMFILES_X86, LOCALAPPDATA } = process.env;
  return [PROGRAMFILES, PROGRAMFILES_X86, LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Chromium/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]);
};

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

async function findFirst(paths: string[]): Promise<string | undefined> {
  for (const path of paths) if (await isExecutable(path)) return path;
  return undefined;
}

const searchPath = (commands: string[]): string[] =>
  commands.flatMap((command) =>
    (process.env.PATH ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => join(folder, process.platform === 'win32' ? `${command}.exe` : command)),
  );

/** A browser that is there already; Playwright's own download is the last place to look. */
const findInstalled = (): Promise<string | undefined> =>
  findFirst(
    [...searchPath(COMMANDS), ...usualPlaces(), chromium.executablePath()].filter((path) => path !== ''),
  );

/** Runs a command to its end; `false` when it can't be started or fails. What it says goes to our own stderr. */
const run = (command: string, args: string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });

async function installByApt(): Promise<boolean> {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !(await findFirst(searchPath(['apt-get'])))) return false;
  console.error('No Chromium here: installing it with apt-get …');
  // The system's own updater may be at work.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  if (!(await run('apt-get', [...wait, 'update', '-q']))) return false;
  return run('apt-get', [...wait, 'install', '-y', '-q', '--no-install-recommends', 'chromium']);
}

function installByPlaywright(): Promise<boolean> {
  console.error("No Chromium here: downloading Playwright's …");
  const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '../cli.js');
  return run(process.execPath, [cli, 'install', 'chromium']);
}

const LOCK = join(tmpdir(), 'voice-to-ticket-chromium.lock');
const LOCK_STALE_MS = 15 * 60_000;

/** Test files run in processes of their own, and would all install at once. */
async function waitForTurn(): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await mkdir(LOCK);
      return () => rm(LOCK, { recursive: true, force: true });
    } catch {
      const taken = await stat(LOCK).catch(() => undefined);
      if (taken && Date.now() - taken.mtimeMs > LOCK_STALE_MS)
        await rm(LOCK, { recursive: true, force: true });
      else await sleep(500);
    }
  }
}

async function install(): Promise<string | undefined> {
  const leave = await waitForTurn();
  try {
    const meanwhile = await findInstalled();
    if (meanwhile) return meanwhile;
    for (const attempt of [installByApt, installByPlaywright]) {
      const installed = (await attempt()) ? await findInstalled() : undefined;
      if (installed) return installed;
    }
    return undefined;
  } finally {
    await leave();
  }
}

/**
 * The path of a Chromium: `CHROME_PATH`, one on the PATH, one in a usual place. If there is none, it is installed:
 * with apt-get as root where that is present, otherwise as Playwright's own download.
 *
 * @throws with the one command to run when it can't be installed from here, or when `CHROME_PATH` leads nowhere.
 */
export async function findChromium(): Promise<string> {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    if (await isExecutable(CHROME_PATH)) return CHROME_PATH;
    throw new Error(`CHROME_PATH is ${CHROME_PATH}, but there is no browser.`);
  }
  const found = (await findInstalled()) ?? (await install());
  if (found) return found;
  throw new Error('The browser tests need Chromium. Run: npx playwright-core install --with-deps chromium');
}

/** No sandbox, because CI runs as root; nothing that calls home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Browser {
  context: BrowserContext;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

type LaunchOptions = Parameters<typeof chromium.launchPersistentContext>[1];

/** Starts a headless Chromium with an empty profile of its own. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = await findChromium();
  const profile = await mkdtemp(join(tmpdir(), 'chromium-'));
  const remove = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 5 });
  try {
    const { args = [], ...rest } = options;
    const context = await chromium.launchPersistentContext(profile, {
      headless: true,
      ...rest,
      executablePath,
      args: [...FLAGS, ...args],
    });
    return { context, close: () => context.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
