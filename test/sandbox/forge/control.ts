/**
 * The host's control API, mounted at `/_sandbox/forge`. Bodies and answers are JSON; a wrong body gets 400 with `{error}`.
 *
 * - `GET /functions` → `[{ key, module, exportName, timeoutSeconds, bundleBytes, warm }]`
 * - `GET /web-triggers` → `[{ key, url, localPath }]`; `url` is what the platform publishes and what a caller signs,
 *   `localPath` where this server answers it
 * - `POST /invoke` `{ moduleKey, functionKey, payload?, accountId, locale?, extension? }` → `{ result }`, or 500 `{ error }`
 * - `POST /context` `{ moduleKey, accountId, locale?, extension? }` → `{ title, context }` of a UI Kit module, or 500
 * - `GET /schedules` → `{ running, triggers: [{ key, interval }] }`; `PUT /schedules` `{ running }` starts or stops them
 * - `POST /schedules/:key/run` → `{ outcome, error? }`
 * - `POST /lifecycle/:event` for `installed`, `upgraded`, `uninstalling` → 204 when the app has handled it
 * - `POST /events` `{ eventType, payload }` → 204: a product event, as the product sends it
 * - `GET /store` → `{ items: [{ entity?, key, value, createdAt, updatedAt, expireTime? }], secrets: [key] }`, read-only
 * - `GET /queue` → `[{ id, queue, job, body, state, due, enqueued, retryCount, retryReason }]`
 * - `POST /queue/:key/push` `{ events: [{ body, delayInSeconds?, concurrency?: { key, limit } }] }` → 201 `{ jobId }`
 * - `GET /invocations` → `[{ id, functionKey, moduleKey, startedAt, ms?, outcome?, error? }]`, the newest 500
 * - `POST /faults` `{ kvs?: { calls, status, afterwards?, path? }, queue?: { events, duplicates?, delayMs? } }` → 204
 * - `PUT /lags` `{ query?, deletion? }` (ms) → both; `PUT /license` `{ license: {…} | null }` → 204
 */
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import type { ForgeHost } from './host-interface';
import type { Ids } from './ids';
import { LIFECYCLE_EVENTS } from './lifecycle';
import { pushEventSchema } from './queue-api';

const placeSchema = z.object({
  moduleKey: z.string(),
  accountId: z.string(),
  locale: z.string().optional(),
  extension: z.record(z.string(), z.unknown()).optional(),
});
const invokeSchema = placeSchema.extend({ functionKey: z.string(), payload: z.unknown().optional() });
const eventSchema = z.object({ eventType: z.string(), payload: z.record(z.string(), z.unknown()) });
const pushSchema = z.object({ events: z.array(pushEventSchema).min(1).max(50) });
const schedulesSchema = z.object({ running: z.boolean() });
const faultsSchema = z.object({
  kvs: z
    .object({
      calls: z.number().int().positive(),
      status: z.number().int().min(400).max(599),
      afterwards: z.boolean().default(false),
      path: z.string().default(''),
    })
    .optional(),
  queue: z
    .object({
      events: z.number().int().positive(),
      duplicates: z.number().int().min(0).default(0),
      delayMs: z.number().min(0).default(0),
    })
    .optional(),
});
const lagsSchema = z.object({ query: z.number().min(0).optional(), deletion: z.number().min(0).optional() });
const licenseSchema = z.object({ license: z.record(z.string(), z.unknown()).nullable() });

type Host = Omit<ForgeHost, 'control'>;

async function readBody<T>(request: { json(): Promise<unknown> }, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await request.json().catch(() => undefined));
  if (!parsed.success) throw new HTTPException(400, { message: z.prettifyError(parsed.error) });
  return parsed.data;
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function addViews(app: Hono, host: Host): void {
  app.get('/functions', (c) => {
    const warm = host.countInstances();
    const functions = [...host.manifest.functions.values()].map(
      ({ key, module, exportName, timeoutSeconds }) => ({
        key,
        module,
        exportName,
        timeoutSeconds: timeoutSeconds ?? 55,
        bundleBytes: host.bundleSizes[module],
        warm: warm[module] ?? 0,
      }),
    );
    return c.json(functions);
  });
  app.get('/web-triggers', (c) =>
    c.json(host.listWebTriggers().map(({ key, url, localPath }) => ({ key, url, localPath }))),
  );
  app.get('/invocations', (c) => c.json(host.listInvocations()));
  app.get('/queue', (c) =>
    c.json(
      host.queue.list().map(({ id, queue, job, body, state, due, enqueued, retryCount, retryReason }) => {
        const parsed: unknown = JSON.parse(body);
        return { id, queue, job, body: parsed, state, due, enqueued, retryCount, retryReason };
      }),
    ),
  );
  app.get('/store', (c) => {
    const fields = ['CREATED_AT', 'UPDATED_AT', 'EXPIRE_TIME'] as const;
    const items = host.store.items.list().map((item) => ({
      ...(item.entity === '' ? {} : { entity: item.entity }),
      ...host.store.describe(item, [...fields]),
    }));
    return c.json({ items, secrets: host.store.secrets.names() });
  });
  app.get('/schedules', (c) => {
    const triggers = host.manifest.modules.scheduledTrigger.map(({ key, interval }) => ({ key, interval }));
    return c.json({ running: host.schedules.isRunning(), triggers });
  });
}

function addInvocations(app: Hono, host: Host, ids: Ids): void {
  app.post('/invoke', async (c) => {
    const { payload, ...call } = await readBody(c.req, invokeSchema);
    try {
      return c.json({ result: (await host.invokeResolver({ ...call, payload })) ?? null });
    } catch (error) {
      return c.json({ error: describe(error) }, 500);
    }
  });
  app.post('/context', async (c) => c.json(await host.ui.describe(await readBody(c.req, placeSchema))));
  app.post('/schedules/:key/run', async (c) => {
    const key = c.req.param('key');
    if (!host.manifest.modules.scheduledTrigger.some((trigger) => trigger.key === key))
      return c.json({ error: 'unknown' }, 404);
    const outcome = await host.runSchedule(key);
    return c.json({ outcome: outcome.kind, ...('error' in outcome ? { error: outcome.error.message } : {}) });
  });
  app.post('/lifecycle/:event', async (c) => {
    const event = z.enum(LIFECYCLE_EVENTS).safeParse(c.req.param('event'));
    if (!event.success) return c.json({ error: `One of ${LIFECYCLE_EVENTS.join(', ')}` }, 404);
    await host.runLifecycle(event.data);
    return c.body(null, 204);
  });
  app.post('/events', async (c) => {
    const { eventType, payload } = await readBody(c.req, eventSchema);
    await host.emit(eventType, payload);
    return c.body(null, 204);
  });
  app.post('/queue/:key/push', async (c) => {
    const queue = c.req.param('key');
    const { events } = await readBody(c.req, pushSchema);
    if (host.queue.findConsumer(queue) === undefined)
      return c.json({ error: `No consumer of '${queue}'` }, 404);
    const jobId = ids.uuid();
    host.queue.push(queue, jobId, events);
    return c.json({ jobId }, 201);
  });
}

function addSettings(app: Hono, host: Host): void {
  app.put('/schedules', async (c) => {
    const { running } = await readBody(c.req, schedulesSchema);
    if (running) host.schedules.start();
    else host.schedules.stop();
    return c.json({ running });
  });
  app.post('/faults', async (c) => {
    const { kvs, queue } = await readBody(c.req, faultsSchema);
    if (kvs !== undefined) host.faults.kvs(kvs);
    if (queue !== undefined) host.faults.queue(queue);
    return c.body(null, 204);
  });
  app.put('/lags', async (c) => {
    const { query = host.lags.query, deletion = host.lags.deletion } = await readBody(c.req, lagsSchema);
    Object.assign(host.lags, { query, deletion });
    return c.json(host.lags);
  });
  app.put('/license', async (c) => {
    const { license } = await readBody(c.req, licenseSchema);
    host.setLicense(license ?? undefined);
    return c.body(null, 204);
  });
}

export function createControl(host: Host, ids: Ids): Hono {
  const app = new Hono();
  addViews(app, host);
  addInvocations(app, host, ids);
  addSettings(app, host);
  app.onError((error, c) =>
    c.json({ error: describe(error) }, error instanceof HTTPException ? error.status : 500),
  );
  return app;
}
