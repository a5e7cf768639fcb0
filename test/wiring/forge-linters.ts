/**
 * Runs Forge's own manifest validation and client-side linters over the app in the working directory and prints what
 * they found as JSON. A process of its own, because they read the working directory and the environment.
 *
 * They are the checks of `forge lint` and `forge deploy` that need no login. No network: the scope linter is given
 * our table of routes instead of Atlassian's files, and the feature flags are answered here.
 */
import { globSync, writeFileSync } from 'node:fs';
import type { StatsigService } from '@forge/cli-shared';
import { getClientSideLintersOnly, lint } from '@forge/lint';
import { type ManifestSchema, validate } from '@forge/manifest';
import type { Finding } from './app-source';
import { describeRoutes } from './jira-routes';

const PRODUCTS = ['JIRA', 'JSM', 'JSW', 'CONF', 'CONF_V2', 'BB'];
const ENVIRONMENT = 'development';

/** Every flag is off, and no runtime is deprecated: what a flag would add needs Atlassian's servers. */
const flags = new Proxy({} as StatsigService, {
  get: (_target, name) => async () => (/untime/.test(String(name)) ? [] : false),
});

const silent = { info() {}, warn() {}, error() {}, debug() {}, trace() {} };

function provideRoutes(): void {
  writeFileSync('jira-routes.json', JSON.stringify(describeRoutes()));
  writeFileSync('no-routes.json', JSON.stringify({ paths: {} }));
  process.env.USE_LOCAL_SWAGGER = '1';
  for (const product of PRODUCTS) {
    process.env[`LOCAL_${product}_SWAGGER`] = product === 'JIRA' ? 'jira-routes.json' : 'no-routes.json';
  }
}

async function runLinters(manifest: ManifestSchema): Promise<Finding[]> {
  const linters = await getClientSideLintersOnly(manifest, ENVIRONMENT, silent, flags);
  const files = globSync(['src/**/*.{ts,tsx}', 'static/**/*.{ts,tsx}']).sort();
  const results = await lint(files, manifest, ENVIRONMENT, silent, flags, {
    linters,
    linter: { mode: 'client-side' },
  });
  return results.flatMap(({ file, errors, warnings, approvals }) =>
    [...errors, ...warnings, ...approvals].map(({ line, message }) => ({
      rule: 'forge-lint',
      file,
      line,
      message,
    })),
  );
}

async function run(): Promise<Finding[]> {
  provideRoutes();
  const { errors = [], manifestObject } = await validate(false);
  const manifest = manifestObject?.typedContent;
  // One of the linters validates the manifest as well; without a readable one they have nothing to stand on.
  if (manifest) return runLinters(manifest as ManifestSchema);
  return errors.map(({ line = 0, message }) => ({
    rule: 'forge-manifest',
    file: 'manifest.yml',
    line,
    message,
  }));
}

run().then(
  (findings) => process.stdout.write(JSON.stringify(findings)),
  (error: unknown) => {
    process.stderr.write(error instanceof Error ? `${error.stack}\n` : String(error));
    process.exitCode = 1;
  },
);
