import { spawnSync } from 'node:child_process';
import { placeCall } from '../sandbox/place-call';
import { createSandbox, type Sandbox } from '../sandbox/sandbox';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { measureWaits, type Waits } from './conversation';

/** Figures, never assertions: how large the front doors are, how fast they load and answer. */

const CALLS = 40;
const LOADS = 5;

const median = (values: readonly number[]): number => quantile(values, 0.5);
const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((one, other) => one - other)[Math.floor(q * (values.length - 1))] ?? Number.NaN;

const show = (name: string, ...figures: string[]): void =>
  console.log(`${name.padEnd(34)}${figures.join('   ')}`);
const ms = (value: number): string => `${value.toFixed(0).padStart(5)} ms`;

/** How long Node takes to load a bundle in a fresh process, without Node's own start. */
function measureLoad(file: string): number {
  const script = `const t = performance.now(); globalThis.__forge_runtime__ = {}; require(${JSON.stringify(file)}); console.log(performance.now() - t)`;
  return Number(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout);
}

function benchBundles({ forge }: Sandbox): void {
  for (const [module, bytes] of Object.entries(forge.bundleSizes)) {
    const file = forge.bundleFiles[module];
    const loads = file === undefined ? [] : Array.from({ length: LOADS }, () => measureLoad(file));
    show(module, `${(bytes / 1024).toFixed(0).padStart(6)} KB`, `loads in ${ms(median(loads))}`);
  }
}

async function benchCalls(sandbox: Sandbox): Promise<void> {
  const wav = makeCaptionedSpeech({
    text: 'The printer on the second floor shows error 809.',
    language: 'en-US',
  });
  const webhooks: number[] = [];
  const filed: number[] = [];
  for (let index = 0; index < CALLS; index++) {
    const begun = performance.now();
    await placeCall(sandbox, { from: '+15125550143', to: '+14155550100', script: [{ do: 'speak', wav }] });
    filed.push(performance.now() - begun);
  }
  for (const { functionKey, ms: took } of sandbox.forge.listInvocations())
    if (functionKey === 'handle-phone' && took !== undefined) webhooks.push(took);
  show(
    `${webhooks.length} webhooks`,
    `median ${ms(median(webhooks))}`,
    `p95 ${ms(quantile(webhooks, 0.95))}`,
  );
  show(`${CALLS} calls, dial to request`, `median ${ms(median(filed))}`, `p95 ${ms(quantile(filed, 0.95))}`);
}

async function benchWaits(): Promise<void> {
  const waits = await measureWaits();
  const of = (name: keyof Waits): string => `median ${ms(median(waits.map((wait) => wait[name])))}`;
  show('message to recap', of('recap'), `in silence ${of('silence')}`);
  show('yes to number', of('number'));
  const whole = waits.map(({ recap, number }) => recap + number);
  show('message to number, agreed at once', `median ${ms(median(whole))}`, `goal ${ms(6000)}`);
}

const begun = performance.now();
const sandbox = await createSandbox({
  seed: 1,
  latency: { ring: 0, recordingCallback: 20, media: 0, messageStep: 0 },
});
show('sandbox', `ready after ${ms(performance.now() - begun)}`);
benchBundles(sandbox);
await benchCalls(sandbox);
await sandbox.close();
await benchWaits();
