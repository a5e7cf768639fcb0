import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const written: string[] = [];
afterEach(() => {
  for (const directory of written.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory with our rules and nothing else but `files`. */
function writeProject(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'rules-'));
  written.push(directory);
  const rules = [
    'biome.json',
    '.dependency-cruiser.cjs',
    'tsconfig.json',
    'package.json',
    'test/wiring/injected.grit',
  ];
  for (const name of rules) cpSync(join(root, name), join(directory, name));
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  execFileSync('git', ['init', '--quiet', directory]);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

const bin = (name: string): string => join(root, 'node_modules/.bin', name);

const biomeReport = z.object({
  diagnostics: z.array(z.object({ category: z.string(), severity: z.string() })),
});

function lint(path: string, code: string): string[] {
  const cwd = writeProject({ [path]: `${code}\n` });
  const { stdout } = spawnSync(process.execPath, [bin('biome'), 'lint', '--reporter=json', path], {
    cwd,
    encoding: 'utf8',
  });
  return biomeReport
    .parse(JSON.parse(stdout))
    .diagnostics.filter(({ severity }) => severity !== 'information')
    .map(({ category }) => category);
}

const cruiseReport = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

function cruise(files: Record<string, string>): string[] {
  const cwd = writeProject({ 'src/call/room.ts': "export type Room = 'a';\n", ...files });
  const folders = ['src', 'static', 'test'].filter((folder) =>
    Object.keys({ 'src/': '', 'test/': '', ...files }).some((path) => path.startsWith(`${folder}/`)),
  );
  const { stdout } = spawnSync(process.execPath, [bin('depcruise'), ...folders, '--output-type', 'json'], {
    cwd,
    encoding: 'utf8',
  });
  return cruiseReport
    .parse(JSON.parse(stdout))
    .summary.violations.filter(({ rule }) => rule.name !== 'no-orphans')
    .map(({ from, rule }) => `${rule.name}: ${from}`);
}

describe('time, chance and settings are arguments', () => {
  const reaching = [
    'export const a = () => Date.now();',
    'export const a = () => new Date();',
    'export const a = [1].map(Date.now);',
    'export const a = () => Math.random();',
    "import { randomUUID } from 'node:crypto';\nexport const a = () => randomUUID();",
    'export const a = () => crypto.randomUUID();',
    'export const a = () => process.env.HOME;',
    'export const a = () => setTimeout(() => undefined, 1);',
  ];

  it.each(reaching)('in a capability, not: %s', (code) => {
    expect(lint('src/call/step.ts', code)).toContain('plugin');
  });

  it.each(['src/entry/phone.ts', 'static/admin/state.ts', 'src/contract/call.ts'])('nor in %s', (path) => {
    expect(lint(path, 'export const a = () => Date.now();')).toContain('plugin');
  });

  it.each(['src/services/clock.ts', 'src/compose.ts', 'test/sandbox/clock.ts'])('but in %s', (path) => {
    expect(lint(path, reaching.join('\n').replaceAll(/const a\b/g, 'const a'))).not.toContain('plugin');
  });

  it('a date made from a number that was given is fine', () => {
    expect(lint('src/call/step.ts', 'export const a = (at: number) => new Date(at);')).toEqual([]);
  });
});

describe('the other rules of the linter', () => {
  it('keeps any out', () => {
    expect(lint('src/call/step.ts', 'export const a = (b: any) => b;')).toContain(
      'lint/suspicious/noExplicitAny',
    );
  });

  it('keeps the console to the log service and the tests', () => {
    const code = "export const a = () => console.log('a');";
    expect(lint('src/services/store.ts', code)).toContain('lint/suspicious/noConsole');
    expect(lint('src/services/log.ts', code)).toEqual([]);
    expect(lint('test/sandbox/start.ts', code)).toEqual([]);
  });

  it('wants names on exports', () => {
    expect(lint('src/call/step.ts', 'export default 1;')).toContain('lint/style/noDefaultExport');
  });

  it('wants functions that fit on a screen', () => {
    const body = Array.from({ length: 41 }, (_, at) => `  console.log(${at});`).join('\n');
    const rule = 'lint/complexity/noExcessiveLinesPerFunction';
    expect(lint('src/services/log.ts', `export function a() {\n${body}\n}`)).toContain(rule);
  });

  it('wants kebab-case files', () => {
    expect(lint('src/call/nextStep.ts', 'export const a = 1;')).toContain(
      'lint/style/useFilenamingConvention',
    );
  });
});

describe('boundaries', () => {
  const service = { 'src/services/store.ts': 'export const store = 1;\n' };
  const imports = (path: string): string => `import { store } from '${path}';\nexport const used = store;\n`;

  it('lets compose, services and ports be', () => {
    expect(
      cruise({
        ...service,
        'src/services/kept.ts': `${imports('./store')}export type { Room } from '../call/room';\n`,
        'src/compose.ts': imports('./services/kept').replace('{ store }', '{ used as store }'),
        'src/entry/phone.ts': "import { used } from '../compose';\nexport const handle = used;\n",
      }),
    ).toEqual([]);
  });

  it.each([
    ['only-compose-builds-services', 'src/call/step.ts', imports('../services/store')],
    ['only-compose-builds-services', 'src/entry/phone.ts', imports('../services/store')],
    [
      'services-see-ports-only',
      'src/services/phone.ts',
      "import { rule } from '../call/rule';\nexport const a = rule;\n",
    ],
    [
      'only-front-doors-compose',
      'src/call/step.ts',
      "import { all } from '../compose';\nexport const a = all;\n",
    ],
    [
      'capabilities-stay-inside',
      'src/call/step.ts',
      "import { all } from '../compose';\nexport const a = all;\n",
    ],
    [
      'front-doors-are-separate',
      'src/entry/jobs.ts',
      "import { handle } from './phone';\nexport const a = handle;\n",
    ],
    [
      'capabilities-do-no-io',
      'src/intake/fetch.ts',
      "import { get } from 'node:https';\nexport const a = get;\n",
    ],
    [
      'capabilities-do-no-io',
      'src/intake/fetch.ts',
      "import { kvs } from '@forge/kvs';\nexport const a = kvs;\n",
    ],
    [
      'narrow-imports-of-twilio',
      'src/services/phone.ts',
      "import twilio from 'twilio';\nexport const a = twilio;\n",
    ],
    [
      'screens-see-the-contract-only',
      'static/admin/view.ts',
      "import { rule } from '../../src/call/rule';\nexport const a = rule;\n",
    ],
    [
      'contract-stands-alone',
      'src/contract/call.ts',
      "import { rule } from '../call/rule';\nexport const a = rule;\n",
    ],
    [
      'app-knows-no-tests',
      'src/call/step.ts',
      "import { fake } from '../../test/fake';\nexport const a = fake;\n",
    ],
    [
      'stand-ins-do-not-know-the-app',
      'test/sandbox/twilio/rest.ts',
      "import { rule } from '../../../src/call/rule';\nexport const a = rule;\n",
    ],
    [
      'no-dev-dependencies-in-the-app',
      'src/services/phone.ts',
      "import { Hono } from 'hono';\nexport const a = Hono;\n",
    ],
    [
      'jsx-under-static-only',
      'src/entry/jobs.ts',
      "import { invoke } from '@forge/bridge';\nexport const a = invoke;\n",
    ],
    ['unresolvable', 'src/call/step.ts', "import { gone } from './gone';\nexport const a = gone;\n"],
  ])('%s: %s', (rule, path, code) => {
    const files = {
      ...service,
      'src/compose.ts': 'export const all = 1;\n',
      'src/call/rule.ts': 'export const rule = 1;\n',
      'src/entry/phone.ts': 'export const handle = 1;\n',
      'test/fake.ts': 'export const fake = 1;\n',
    };
    expect(cruise({ ...files, [path]: code })).toContain(`${rule}: ${path}`);
  });

  it('no-cycles', () => {
    const files = {
      'src/call/one.ts': "import { two } from './two';\nexport const one = (): number => two();\n",
      'src/call/two.ts': "import { one } from './one';\nexport const two = (): number => one();\n",
    };
    expect(cruise(files)).toContain('no-cycles: src/call/one.ts');
  });
});
