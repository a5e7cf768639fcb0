import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../sandbox/browser';
import { buildPage } from '../sandbox/page/build';
import { CACHE_DIRECTORY, createSandbox, type Sandbox } from '../sandbox/sandbox';
import { createServer, listen } from '../sandbox/server';

/** What a stranger does after `npm start`: the page, the app's own bundles and the stand-ins, all together (M8). */
describe('the sandbox in a browser', () => {
  let sandbox: Sandbox;
  let browser: { context: BrowserContext; close(): Promise<void> };
  let page: Page;
  let close: () => void;
  beforeAll(async () => {
    sandbox = await createSandbox({ seed: 11 });
    const app = createServer(sandbox, await buildPage({ cacheDirectory: join(CACHE_DIRECTORY, 'page') }));
    const { port, server } = await listen(app, 0);
    close = () => server.close();
    browser = await launchBrowser();
    page = await browser.context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    close();
    await sandbox.close();
  });

  const say = async (words: string): Promise<void> => {
    await page.getByPlaceholder('Type what you say…').fill(words);
    await page.getByRole('button', { name: 'Say it' }).click();
  };
  const hear = (words: string | RegExp): Promise<void> =>
    page.getByRole('log', { name: 'Conversation' }).getByText(words).last().waitFor({ timeout: 60_000 });

  it('takes a call in typed words, asks whether it has understood, and shows the request', async () => {
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await hear('Hello, this is Acme Support.');
    await say('The VPN is down and payroll closes today.');
    await page.locator('.bubble-said', { hasText: 'The VPN is down' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Hash' }).click();
    await hear(/I understood: .*VPN is down/);
    await say('yes');
    await hear(/Your request is S U P, 1/);
    await page
      .getByRole('list', { name: 'Requests' })
      .getByRole('button', { name: /SUP-1/ })
      .click({ timeout: 30_000 });
    await page.getByText('In the caller').first().waitFor();
    const text = await page.locator('body').innerText();
    expect(text).toMatch(/The VPN is down and payroll closes today/);
    expect(text).toMatch(/internal/i);
    expect(await page.locator('audio').count()).toBe(1);
    await page.getByRole('tab', { name: 'Texts' }).click();
    await page
      .getByRole('log', { name: 'Texts' })
      .getByText(/Acme Support: your request is SUP-1\. Reference/)
      .waitFor();
  }, 180_000);
});
