import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findChromium, launchBrowser } from '../sandbox/browser';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the browser', () => {
  // The first test may have to install one.
  it('is found, or installed, and shows a page', { timeout: 600_000 }, async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<title>Hello</title><script>document.title += ` ${1 + 1}`</script>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const browser = await launchBrowser();
    try {
      const page = await browser.context.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      expect(await page.title()).toBe('Hello 2');
    } finally {
      await browser.close();
      server.close();
    }
  });

  it('is the one that CHROME_PATH names', async () => {
    vi.stubEnv('CHROME_PATH', process.execPath);
    expect(await findChromium()).toBe(process.execPath);
  });

  it('is not quietly another one when CHROME_PATH leads nowhere', async () => {
    vi.stubEnv('CHROME_PATH', '/nowhere/chromium');
    await expect(findChromium()).rejects.toThrow('CHROME_PATH is /nowhere/chromium');
  });

  it.runIf(process.getuid?.() === 0)('is installed once, with apt-get, where several want it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'apt-'));
    const calls = join(folder, 'calls');
    const fake = `#!/bin/sh\necho "$@" >> ${calls}\ncase "$*" in *install*) /bin/cp /bin/true ${folder}/chromium;; esac\n`;
    writeFileSync(join(folder, 'apt-get'), fake, { mode: 0o755 });
    vi.stubEnv('CHROME_PATH', '');
    vi.stubEnv('PATH', folder);
    vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', folder);
    const wanted = join(folder, 'chromium');
    expect(await Promise.all([findChromium(), findChromium()])).toEqual([wanted, wanted]);
    const lines = readFileSync(calls, 'utf8').trim().split('\n');
    expect(lines.map((line) => /update|install/.exec(line)?.[0])).toEqual(['update', 'install']);
    rmSync(folder, { recursive: true });
  });
});
