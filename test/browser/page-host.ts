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
import type { StandInContext } from '../sandbox/stand-in';
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
  /** What the line answers, by path: TwiML, or a clip for `<Play>`. */
  answers: Record<string, string | Uint8Array<ArrayBuffer>>;
  /** Control routes (without `/_sandbox/`) that fail, and with what words. */
  failures: Map<string, string>;
  /** What `GET /_sandbox/state` tells. */
  state: Record<string, unknown>;
  /** Files a request as the app, through Jira's REST API; gives its key. */
  fileRequest(summary: string, description?: object[]): Promise<string>;
  /** Texts as the line, through Twilio's REST API. */
  sendText(to: string, body: string, from?: string): Promise<void>;
  /** A call of Jira's REST API as the app. */
  askJira(method: string, path: string, body: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const createFastClock = (speed: number): Clock => ({
  now: () => systemClock.now() * speed,
  after: (ms, task) => systemClock.after(ms / speed, task),
});

const SAMPLE = { name: 'outage-vpn', title: 'VPN is down', language: 'en-US', seconds: 3 };
const SAMPLE_WORDS = 'The VPN is down and payroll closes today.';

/** @param speed how much faster line time runs than the tests' own */
export async function startPageHost({ speed = 20 } = {}): Promise<PageHost> {
  const pageDirectory = await buildPage({ cacheDirectory: join(ROOT, '.sandbox', 'cache', 'page') });
  const documents = openDocuments(':memory:');
  const log = createLog(systemClock);
  const random = createRandom(7);
  const webhooks: PageHost['webhooks'] = [];
  const answers: PageHost['answers'] = {};
  const { twilio, sendText } = startLine(
    { random, documents, log, clock: createFastClock(speed) },
    webhooks,
    answers,
  );
  const jira = createJira(
    { clock: systemClock, random, documents, log },
    { site: SITE, onEvent: () => undefined },
  );
  const askJira = createJiraClient(jira);
  const failures: PageHost['failures'] = new Map();
  const state: PageHost['state'] = {};
  const app = createApp({ pageDirectory, log, twilio, jira, answers, failures, state });
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
    sendText,
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

/** Twilio, with a line whose every webhook is answered from `answers`. */
function startLine(context: StandInContext, webhooks: PageHost['webhooks'], answers: PageHost['answers']) {
  const twilio = createTwilio(context, {
    serves: (url) => url.startsWith(LINE_URL.replace('/call', '/')),
    async deliver(request) {
      const { pathname } = new URL(request.url);
      webhooks.push({
        path: pathname,
        params: Object.fromEntries(new URLSearchParams(await request.text())),
      });
      return answer(answers[pathname] ?? '<Response/>');
    },
  });
  const [number] = twilio.listNumbers();
  if (!number) throw new Error('The account has no number');
  twilio.configureNumber(number.phoneNumber, { voiceUrl: LINE_URL, smsUrl: 'https://line.example/text' });
  const { accountSid, authToken } = twilio.credentials;
  return {
    twilio,
    async sendText(to: string, body: string, from = number.phoneNumber): Promise<void> {
      const reply = await twilio.fetch(
        new Request(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`, {
          method: 'POST',
          headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
          body: new URLSearchParams({ From: from, To: to, Body: body }),
        }),
      );
      if (!reply.ok) throw new Error(await reply.text());
    },
  };
}

const answer = (body: string | Uint8Array<ArrayBuffer>): Response =>
  new Response(body, { headers: { 'content-type': typeof body === 'string' ? 'text/xml' : 'audio/wav' } });

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

type AppOptions = Pick<PageHost, 'log' | 'twilio' | 'jira' | 'answers' | 'failures' | 'state'> & {
  pageDirectory: string;
};

function createApp({ pageDirectory, log, twilio, jira, answers, failures, state }: AppOptions): Hono {
  const app = new Hono();
  // As the sandbox serves the app's web triggers.
  app.get('/public/*', (context) => {
    const body = answers[context.req.path];
    return body === undefined ? context.json({ message: 'Not Found' }, 404) : answer(body);
  });
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
