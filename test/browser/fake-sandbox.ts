import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LogEntry } from '../sandbox/log';
import { makeCaptionedSpeech } from '../sandbox/wav';

/** The control APIs as the page sees them, with a caller's script told by the test instead of a line. */
export interface FakeSandbox {
  url: string;
  /** What the page asked for: `POST /_sandbox/twilio/calls/CA1/press {"digits":"1"}`. */
  asked: string[];
  requests: Record<string, unknown>[];
  views: Map<string, Record<string, unknown>>;
  texts: Record<string, unknown>[];
  state: Record<string, unknown>;
  tellCall(event: Record<string, unknown>): void;
  tellLog(entry: Omit<LogEntry, 'seq' | 'at'>): void;
  /** Paths under `/_sandbox/` that fail, and with what words. */
  failures: Map<string, string>;
  /** Breaks the streams that are open, as a restart does. */
  breakStreams(): void;
  close(): Promise<void>;
}

interface Feed {
  past: unknown[];
  listeners: Set<(item: unknown) => void>;
  breakers: Set<() => void>;
}

const createFeed = (): Feed => ({ past: [], listeners: new Set(), breakers: new Set() });

const tell = (feed: Feed, item: unknown): void => {
  feed.past.push(item);
  for (const listener of feed.listeners) listener(item);
};

const streamFeed = (context: Context, feed: Feed): Response =>
  streamSSE(context, async (stream) => {
    const write = (item: unknown): void => void stream.writeSSE({ data: JSON.stringify(item) });
    feed.past.forEach(write);
    feed.listeners.add(write);
    await new Promise<void>((resolve) => {
      feed.breakers.add(resolve);
      stream.onAbort(resolve);
    });
    feed.listeners.delete(write);
  });

export const CALL_SID = 'CA00000000000000000000000000000001';

const LINES = [
  { sid: 'PN1', phoneNumber: '+14155550100', friendlyName: 'Support (English)', language: 'en-US' },
  { sid: 'PN2', phoneNumber: '+493055500100', friendlyName: 'Support (Deutsch)', language: 'de-DE' },
  { sid: 'PN3', phoneNumber: '+34915550100', friendlyName: 'Soporte (español)', language: 'es-ES' },
];

const SAMPLES = [
  { name: 'outage-vpn', title: 'VPN is down', language: 'en-US', seconds: 26 },
  { name: 'password-reset', title: 'Password reset', language: 'en-US', seconds: 14 },
  { name: 'german-login', title: 'Anmeldung geht nicht', language: 'de-DE', seconds: 19 },
];

export async function startFakeSandbox(pageDirectory: string): Promise<FakeSandbox> {
  const app = new Hono();
  const calls = createFeed();
  const log = createFeed();
  let seq = 0;
  const fake: Omit<FakeSandbox, 'url' | 'close'> = {
    asked: [],
    requests: [],
    views: new Map(),
    texts: [],
    state: { hearsRealAudio: false, routes: {} },
    failures: new Map(),
    tellCall: (event) => tell(calls, event),
    tellLog: (entry) => tell(log, { ...entry, seq: ++seq, at: Date.UTC(2026, 10, 20, 9, 0, seq) }),
    breakStreams() {
      for (const feed of [calls, log]) for (const stop of feed.breakers) stop();
    },
  };

  app.use('/_sandbox/*', async (context, next) => {
    const { method, path } = context.req;
    const isJson = context.req.header('content-type')?.startsWith('application/json');
    fake.asked.push(`${method} ${path}${isJson ? ` ${await context.req.text()}` : ''}`);
    const failure = fake.failures.get(path.replace('/_sandbox/', ''));
    return failure === undefined ? next() : context.json({ error: failure }, 500);
  });
  app.get('/_sandbox/twilio/numbers', (context) => context.json(LINES));
  app.get('/_sandbox/samples', (context) => context.json(SAMPLES));
  app.get('/_sandbox/samples/:file', (context) =>
    context.body(makeCaptionedSpeech({ text: 'The VPN is down.', language: 'en-US' }).slice().buffer),
  );
  app.get('/_sandbox/state', (context) => context.json(fake.state));
  app.get('/_sandbox/log', (context) => streamFeed(context, log));
  app.get('/_sandbox/twilio/messages', (context) => context.json(fake.texts));
  app.get('/_sandbox/twilio/calls/:sid/events', (context) => streamFeed(context, calls));
  app.post('/_sandbox/twilio/calls', (context) => {
    calls.past = [];
    return context.json({ sid: CALL_SID }, 201);
  });
  app.post('/_sandbox/twilio/*', (context) => context.json({}));
  app.get('/_sandbox/jira/requests', (context) => context.json(fake.requests));
  app.get('/_sandbox/jira/requests/:key', (context) => {
    const view = fake.views.get(context.req.param('key'));
    return view ? context.json(view) : context.json({ error: 'There is no such request.' }, 404);
  });
  app.post('/_sandbox/jira/*', (context) => context.json({}, 201));
  app.get('/_sandbox/jira/attachments/:id/content', (context) =>
    context.body(makeCaptionedSpeech({ text: 'The VPN is down.', language: 'en-US' }).slice().buffer, 200, {
      'content-type': 'audio/wav',
    }),
  );
  app.use('*', serveStatic({ root: pageDirectory }));

  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      fake.breakStreams();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
