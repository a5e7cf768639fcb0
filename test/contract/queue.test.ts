import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { fileAllLater, fileLater, reconcileLater } from '../../src/services/queue';

const Pushed = z.object({ payload: z.array(z.unknown()) });
const id = (index: number) => `CA${String(index).padStart(32, '0')}`;
const event = (callId: string) => ({
  body: { kind: 'file-call', callId },
  concurrency: { key: `call-${callId}`, limit: 1 },
});

/** What was pushed at once; and how the queue answers, 201 unless it is told. */
let pushes: unknown[][];
let answers: Response[];
beforeEach(() => {
  pushes = [];
  answers = [];
  Object.assign(globalThis, {
    __forge_fetch__: async (_: unknown, __: string, { body }: { body: string }) => {
      pushes.push(Pushed.parse(JSON.parse(body)).payload);
      return answers.shift() ?? new Response('{}', { status: 201 });
    },
  });
});

it('queues a call, and a look through the records, each with a key of its own', async () => {
  expect(await fileLater(id(1))).toEqual({ ok: true, value: undefined });
  await fileLater(id(2), 5);
  await reconcileLater(30);
  expect(pushes).toEqual([
    [event(id(1))],
    [{ ...event(id(2)), delayInSeconds: 5 }],
    [{ body: { kind: 'reconcile' }, concurrency: { key: 'reconcile', limit: 1 }, delayInSeconds: 30 }],
  ]);
});

it('queues many with one push for fifty', async () => {
  const ids = Array.from({ length: 101 }, (_, index) => id(index));
  expect(await fileAllLater(ids)).toEqual({ queued: 101 });
  expect(pushes.map((push) => push.length)).toEqual([50, 50, 1]);
  expect(pushes.flat()).toEqual(ids.map(event));
  expect(await fileAllLater([])).toEqual({ queued: 0 });
  expect(pushes).toHaveLength(3);
});

it('says how many are queued where the queue takes no more', async () => {
  answers = [new Response('{}', { status: 201 }), new Response('{}', { status: 429 })];
  const ids = Array.from({ length: 170 }, (_, index) => id(index));
  expect(await fileAllLater(ids)).toEqual({
    queued: 50,
    failure: expect.objectContaining({ kind: 'unavailable', service: 'forge' }),
  });
  expect(pushes).toHaveLength(2);
});
