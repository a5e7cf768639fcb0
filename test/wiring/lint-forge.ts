import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Finding, readApp } from './app-source';
import { checkWiring } from './check-wiring';

/** What Forge looks at. No tsconfig.json: its linter would read only the files that `include` names one by one. */
const DEPLOYED = ['manifest.yml', 'package.json', 'src', 'static'];

const findingsSchema = z.array(
  z.object({ rule: z.string(), file: z.string(), line: z.number(), message: z.string() }),
);

/** Forge's linters keep a cache in the user's settings folder; they get one that goes away with the copy. */
async function runForgeLinters(directory: string): Promise<Finding[]> {
  const copy = mkdtempSync(join(tmpdir(), 'lint-forge-'));
  try {
    for (const name of DEPLOYED.filter((entry) => existsSync(join(directory, entry)))) {
      cpSync(join(directory, name), join(copy, name), { recursive: true });
    }
    const tsx = createRequire(import.meta.url).resolve('tsx/cli');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [tsx, fileURLToPath(new URL('./forge-linters.ts', import.meta.url))],
      {
        cwd: copy,
        env: { PATH: process.env.PATH, HOME: copy, XDG_CONFIG_HOME: copy },
        maxBuffer: 16 * 1024 * 1024,
      },
    );
    return findingsSchema.parse(JSON.parse(stdout));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/**
 * Everything that can be known about the app in `directory` before it is deployed: Forge's manifest validation, Forge's
 * client-side linters, and our own rules that tie the manifest to the code. Warnings count.
 *
 * @returns what was found; empty when the app is fit to deploy.
 * @throws when Forge's linters can't be run at all, or the manifest is no YAML at all.
 */
export async function lintForge(directory: string): Promise<Finding[]> {
  const forge = await runForgeLinters(directory);
  return [...forge, ...runOwnRules(directory)];
}

function runOwnRules(directory: string): Finding[] {
  try {
    return checkWiring(readApp(directory));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    return error.issues.map(({ path, message }) => ({
      rule: 'manifest',
      file: 'manifest.yml',
      line: 0,
      message: `${path.join('.')}: ${message}`,
    }));
  }
}

async function main(directory: string): Promise<void> {
  const findings = await lintForge(resolve(directory));
  for (const { file, line, rule, message } of findings) console.error(`${file}:${line}  ${rule}  ${message}`);
  const summary = `Forge lint: ${findings.length === 0 ? 'clean' : `${findings.length} findings`}`;
  console.log(summary);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void main(process.argv[2] ?? '.');
