/**
 * Validates the app's manifest and bundles its functions and UI Kit resources with Forge's own bundler,
 * as a process of its own: `build-main.cjs <job>`, where job is the JSON of a {@link BuildJob}. Own process, because
 * the bundler resolves against the working directory, insists on `require.main`, and takes seconds to load, which
 * a start from the cache must not pay for.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ResourceDetails } from '@forge/cli-shared';
import type { ManifestSchema, Translations } from '@forge/manifest';
import { parse } from 'yaml';
import { z } from 'zod';

const buildJobSchema = z.object({
  appDirectory: z.string(),
  /** Handler modules such as `entry/phone`. */
  modules: z.array(z.string()),
  /** UI Kit resources: key and path below the app directory. */
  resources: z.array(z.object({ key: z.string(), path: z.string() })),
  outDirectory: z.string(),
});

export type BuildJob = z.infer<typeof buildJobSchema>;

// Forge's bundler refuses to run where `require.main` is missing, as it is in a process that began with an ES module.
process.mainModule ??= new Module(import.meta.filename);

const silent = () => undefined;
const logger = {
  debug: silent,
  trace: silent,
  info: silent,
  warn: (message: string) => void process.stderr.write(`${message}\n`),
  error: (error: Error) => void process.stderr.write(`${error.message}\n`),
};

async function validateManifest(): Promise<void> {
  const { validate } = await import('@forge/manifest');
  const result = await validate(false);
  if (result.success) return;
  const problems = (result.errors ?? []).map(
    (error) => `  manifest.yml:${error.line}:${error.column} ${error.message}`,
  );
  throw new Error(`manifest.yml is not valid:\n${problems.join('\n')}`);
}

/** The bundler asks for the platform's loader and wrapper, which it would download; the sandbox has its own. */
async function makeRuntimeStub(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'forge-runtime-'));
  await mkdir(join(directory, 'dist'));
  await writeFile(join(directory, 'package.json'), '{"name":"forge-runtime-stub","version":"0.0.0"}');
  for (const name of ['loader', 'wrapper'])
    await writeFile(join(directory, 'dist', `${name}.js`), '// stub\n');
  return directory;
}

async function bundleFunctions(job: BuildJob): Promise<void> {
  const runtime = await makeRuntimeStub();
  process.env.FORGE_RUNTIME_PATH = runtime;
  const { getNodeBundler, getWrapperProvider } = await import('@forge/bundler');
  const { FileSystemReader } = await import('@forge/cli-shared');
  const provider = getWrapperProvider({ fileSystemReader: new FileSystemReader() });
  const config = { readConfig: async () => ({ app: {} }) };
  // The two parameters are classes with private members, of which the bundler calls only what is given here.
  const bundler = getNodeBundler(logger as never, provider, config as never);
  const { outputDir } = await bundler.bundle({
    appDirectory: job.appDirectory,
    entryPoints: job.modules.map((name) => ({ name, path: join('src', name) })),
  });
  for (const name of job.modules) {
    const file = join(job.outDirectory, 'functions', `${name}.cjs`);
    await mkdir(dirname(file), { recursive: true });
    await cp(join(outputDir, `${name}.cjs`), file);
  }
  await rm(outputDir, { recursive: true, force: true });
  await rm(runtime, { recursive: true, force: true });
}

async function bundleResources(job: BuildJob): Promise<void> {
  if (job.resources.length === 0) return;
  const { NativeUIBundler } = await import('@forge/bundler');
  const translations = await bundleTranslations();
  const details: ResourceDetails[] = job.resources.map(({ key, path }) => ({
    key,
    path: resolve(path),
    resourceType: 'nativeUI',
  }));
  const { nativeUiBundlesDetails } = await new NativeUIBundler(logger as never).bundleResources(
    details,
    translations?.config,
  );
  for (const { key, path } of nativeUiBundlesDetails) {
    const folder = join(job.outDirectory, 'resources', key);
    await cp(path, folder, { recursive: true, filter: (source) => !source.endsWith('.map') });
    if (translations) await cp(translations.path, join(folder, '__LOCALES__'), { recursive: true });
  }
}

/** The folder that `forge deploy` puts beside each resource: a file for each locale, and what module titles say in them. */
async function bundleTranslations(): Promise<{ path: string; config: Translations } | undefined> {
  const { I18nResourceBundlingService } = await import('@forge/cli-shared');
  const { modules, translations } = parse(await readFile('manifest.yml', 'utf8')) as ManifestSchema;
  if (translations === undefined) return undefined;
  const bundle = await new I18nResourceBundlingService().bundle(modules, translations);
  return bundle.exists ? { path: bundle.path, config: translations } : undefined;
}

async function build(job: BuildJob): Promise<void> {
  process.chdir(job.appDirectory);
  if (job.modules.length > 0) await validateManifest();
  // Renamed into place at the end, so that an interrupted build is never taken for a finished one.
  const staging = `${job.outDirectory}.${process.pid}`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  const staged = { ...job, outDirectory: staging };
  if (job.modules.length > 0) await bundleFunctions(staged);
  await bundleResources(staged);
  const made = await readdir(job.outDirectory).catch(() => undefined);
  if (made !== undefined) await rm(staging, { recursive: true, force: true });
  else await rename(staging, job.outDirectory);
}

build(buildJobSchema.parse(JSON.parse(process.argv[2] ?? '{}'))).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
