import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readOutside, SHARED_ARGUMENTS } from './arguments';
import { buildPage } from './page/build';
import { APP_DIRECTORY, CACHE_DIRECTORY, createSandbox } from './sandbox';
import { createServer, listen } from './server';

const HELP = `npm start -- [options]

Starts the whole product on this machine: the app on a Forge host, with stand-ins of Twilio, OpenAI and Jira.

  --fresh            forgets everything of earlier starts
  --no-set-up        leaves a new installation without credentials and lines
  --route HOST=URL   sends the app's traffic to another server (api.openai.com, api.twilio.com, jira); repeatable
  --help             this text

Environment
  PORT               8080 unless told
  HOST               127.0.0.1 unless told
  OPENAI_API_KEY     OpenAI itself listens and understands, instead of its stand-in
  TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN
                     the account that a server named by --route api.twilio.com plays`;

const STATE = join(APP_DIRECTORY, '.sandbox', 'state');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...SHARED_ARGUMENTS,
      fresh: { type: 'boolean', default: false },
      'no-set-up': { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const outside = readOutside(values.route, process.env);
  const wanted = Number(process.env.PORT ?? 8080);
  const begun = performance.now();
  console.log('Building what has changed (the first time takes a minute) …');
  if (values.fresh) rmSync(STATE, { recursive: true, force: true });
  const [page, sandbox] = await Promise.all([
    buildPage({ cacheDirectory: join(CACHE_DIRECTORY, 'page') }),
    createSandbox({
      ...outside,
      stateDirectory: STATE,
      pace: 1,
      jiraIndexLagMs: 1500,
      setUp: !values['no-set-up'],
    }),
  ]);
  sandbox.forge.schedules.start();
  const { port } = await listen(createServer(sandbox, page), wanted, process.env.HOST);
  console.log(describe(port, sandbox.realOpenAi, outside.routes ?? new Map(), performance.now() - begun));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void sandbox.close().finally(() => process.exit(0)));
  }
}

function describe(port: number, realOpenAi: boolean, routes: ReadonlyMap<string, URL>, ms: number): string {
  const url = `http://localhost:${port}`;
  const openai = realOpenAi ? 'OpenAI itself (OPENAI_API_KEY is set)' : 'a stand-in that reads captions';
  return [
    `Ready after ${(ms / 1000).toFixed(1)} s.`,
    '',
    `  Phone, log and Jira   ${url}`,
    `  Control API           ${url}/_sandbox/state (see test/sandbox/server.ts)`,
    `  Who listens           ${openai}`,
    ...[...routes].map(([host, to]) => `  ${host.padEnd(20)}  ${to.href}`),
    '',
    'Open the page, press the green button, say or type what is wrong. Ctrl+C stops.',
  ].join('\n');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
