import { defineConfig } from 'vitest/config';

/** `.ci/run` reads its counts from here; the folder is ignored by git. */
const resultsFile = '.sandbox/test-results.json';

export default defineConfig({
  test: {
    include: ['test/{unit,flow,contract,wiring,browser,chaos}/**/*.test.{ts,tsx}'],
    // A process per file: the Forge packages are configured through globals, and some tests change directory.
    pool: 'forks',
    // A whole call bundles the app, starts workers and plays audio; a browser has to be found, or installed.
    testTimeout: 30_000,
    hookTimeout: 180_000,
    passWithNoTests: false,
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: resultsFile },
  },
});
