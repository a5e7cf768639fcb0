import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Mistake } from '../mistake';
import type { BuildJob } from './build';
import { buildOnce } from './build-lock';
import type { Manifest } from './manifest';

export interface FunctionBundle {
  /** Absolute path of the CommonJS file that Forge would deploy. */
  file: string;
  bytes: number;
}

export interface Bundles {
  /** By handler module, such as `entry/phone`. */
  functions: Map<string, FunctionBundle>;
  /** Of everything that went into the functions: a change of it means another version of the app. */
  hash: string;
}

const here = import.meta.url;

function listFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The lockfile stands for node_modules; an app without one (a fixture) is covered by the nearest above it. */
function findLockfile(appDirectory: string): string[] {
  for (let directory = appDirectory; ; directory = join(directory, '..')) {
    const file = join(directory, 'package-lock.json');
    if (existsSync(file)) return [file];
    if (join(directory, '..') === directory) return [];
  }
}

function hashFiles(appDirectory: string, folders: string[], others: string[] = []): string {
  const hash = createHash('sha256');
  const files = [
    ...['manifest.yml', 'tsconfig.json', 'package.json', ...others]
      .map((name) => join(appDirectory, name))
      .filter(existsSync),
    ...findLockfile(appDirectory),
    ...folders.flatMap((folder) => listFiles(join(appDirectory, folder))),
    fileURLToPath(new URL('./build.ts', here)),
  ];
  for (const file of files)
    hash
      .update(`${relative(appDirectory, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex').slice(0, 24);
}

/** Runs the build in a process of its own. @throws Error with the bundler's or the validator's own words. */
async function runBuild(job: BuildJob): Promise<void> {
  const tsx = pathToFileURL(createRequire(here).resolve('tsx')).href;
  const script = fileURLToPath(new URL('./build-main.cjs', here));
  const child = spawn(process.execPath, ['--import', tsx, script, JSON.stringify(job)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Mistake(`The app could not be built.\n${errors.trim()}`);
}

const buildCached = (job: BuildJob): Promise<void> =>
  buildOnce(
    job.outDirectory,
    () => existsSync(job.outDirectory),
    () => runBuild(job),
  );

/** Bundles the functions as `forge deploy` would, one bundle per handler module, or takes them from the cache. */
export async function bundleFunctions(
  appDirectory: string,
  cacheDirectory: string,
  manifest: Manifest,
): Promise<Bundles> {
  const modules = [...new Set([...manifest.functions.values()].map(({ module }) => module))].sort();
  const hash = hashFiles(appDirectory, ['src']);
  const outDirectory = join(cacheDirectory, `functions-${hash}`);
  await buildCached({ appDirectory, modules, resources: [], outDirectory });
  const functions = modules.map((module): [string, FunctionBundle] => {
    const file = join(outDirectory, 'functions', `${module}.cjs`);
    return [module, { file, bytes: statSync(file).size }];
  });
  return { functions: new Map(functions), hash };
}

/**
 * Bundles the UI Kit resources as `forge deploy` would, or takes them from the cache.
 * Returns the folder of each resource (its `index.html`, scripts and, in `__LOCALES__`, translations), by resource key.
 */
export async function bundleResources(
  appDirectory: string,
  cacheDirectory: string,
  manifest: Manifest,
): Promise<Map<string, string>> {
  const resources = manifest.nativeResources;
  const translations = manifest.translations?.resources.map(({ path }) => path);
  const hash = hashFiles(appDirectory, ['static', 'src'], translations);
  const outDirectory = join(cacheDirectory, `resources-${hash}`);
  if (resources.length > 0) await buildCached({ appDirectory, modules: [], resources, outDirectory });
  return new Map(resources.map(({ key }) => [key, join(outDirectory, 'resources', key)]));
}
