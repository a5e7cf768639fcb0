/**
 * The control API of the OpenAI stand-in, under `/_sandbox/openai`. All bodies and replies are JSON.
 *
 * - `GET /` what it is: `{ standIn, latencyMs, models, faults, replies }`.
 * - `PUT /latency` `{ latencyMs }`: every answer takes this long on the sandbox's clock.
 * - `POST /faults` `{ operation, kind, times?, latencyMs?, retryAfterSeconds?, text? }` makes the next `times` (1)
 *   requests of `operation` (`transcriptions`, `responses`, `models` or `any`, which is the default) go wrong, in the order of posting:
 *   - `rate-limit` 429 with `retry-after` (`retryAfterSeconds`, 1), `quota` 429 without, `server-error` 500,
 *     `invalid-key` 401
 *   - `timeout` no answer (until the client gives up; 504 after ten minutes), `slow` a right answer after `latencyMs`
 *     (5000), `reset` the connection breaks before the answer, `truncated` in the middle of it
 *   - `malformed` 200 with what no client expects: from `responses` a reply whose text is broken JSON, else HTML
 *   - `refusal`, `incomplete` (out of tokens), `content-filter`: how `responses` can end without an answer
 *   - `hallucination`: `transcriptions` hears `text` ("Thank you for watching!") whatever the file holds
 *   `latencyMs` delays any of them.
 * - `GET /faults`, `DELETE /faults`.
 * - `POST /replies` `{ operation: 'responses', output, times? }`: the next replies are exactly `output` (JSON, or a
 *   string that is sent as it is); `{ operation: 'transcriptions', text, languages?, times? }`: the next files are
 *   heard as `text`. `GET /replies`, `DELETE /replies`.
 * - `POST /projects` `{ apiKey, id?, region?, models?, mayListModels?, revoked? }`: what the project of a key is and may;
 *   entered again, it replaces the one before. A key without one is of no region (`global`), with all models.
 *   `GET /projects`, `DELETE /projects`.
 * - `GET /requests` the last 100 requests, oldest first, the audio replaced by its length; `DELETE /requests`.
 */
import { Hono } from 'hono';
import { z } from 'zod';
import { MODELS } from './models';
import { REGIONS } from './regions';

export type Operation = 'transcriptions' | 'responses' | 'models';

const times = z.int().min(1).max(10_000).default(1);
const latencyMs = z.number().min(0);
/** How only one operation can go wrong. */
const OWNER = {
  refusal: 'responses',
  incomplete: 'responses',
  'content-filter': 'responses',
  hallucination: 'transcriptions',
} as const;

const faultSchema = z
  .strictObject({
    operation: z.enum(['transcriptions', 'responses', 'models', 'any']).optional(),
    kind: z.enum([
      'rate-limit',
      'quota',
      'server-error',
      'invalid-key',
      'timeout',
      'slow',
      'reset',
      'truncated',
      'malformed',
      'refusal',
      'incomplete',
      'content-filter',
      'hallucination',
    ]),
    times,
    latencyMs: latencyMs.optional(),
    retryAfterSeconds: z.number().min(0).default(1),
    text: z.string().default('Thank you for watching!'),
  })
  .transform((fault, check) => {
    const owner = fault.kind in OWNER ? OWNER[fault.kind as keyof typeof OWNER] : undefined;
    const operation = fault.operation ?? owner ?? 'any';
    if (owner !== undefined && operation !== owner) {
      check.addIssue({ code: 'custom', path: ['operation'], message: `${fault.kind} is for ${owner}` });
    }
    return { ...fault, operation };
  });

const replySchema = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('responses'), output: z.json(), times }),
  z.strictObject({
    operation: z.literal('transcriptions'),
    text: z.string(),
    languages: z.array(z.string()).optional(),
    times,
  }),
]);

const projectSchema = z.strictObject({
  apiKey: z.string().min(1),
  id: z
    .string()
    .regex(/^proj_\w+$/)
    .optional(),
  region: z.enum(REGIONS).default('global'),
  models: z.array(z.string()).optional(),
  mayListModels: z.boolean().default(true),
  revoked: z.boolean().default(false),
});

export type Project = z.output<typeof projectSchema>;
export type Fault = z.output<typeof faultSchema>;
export type Reply = z.output<typeof replySchema>;

export interface RecordedRequest {
  seq: number;
  /** Milliseconds since the epoch. */
  at: number;
  method: string;
  path: string;
  /** Without the key. */
  headers: Record<string, string>;
  body: unknown;
  /** Absent while it is being answered, and for good when the connection broke. */
  status?: number;
}

/** What the control API sets and the vendor's API uses up. */
export interface ControlState {
  latencyMs: number;
  faults: Fault[];
  replies: Reply[];
  requests: RecordedRequest[];
  projects: Project[];
}

/** Takes the next fault for an operation, if there is one. */
export function takeFault(state: ControlState, operation: Operation): Fault | undefined {
  const fault = state.faults.find((each) => each.operation === operation || each.operation === 'any');
  if (fault) state.faults = spend(state.faults, fault);
  return fault;
}

/** Takes the next canned reply for an operation, if there is one. */
export function takeReply<O extends Reply['operation']>(
  state: ControlState,
  operation: O,
): Extract<Reply, { operation: O }> | undefined {
  const isFor = (reply: Reply): reply is Extract<Reply, { operation: O }> => reply.operation === operation;
  const reply = state.replies.find(isFor);
  if (reply) state.replies = spend<Reply>(state.replies, reply);
  return reply;
}

function spend<T extends { times: number }>(list: T[], item: T): T[] {
  return list.flatMap((each) => {
    if (each !== item) return [each];
    return each.times > 1 ? [{ ...each, times: each.times - 1 }] : [];
  });
}

/** The Hono app of the control API. */
export function createControl(state: ControlState): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    const isInvalid = error instanceof z.ZodError || error instanceof SyntaxError;
    return c.json(
      { error: error instanceof z.ZodError ? z.prettifyError(error) : error.message },
      isInvalid ? 400 : 500,
    );
  });
  app.get('/', (c) => {
    const { latencyMs: latency, faults, replies } = state;
    return c.json({ standIn: true, latencyMs: latency, models: MODELS.map(({ id }) => id), faults, replies });
  });
  app.put('/latency', async (c) => {
    state.latencyMs = z.strictObject({ latencyMs }).parse(await c.req.json()).latencyMs;
    return c.json({ latencyMs: state.latencyMs });
  });
  app.post('/faults', async (c) => {
    const fault = faultSchema.parse(await c.req.json());
    state.faults.push(fault);
    return c.json(fault, 201);
  });
  app.post('/replies', async (c) => {
    const reply = replySchema.parse(await c.req.json());
    state.replies.push(reply);
    return c.json(reply, 201);
  });
  app.post('/projects', async (c) => {
    const project = projectSchema.parse(await c.req.json());
    state.projects = [...state.projects.filter(({ apiKey }) => apiKey !== project.apiKey), project];
    return c.json(project, 201);
  });
  for (const list of ['faults', 'replies', 'requests', 'projects'] as const) {
    app.get(`/${list}`, (c) => c.json(state[list]));
    app.delete(`/${list}`, (c) => {
      state[list] = [];
      return c.body(null, 204);
    });
  }
  return app;
}
