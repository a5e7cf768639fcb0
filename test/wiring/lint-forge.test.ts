import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readApp } from './app-source';
import { locateHandler } from './check-functions';
import { checkWiring } from './check-wiring';
import { lintForge } from './lint-forge';
import { writeSample } from './sample-app';

const written: string[] = [];
afterAll(() => {
  for (const directory of written) rmSync(directory, { recursive: true, force: true });
});

const root = resolve(import.meta.dirname, '../..');

/** A copy of the app itself with one thing taken away. */
function copyApp(change: (directory: string) => void): string {
  const directory = mkdtempSync(join(tmpdir(), 'app-copy-'));
  written.push(directory);
  for (const name of ['manifest.yml', 'package.json', 'src', 'static']) {
    cpSync(join(root, name), join(directory, name), { recursive: true });
  }
  change(directory);
  return directory;
}

const removeLine =
  (text: string) =>
  (directory: string): void => {
    const path = join(directory, 'manifest.yml');
    const lines = readFileSync(path, 'utf8').split('\n');
    const kept = lines.filter((line) => !line.includes(text));
    expect(kept.length).toBe(lines.length - 1);
    writeFileSync(path, kept.join('\n'));
  };

const describeFindings = (directory: string): string =>
  checkWiring(readApp(directory))
    .map(({ message }) => message)
    .join('\n');

// Forge's linters compile the manifest's schema five times over: about ten seconds a run.
const SLOW = { timeout: 120_000 };

describe("Forge's own linters", () => {
  it('have nothing to say about an app in which all is well', SLOW, async () => {
    const directory = writeSample();
    written.push(directory);
    expect(await lintForge(directory)).toEqual([]);
  });

  it('really run: they see scopes, hosts, handlers and warnings by themselves', SLOW, async () => {
    const directory = writeSample({
      'manifest.yml': (text) =>
        text
          .replace('    - read:jira-work\n', '')
          .replace('- address: https://api.twilio.com', '- https://api.twilio.com'),
      'src/entry/phone.ts': (text) =>
        `${text}export const other = () => fetch('https://elsewhere.example.com/');\n`.replace(
          'const handle',
          'const hundle',
        ),
    });
    written.push(directory);
    const messages = (await lintForge(directory))
      .filter(({ rule }) => rule.startsWith('forge-'))
      .map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/read:jira-work/),
        expect.stringMatching(/elsewhere\.example\.com/),
        expect.stringMatching(/handle/),
        expect.stringMatching(/deprecated/i),
      ]),
    );
  });

  it('say so when the manifest is none', SLOW, async () => {
    const directory = writeSample({ 'manifest.yml': (text) => text.replace('modules:', 'moduls:') });
    written.push(directory);
    expect((await lintForge(directory)).length).toBeGreaterThan(0);
  });
});

describe('this app', () => {
  const app = readApp(root);
  const declared = app.manifest.permissions?.scopes ?? [];
  const scopes = Array.isArray(declared) ? declared : Object.keys(declared);
  const backend = app.manifest.permissions?.external?.fetch?.backend ?? [];
  const hosts = backend.flatMap((entry) =>
    typeof entry === 'object' && 'address' in entry ? [String(entry.address)] : [],
  );
  const handlers = app.manifest.modules.function.map(({ handler }) => handler);

  it('is fit to deploy', SLOW, async () => {
    expect(await lintForge(root)).toEqual([]);
  });

  it('has scopes, hosts and handlers to take away', () => {
    expect([scopes.length, hosts.length, handlers.length].every((count) => count > 0)).toBe(true);
  });

  it.each(scopes)('fails without the scope %s', (scope) => {
    expect(describeFindings(copyApp(removeLine(`- ${scope}`)))).toContain(`needs the scope ${scope}`);
  });

  it.each(hosts)('fails without the host %s', (host) => {
    const directory = copyApp((copy) => {
      const path = join(copy, 'manifest.yml');
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(host, 'https://elsewhere.example.com'));
    });
    const findings = describeFindings(directory);
    expect(findings).toContain('is not in permissions.external.fetch.backend');
    expect(findings).toContain('nothing in the code goes to https://elsewhere.example.com');
  });

  it.each(handlers)('fails without the handler %s', (handler) => {
    const directory = copyApp((copy) => rmSync(join(copy, locateHandler(readApp(copy), handler).path)));
    expect(describeFindings(directory)).toContain(`${handler}: `);
  });

  it('fails with a scope that nothing needs', () => {
    const directory = copyApp((copy) => {
      const path = join(copy, 'manifest.yml');
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace('  scopes:\n', '  scopes:\n    - write:sprint:jira-software\n'),
      );
    });
    expect(describeFindings(directory)).toContain('nothing needs the scope write:sprint:jira-software');
  });
});
