import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments, readOutside, runCommand, SHARED_ARGUMENTS } from './arguments';
import { Mistake } from './mistake';
import { buildPage } from './page/build';
import { APP_DIRECTORY, CACHE_DIRECTORY, createSandbox, type Sandbox } from './sandbox';
import { checkPort, createServer, listen } from './server';

const HELP = `npm start -- [options]

Starts the whole product on this machine: the app on a Forge host, with stand-ins of Twilio, OpenAI and Jira.

  --fresh            forgets everything of earlier starts on this port
  --no-set-up        leaves a new installation without credentials and lines
  --route HOST=URL   sends the app's traffic to another server (api.openai.com, api.twilio.com, jira); repeatable
  --help             this text

Environment
  PORT               8080 unless told; each port has a state of its own
  HOST               127.0.0.1 unless told: reachable from this machine only
  OPENAI_API_KEY     OpenAI itself listens and understands, instead of its stand-in
  TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN
                     the account that a server named by --route api.twilio.com plays`;

/** One for each port: two sandboxes side by side never write the same files. */
const stateAt = (port: number): string => join(APP_DIRECTORY, '.sandbox', 'state', String(port));

async function main(): Promise<number> {
  const { values } = readArguments({
    options: {
      ...SHARED_ARGUMENTS,
      fresh: { type: 'boolean', default: false },
      'no-set-up': { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const outside = readOutside(values.route, process.env);
  const wanted = readPort(process.env.PORT || '8080');
  const host = process.env.HOST || undefined;
  await checkPort(wanted, host);
  const begun = performance.now();
  console.log('Building what has changed (the first time takes a minute) …');
  if (values.fresh) rmSync(stateAt(wanted), { recursive: true, force: true });
  const [page, sandbox] = await Promise.all([
    buildPage({ cacheDirectory: join(CACHE_DIRECTORY, 'page') }),
    createSandbox({
      ...outside,
      ...(wanted === 0 ? {} : { stateDirectory: stateAt(wanted) }),
      pace: 1,
      jiraIndexLagMs: 1500,
      setUp: !values['no-set-up'],
    }),
  ]);
  stopOnSignal(sandbox);
  try {
    const { port } = await listen(createServer(sandbox, page), wanted, host);
    console.log(describe(port, sandbox.realOpenAi, outside.routes, performance.now() - begun));
    if (values['no-set-up']) console.log(describeAccounts(sandbox));
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  sandbox.forge.schedules.start();
  return 0;
}

/** Ctrl+C in a terminal reaches us twice: from the terminal and through npm. */
function stopOnSignal(sandbox: Sandbox): void {
  let isClosing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!isClosing) void sandbox.close().finally(() => process.exit(0));
      isClosing = true;
    });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Mistake(`PORT=${text} is no port. Choose one from 1 to 65535, or 0 for any.`);
  return port;
}

function describe(port: number, realOpenAi: boolean, routes: ReadonlyMap<string, URL>, ms: number): string {
  const url = `http://localhost:${port}`;
  const openai = realOpenAi ? 'OpenAI itself (OPENAI_API_KEY is set)' : 'a stand-in that reads captions';
  return [
    `Ready after ${(ms / 1000).toFixed(1)} s.`,
    '',
    `  Phone, log and Jira   ${url}`,
    `  Admin page            ${url}/admin`,
    `  Control API           ${url}/_sandbox/state (see test/sandbox/server.ts)`,
    `  Who listens           ${openai}`,
    ...[...routes].map(([host, to]) => `  ${host.padEnd(20)}  ${to.href}`),
    '',
    'Open the page, press the green button, say or type what is wrong. Ctrl+C stops.',
  ].join('\n');
}

/** What an admin would copy from the vendors' consoles; all of it stays on this machine. */
function describeAccounts({ twilio }: Sandbox): string {
  const { accountSid, authToken } = twilio.credentials;
  return [
    '',
    'To enter on the admin page:',
    `  Twilio account SID    ${accountSid}`,
    `  Twilio auth token     ${authToken}`,
    '  OpenAI key            sk-sandbox-00000000000000000000',
  ].join('\n');
}

await runCommand(main);
