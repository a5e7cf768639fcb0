import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type Clock, systemClock } from '../sandbox/clock';
import { openDocuments } from '../sandbox/documents';
import { APP_ID, createJira, type JiraStandIn } from '../sandbox/jira';
import { createLog, type SandboxLog } from '../sandbox/log';
import { buildPage } from '../sandbox/page/build';
import { createRandom } from '../sandbox/random';
import { createTwilio, type TwilioStandIn } from '../sandbox/twilio';
import { makeCaptionedSpeech } from '../sandbox/wav';

const ROOT = join(import.meta.dirname, '..', '..');
const SITE = 'sandbox.atlassian.net';
/** A line of the test's own, behind the first of the account's numbers. */
const LINE_URL = 'https://line.example/call';

/** The page between the real stand-ins of Twilio and Jira; the test itself is the application behind the line. */
export interface PageHost {
  url: string;
  log: SandboxLog;
  twilio: TwilioStandIn;
  jira: JiraStandIn;
  /** The webhooks that the line got: path and parameters. */
  webhooks: { path: string; params: Record<string, string> }[];
  /** What the line answers, by path. */
  answers: Record<string, string>;
  /** Control routes (without `/_sandbox/`) that fail, and with what words. */
  failures: Map<string, string>;
  /** What `GET /_sandbox/state` tells. */
  state: Record<string, unknown>;
  /** Files a request as the app, through Jira's REST API; gives its key. */
  fileRequest(summary: string, description?: object[]): Promise<string>;
  /** A call of Jira's REST API as the app. */
  askJira(method: string, path: string, body: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Line time runs this much faster than the tests' own. */
const SPEED = 20;

const fastClock: Clock = {
  now: () => systemClock.now() * SPEED,
  after: (ms, task) => systemClock.after(ms / SPEED, task),
};

const SAMPLE = { name: 'outage-vpn', title: 'VPN is down', language: 'en-US', seconds: 3 };
const SAMPLE_WORDS = 'The VPN is down and payroll closes today.';

export async function startPageHost(): Promise<PageHost> {
  const pageDirectory = await buildPage({ cacheDirectory: join(ROOT, '.sandbox', 'cache', 'page') });
  const documents = openDocuments(':memory:');
  const log = createLog(systemClock);
  const random = createRandom(7);
  const webhooks: PageHost['webhooks'] = [];
  const answers: Record<string, string> = {};
  const twilio = createTwilio(
    { clock: fastClock, random, documents, log },
    {
      async deliver(request) {
        const { pathname } = new URL(request.url);
        webhooks.push({
          path: pathname,
          params: Object.fromEntries(new URLSearchParams(await request.text())),
        });
        const twiml = answers[pathname] ?? '<Response/>';
        return new Response(twiml, { headers: { 'content-type': 'text/xml' } });
      },
    },
  );
  const [number] = twilio.listNumbers();
  if (number)
    twilio.configureNumber(number.phoneNumber, { voiceUrl: LINE_URL, smsUrl: 'https://line.example/text' });
  const jira = createJira(
    { clock: systemClock, random, documents, log },
    { site: SITE, onEvent: () => undefined },
  );
  const askJira = createJiraClient(jira);
  const failures: PageHost['failures'] = new Map();
  const state: PageHost['state'] = {};
  const app = createApp({ pageDirectory, log, twilio, jira, failures, state });
  const { url, stop } = await listen(app);

  return {
    url,
    log,
    twilio,
    jira,
    webhooks,
    answers,
    failures,
    state,
    askJira,
    async fileRequest(summary, description = []) {
      const { issueKey } = await askJira('POST', '/rest/servicedeskapi/request', {
        serviceDeskId: '1',
        requestTypeId: '1',
        isAdfRequest: true,
        requestFieldValues: { summary, description: { type: 'doc', version: 1, content: description } },
      });
      return String(issueKey);
    },
    // The documents stay open: a call that the test left has callbacks to come, and they live in memory only.
    close: stop,
  };
}

function createJiraClient(jira: JiraStandIn) {
  return async (method: string, path: string, body: unknown): Promise<Record<string, unknown>> => {
    const reply = await jira.fetch(
      new Request(`https://${SITE}${path}`, {
        method,
        headers: { 'content-type': 'application/json', 'x-sandbox-account': APP_ID },
        body: JSON.stringify(body),
      }),
    );
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
}

type AppOptions = Pick<PageHost, 'log' | 'twilio' | 'jira' | 'failures' | 'state'> & {
  pageDirectory: string;
};

function createApp({ pageDirectory, log, twilio, jira, failures, state }: AppOptions): Hono {
  const app = new Hono();
  app.use('/_sandbox/*', async (context, next) => {
    const failure = failures.get(context.req.path.replace('/_sandbox/', ''));
    return failure === undefined ? next() : context.json({ error: failure }, 500);
  });
  app.route('/_sandbox/twilio', twilio.control);
  app.route('/_sandbox/jira', jira.control);
  app.get('/_sandbox/log', (context) => streamLog(context, log));
  app.get('/_sandbox/state', (context) => context.json(state));
  app.get('/_sandbox/samples', (context) => context.json([SAMPLE]));
  app.get('/_sandbox/samples/outage-vpn.wav', (context) => {
    const wav = makeCaptionedSpeech(
      { text: SAMPLE_WORDS, language: SAMPLE.language },
      { seconds: SAMPLE.seconds },
    );
    return context.body(wav.slice().buffer, 200, { 'content-type': 'audio/wav' });
  });
  app.use('*', serveStatic({ root: pageDirectory }));
  return app;
}

const streamLog = (context: Context, log: SandboxLog): Response =>
  streamSSE(context, async (stream) => {
    const write = (entry: unknown): void => void stream.writeSSE({ data: JSON.stringify(entry) });
    log.list().forEach(write);
    const unsubscribe = log.subscribe(write);
    await new Promise<void>((resolve) => stream.onAbort(resolve));
    unsubscribe();
  });

async function listen(app: Hono): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      // The page's streams stay open for as long as they are let.
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
