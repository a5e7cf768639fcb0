import { join } from 'node:path';
import { Hono } from 'hono';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from '../sandbox/browser';
import { ADMIN_ID, AGENT_ID } from '../sandbox/jira';
import { buildPage } from '../sandbox/page/build';
import { CACHE_DIRECTORY, createSandbox, type Sandbox, type SandboxOptions } from '../sandbox/sandbox';
import { createServer, listen } from '../sandbox/server';

/** The first start may have to build the app, its front end and the page, and to install a browser; in ms. */
export const OPENING_MS = 600_000;

export interface Visit {
  /** `administrator`, `agent` (of the service project, no administrator of Jira), or an account id. */
  as?: string;
  /** BCP 47; `en-US` unless told. */
  locale?: string;
  theme?: 'light' | 'dark';
  /** Of the window, in px. */
  width?: number;
  height?: number;
  /** Key of another UI Kit module than `admin`. */
  moduleKey?: string;
}

/** What went over the bridge to the app's resolver, and what came back, byte for byte. */
export interface Crossing {
  functionKey: string;
  request: string;
  answer: string;
}

export interface OpenedAdmin {
  sandbox: Sandbox;
  page: Page;
  /** Where the sandbox listens, without a slash at its end. */
  url: string;
  /** What a developer would see in the console, and what would have left the machine. */
  complaints: string[];
  /** In the order of the answers. Empty it with `crossings.length = 0`. */
  crossings: Crossing[];
  /** Loads the page again, as someone else or in another way; waits until the app has drawn something. */
  visit(visit?: Visit): Promise<void>;
  /** All that the app has drawn, as text, with its modals and flags; without Jira's own frame. */
  text(): Promise<string>;
  /** Waits until the app shows this. */
  until(words: string | RegExp): Promise<void>;
  /** Types into a field, key by key. */
  type(label: string | RegExp, words: string): Promise<void>;
  /** Chooses an option of a Select by what is written on it. */
  choose(label: string | RegExp, option: string | RegExp): Promise<void>;
  press(button: string | RegExp): Promise<void>;
  /** Turns a Toggle over, with the keyboard: its own picture lies above the box that a pointer would have to hit. */
  toggle(label: string | RegExp): Promise<void>;
  close(): Promise<void>;
}

const PEOPLE: Record<string, string> = { administrator: ADMIN_ID, agent: AGENT_ID };

interface Options extends Visit {
  /** `false`, the default, leaves the app as installed: no credentials, no lines. */
  setUp?: boolean;
  sandbox?: SandboxOptions;
}

/** The app's admin page as an administrator sees it: a whole sandbox, and Chromium in front of it. */
export async function openAdmin({
  setUp = false,
  sandbox: rest,
  ...first
}: Options = {}): Promise<OpenedAdmin> {
  const [pageDirectory, sandbox] = await Promise.all([
    buildPage({ cacheDirectory: join(CACHE_DIRECTORY, 'page') }),
    createSandbox({ ...rest, setUp }),
  ]);
  const crossings: Crossing[] = [];
  const app = record(createServer(sandbox, pageDirectory), crossings);
  const { port, server } = await listen(app, 0);
  const browser = await launchBrowser();
  const page = await browser.context.newPage();
  const url = `http://127.0.0.1:${port}`;
  const opened: OpenedAdmin = {
    sandbox,
    page,
    url,
    complaints: watch(page, url),
    crossings,
    visit: (visit = {}) => goTo(page, url, { ...first, ...visit }),
    ...createHands(page),
    async close() {
      await browser.close();
      // The page's connections stay open for as long as they are let.
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
      await sandbox.close();
    },
  };
  await opened.visit();
  return opened;
}

function record(server: Hono, crossings: Crossing[]): Hono {
  const app = new Hono();
  app.use('/_sandbox/forge/invoke', async (context, next) => {
    const request = await context.req.raw.clone().text();
    await next();
    const { functionKey } = JSON.parse(request);
    crossings.push({ functionKey, request, answer: await context.res.clone().text() });
  });
  app.route('/', server);
  return app;
}

function watch(page: Page, ownUrl: string): string[] {
  const complaints: string[] = [];
  page.setDefaultTimeout(15_000);
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // What a resolver throws is the app's to handle; the browser tells of it by itself, as of any answer with 500.
    if (message.location().url.endsWith('/_sandbox/forge/invoke')) return;
    complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(ownUrl) && !/^(?:data|blob):/.test(request.url()))
      complaints.push(request.url());
  });
  return complaints;
}

async function goTo(page: Page, url: string, visit: Visit): Promise<void> {
  const { as = 'administrator', locale = 'en-US', theme = 'light', moduleKey = 'admin' } = visit;
  await page.setViewportSize({ width: visit.width ?? 1280, height: visit.height ?? 900 });
  const query = new URLSearchParams({ as: PEOPLE[as] ?? as, locale, theme, module: moduleKey });
  await page.goto(`${url}/admin?${query}`);
  // The front end may have to be built first.
  await page.locator('.ui-kit[aria-busy=false]').waitFor({ timeout: OPENING_MS });
}

function createHands(
  page: Page,
): Pick<OpenedAdmin, 'text' | 'until' | 'type' | 'choose' | 'press' | 'toggle'> {
  // Modals and flags lie over Jira's frame, outside of the module's own place.
  const text = async (): Promise<string> =>
    (await page.locator('.ui-kit, .atlaskit-portal-container').allInnerTexts()).join('\n');
  return {
    text,
    until: (words) => expect.poll(text, { timeout: 20_000 }).toMatch(words) as Promise<void>,
    async type(label, words) {
      const field = page.getByLabel(label, { exact: typeof label === 'string' });
      await field.click();
      await field.pressSequentially(words);
    },
    async choose(label, option) {
      await page.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: option }).click();
    },
    press: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }).click(),
    toggle: (label) => page.getByLabel(label).press('Space'),
  };
}
