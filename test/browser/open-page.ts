import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { type Browser, launchBrowser } from '../sandbox/browser';
import { type PageHost, startPageHost } from './page-host';

export interface Opened {
  browser: Browser;
  host: PageHost;
  page: Page;
  /** What a developer would see in the console, and what would have left the machine. */
  complaints: string[];
}

const ASK = `<Response>
  <Say language="de-DE">Willkommen beim Support.</Say>
  <Record action="recorded" timeout="100" finishOnKey="#" />
</Response>`;
const THANK = '<Response><Say language="de-DE">Vielen Dank.</Say><Hangup/></Response>';

/** A browser for the tests of a file, and for each of them a page with a line that greets, records and thanks. */
export function preparePage(): Opened {
  // The first test may have to build the page and install a browser.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 600_000 });
  const opened: Partial<Opened> = {};
  beforeAll(async () => {
    // A device that beeps plays the microphone.
    opened.browser = await launchBrowser({
      args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    });
  });
  afterAll(() => opened.browser?.close());
  beforeEach(async () => {
    const host = await startPageHost();
    host.answers['/call'] = ASK;
    host.answers['/recorded'] = THANK;
    const page = await need(opened.browser).context.newPage();
    Object.assign(opened, { host, page, complaints: watch(page, host.url) });
  });
  afterEach(async () => {
    await opened.page?.close();
    await opened.host?.close();
  });
  return {
    get browser() {
      return need(opened.browser);
    },
    get host() {
      return need(opened.host);
    },
    get page() {
      return need(opened.page);
    },
    get complaints() {
      return need(opened.complaints);
    },
  };
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Only inside of a test');
  return value;
}

function watch(page: Page, ownUrl: string): string[] {
  const complaints: string[] = [];
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(ownUrl) && !/^(?:data|blob):/.test(request.url()))
      complaints.push(request.url());
  });
  return complaints;
}

export async function open({ page, host }: Opened, { width = 1280, height = 900 } = {}): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.goto(host.url);
  await page.getByLabel('Your number').waitFor();
}

export async function dial({ page }: Opened): Promise<void> {
  await page.getByText('Support (English)').waitFor();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
}

export const waitForStatus = ({ page }: Opened, words: RegExp): Promise<void> =>
  page.getByRole('status', { name: 'Call status' }).filter({ hasText: words }).waitFor();

export const until = (condition: () => boolean): Promise<void> =>
  expect.poll(condition, { timeout: 10_000 }).toBe(true);
