import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** `.ci/run` reads its counts from here; the folder is ignored by git. */
const resultsFile = '.sandbox/test-results.json';

/** Minutes each. Begun last, one of them would keep one core busy while the others have nothing left to do. */
const LONGEST = [
  'test/chaos/crash-table.test.ts',
  'test/chaos/chaos.test.ts',
  'test/flow/conversations.test.ts',
  'test/chaos/agreement.test.ts',
  'test/wiring/lint-forge.test.ts',
];

/** Vitest by itself goes by the size of a file until it has seen how long it takes, which a fresh clone never has. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.indexOf(relative(import.meta.dirname, moduleId));
      return at < 0 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ['test/{unit,flow,contract,wiring,browser,chaos}/**/*.test.{ts,tsx}'],
    // A process per file: the Forge packages are configured through globals, and some tests change directory.
    pool: 'forks',
    // Left to itself, Vitest keeps one core for itself, and on two cores half of the machine stands idle.
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    setupFiles: ['test/sandbox/forge/compile-cache.ts'],
    // A whole call bundles the app, starts workers and plays audio; a browser has to be found, or installed.
    testTimeout: 30_000,
    hookTimeout: 180_000,
    passWithNoTests: false,
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: resultsFile },
  },
});
