import { z } from 'zod';
import type { Clock } from '../clock';
import type { ForgeQueue } from './queue';

/** https://developer.atlassian.com/platform/forge/limits-async-events/ */
const MOST_EVENTS = 50;
const MOST_PUSH_BYTES = 200 * 1024;
/** Where the consumer may run for longer than 55 seconds. */
const MOST_LONG_EVENT_BYTES = 100 * 1024;
const EVENTS_PER_MINUTE = 500;

export const pushEventSchema = z.object({
  body: z.record(z.string(), z.unknown()),
  delayInSeconds: z.number().min(0).max(900).optional(),
  concurrency: z.object({ key: z.string().min(1), limit: z.number().int().positive() }).optional(),
});
export type PushEvent = z.infer<typeof pushEventSchema>;

const jobSchema = z.object({ queueName: z.string(), jobId: z.string() });
const publishSchema = jobSchema.extend({ payload: z.array(pushEventSchema).min(1).max(MOST_EVENTS) });

/** `@forge/events` reads `message` of most errors and `errorMessage` of some. */
const answerError = (status: number, message: string): Response =>
  Response.json({ message, errorMessage: message }, { status });

function createPushLimit(clock: Clock): (count: number) => boolean {
  let pushes: number[] = [];
  return (count) => {
    pushes = pushes.filter((time) => time > clock.now() - 60_000);
    if (pushes.length + count > EVENTS_PER_MINUTE) return false;
    pushes.push(...Array.from({ length: count }, () => clock.now()));
    return true;
  };
}

/**
 * Answers `POST /webhook/queue/{publish,stats,cancel}/…` as `@forge/events` calls it (its out/queue.js).
 * `action` is the third segment of the path.
 */
export function createQueueApi(queue: ForgeQueue, clock: Clock): (action: string, text: string) => Response {
  const mayPush = createPushLimit(clock);

  function publish(body: unknown): Response {
    const parsed = publishSchema.safeParse(body);
    if (!parsed.success) return answerError(400, z.prettifyError(parsed.error));
    const { queueName, jobId, payload } = parsed.data;
    const consumer = queue.findConsumer(queueName);
    if (consumer === undefined)
      return answerError(400, `The manifest has no consumer for the queue '${queueName}'.`);
    const sizes = payload.map((event) => Buffer.byteLength(JSON.stringify(event)));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (total > MOST_PUSH_BYTES) return answerError(413, 'The maximum payload size is 200KB.');
    if (consumer.limitSeconds > 55 && sizes.some((size) => size > MOST_LONG_EVENT_BYTES)) {
      return answerError(
        413,
        'The maximum payload size is 100KB per event for functions with a timeout over 55 seconds.',
      );
    }
    if (!mayPush(payload.length)) return answerError(429, 'Too many requests.');
    queue.push(queueName, jobId, payload);
    return Response.json({}, { status: 201 });
  }

  function tellStats({ queueName, jobId }: z.infer<typeof jobSchema>): Response {
    const states = queue.listJob(queueName, jobId).map(({ state }) => state);
    if (states.length === 0) return answerError(404, 'Job not found');
    const count = (...wanted: string[]): number => states.filter((state) => wanted.includes(state)).length;
    return Response.json({
      success: count('succeeded'),
      inProgress: count('waiting', 'running'),
      failed: count('failed', 'cancelled'),
    });
  }

  return (action, text) => {
    const body: unknown = JSON.parse(text);
    if (action === 'publish') return publish(body);
    const job = jobSchema.safeParse(body);
    if (!job.success) return answerError(400, z.prettifyError(job.error));
    if (action === 'stats') return tellStats(job.data);
    if (action !== 'cancel') return answerError(501, `The sandbox has no queue action '${action}'.`);
    const cancelled = queue.cancel(job.data.queueName, job.data.jobId);
    return cancelled ? new Response(null, { status: 204 }) : answerError(404, 'Job not found');
  };
}
