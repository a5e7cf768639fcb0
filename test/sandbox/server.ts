import { readdirSync, readFileSync } from 'node:fs';
import { createServer as createProbe } from 'node:net';
import { basename, join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { Mistake } from './mistake';
import { APP_DIRECTORY, type Sandbox } from './sandbox';
import { readWav } from './wav';

const SAMPLES = join(APP_DIRECTORY, 'test', 'fixtures', 'calls');

/**
 * The sandbox over HTTP.
 *
 * | route | is |
 * |---|---|
 * | `/` | the page |
 * | `/admin` | the app's admin page in Jira; `?as=<accountId>&locale=de-DE&theme=dark&module=<key>` |
 * | `/_sandbox/ui/<moduleKey>/…` | the front end of a UI Kit module, with its translations; runs in a frame of `/admin` only |
 * | `/public/<id>/…` | the app's web triggers, at the path of their live URLs |
 * | `/_sandbox/{forge,twilio,openai,jira}/…` | control APIs; each lists its routes at the top of its `control.ts` |
 * | `/_sandbox/hosts/<host>/…` | a vendor's API as the app reaches it, for clients that can change their base URL |
 * | `GET /_sandbox/log` | what happened: JSON (`?after=<seq>`), or a live stream with `Accept: text/event-stream` |
 * | `GET /_sandbox/samples`, `/_sandbox/samples/<name>.wav` | the sample calls |
 * | `GET /_sandbox/state` | which hosts are played by whom |
 */
export function createServer(sandbox: Sandbox, pageDirectory: string): Hono {
  const { forge, twilio, openai, jira, network } = sandbox;
  const app = new Hono();
  app.all('/public/*', (context) => forge.handleWebTrigger(context.req.raw));
  app.all('/x1/*', (context) => forge.handleWebTrigger(context.req.raw));
  app.route('/_sandbox/forge', forge.control);
  app.route('/_sandbox/twilio', twilio.control);
  app.route('/_sandbox/openai', openai.control);
  app.route('/_sandbox/jira', jira.control);
  app.all('/_sandbox/hosts/:host/*', (context) => {
    const { host } = context.req.param();
    const { pathname, search } = new URL(context.req.url);
    const target = pathname.slice(`/_sandbox/hosts/${host}`.length) + search;
    return network.send(new Request(`https://${host}${target}`, context.req.raw));
  });
  addLog(app, sandbox);
  addSamples(app);
  app.get('/_sandbox/state', (context) =>
    context.json({
      hearsRealAudio: sandbox.realOpenAi || sandbox.routes.has('api.openai.com'),
      routes: Object.fromEntries([...sandbox.routes].map(([host, url]) => [host, url.href])),
    }),
  );
  app.get('/_sandbox/ui/:moduleKey/*', (context) => serveUiModule(context, sandbox));
  app.all('/_sandbox/*', (context) => context.json({ error: `No ${context.req.path} in the sandbox` }, 404));
  app.get('/admin', serveStatic({ root: pageDirectory, path: 'admin.html' }));
  // The README's pictures.
  app.use('/test/fixtures/screens/*', serveStatic({ root: APP_DIRECTORY }));
  app.use('*', serveStatic({ root: pageDirectory }));
  return app;
}

async function serveUiModule(context: Context, { forge }: Sandbox): Promise<Response> {
  const moduleKey = context.req.param('moduleKey') ?? '';
  const file = context.req.path.slice(`/_sandbox/ui/${moduleKey}/`.length);
  try {
    return await forge.ui.serve(moduleKey, file === '' ? 'index.html' : file);
  } catch (error) {
    return context.text(error instanceof Error ? error.message : String(error), 500);
  }
}

function addLog(app: Hono, { log }: Sandbox): void {
  app.get('/_sandbox/log', (context) => {
    const after = Number(context.req.query('after') ?? context.req.header('last-event-id') ?? 0) || 0;
    if (context.req.header('accept')?.includes('text/event-stream') !== true)
      return context.json(log.list(after));
    return streamSSE(context, async (stream) => {
      const waiting = log.list(after);
      let wake = (): void => undefined;
      const unsubscribe = log.subscribe((entry) => {
        waiting.push(entry);
        wake();
      });
      stream.onAbort(() => wake());
      while (!stream.aborted) {
        for (const entry of waiting.splice(0))
          await stream.writeSSE({ event: 'log', id: String(entry.seq), data: JSON.stringify(entry) });
        if (waiting.length > 0 || stream.aborted) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      unsubscribe();
    });
  });
}

function addSamples(app: Hono): void {
  const names = readdirSync(SAMPLES).filter((name) => name.endsWith('.wav'));
  app.get('/_sandbox/samples', (context) =>
    context.json(
      names.map((file) => {
        const { seconds, caption } = readWav(readFileSync(join(SAMPLES, file)));
        const name = basename(file, '.wav');
        return { name, title: titleOf(name), language: caption?.language ?? 'en-US', seconds };
      }),
    ),
  );
  app.get('/_sandbox/samples/:file', (context) => {
    const { file } = context.req.param();
    if (!names.includes(file)) return context.json({ error: `No sample ${file}` }, 404);
    return context.body(readFileSync(join(SAMPLES, file)), 200, { 'content-type': 'audio/wav' });
  });
}

/** `order-question` → `Order question` */
const titleOf = (name: string): string => {
  const words = name.replaceAll('-', ' ').replace(/\bvpn\b/, 'VPN');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/**
 * Listens on this machine only, unless `hostname` says otherwise.
 * @param port 0 for any that is free.
 * @throws Mistake when the port or the address can't be had.
 */
export const listen = (
  app: Hono,
  port: number,
  hostname = '127.0.0.1',
): Promise<{ port: number; server: ServerType }> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname }, (info) =>
      resolve({ port: info.port, server }),
    );
    server.on('error', (error) => reject(explainRefusal(error, port, hostname)));
  });

/**
 * Says early that `listen` would fail: before half a minute of building, and before `--fresh` takes the state away from
 * the sandbox that has the port.
 */
export const checkPort = (port: number, hostname = '127.0.0.1'): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createProbe();
    probe.on('error', (error) => reject(explainRefusal(error, port, hostname)));
    probe.listen(port, hostname, () => probe.close(() => resolve()));
  });

function explainRefusal(error: Error, port: number, hostname: string): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new Mistake(`Port ${port} is taken, perhaps by another sandbox. Choose one: PORT=8081 npm start`);
  if (code === 'EACCES')
    return new Mistake(`Port ${port} is not open to you. Choose one: PORT=8081 npm start`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new Mistake(`HOST=${hostname} is no address of this machine. 0.0.0.0 means all of them.`);
  return error;
}
