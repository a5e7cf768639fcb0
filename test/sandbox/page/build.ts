import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { renderReadme } from './readme';

const PAGE = import.meta.dirname;
const ROOT = join(PAGE, '..', '..', '..');
/** What the page is made of besides its own folder. */
const OTHER_SOURCES = [
  'test/sandbox/clock.ts',
  'test/sandbox/murmur.ts',
  'test/sandbox/wav-file.ts',
  'test/sandbox/twilio/segments.ts',
  'package-lock.json',
  'README.md',
];

/**
 * Builds the page, unless a build of the same sources is there already.
 * @returns the directory to serve at `/`, inside `cacheDirectory`.
 */
export async function buildPage({ cacheDirectory }: { cacheDirectory: string }): Promise<string> {
  const directory = join(cacheDirectory, await hashSources());
  if (existsSync(join(directory, 'index.html'))) return directory;
  await mkdir(cacheDirectory, { recursive: true });
  // Built beside and moved in as a whole: a build that was cut short must never be taken for a finished one.
  const unfinished = await mkdtemp(join(cacheDirectory, 'building-'));
  await runVite(unfinished);
  await writeFile(join(unfinished, 'readme.html'), await renderReadme(join(ROOT, 'README.md')));
  await rename(unfinished, directory).catch(async (error: unknown) => {
    // Another sandbox built the same at the same time: its copy is as good.
    if (!existsSync(join(directory, 'index.html'))) throw error;
    await rm(unfinished, { recursive: true });
  });
  return directory;
}

/** In a process of its own: Vite takes React's mode from NODE_ENV, which is Vitest's in a test. */
async function runVite(outDir: string): Promise<void> {
  const vite = join(createRequire(import.meta.url).resolve('vite/package.json'), '..', 'bin', 'vite.js');
  const config = join(PAGE, 'vite.config.ts');
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, '--outDir', outDir], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

async function hashSources(): Promise<string> {
  const own = await readdir(PAGE, { recursive: true, withFileTypes: true });
  const paths = own.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const others = OTHER_SOURCES.map((path) => join(ROOT, path)).filter((path) => existsSync(path));
  const hash = createHash('sha256');
  for (const path of [...paths, ...others].sort()) {
    hash
      .update(relative(ROOT, path))
      .update('\0')
      .update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}
