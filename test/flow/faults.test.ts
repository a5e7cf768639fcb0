import { beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import type { SeenCrossing } from '../chaos/small-world';
import { askAdmin } from './bench';
import {
  buildApp,
  type FaultWorld,
  HOUR,
  inWorld,
  isCreate,
  MATTER,
  MINUTE,
  propertyIn,
  refuse,
  SECOND,
} from './fault-bench';

beforeAll(buildApp, 180_000);

const isMedia = ({ kind, path }: SeenCrossing): boolean => kind === 'twilio' && path.endsWith('.wav');

/** One of each, whatever went wrong. */
async function expectWhole({ onlyRequest, states, texts }: FaultWorld): Promise<void> {
  const request = await onlyRequest();
  expect(states()).toEqual(['closed']);
  expect(request.comments.filter(({ text }) => text.includes(MATTER))).toHaveLength(1);
  expect(request.attachments).toHaveLength(1);
  expect(propertyIn(request)).not.toHaveProperty('gap');
  expect(texts()).toHaveLength(1);
}

describe('the recording is not ready at Twilio', () => {
  it.each([
    ['for twenty seconds', 20 * SECOND],
    ['for twenty minutes', 20 * MINUTE],
  ])('%s: the request is whole in the end', (_, mediaDelayMs) =>
    inWorld(async (world) => {
      world.sandbox.twilio.setFaults({ mediaDelayMs });
      const { hungUpAt } = await world.call();
      await world.wait(5 * MINUTE);
      expect((await world.onlyRequest()).created - hungUpAt).toBeLessThan(5 * MINUTE);
      await world.wait(2 * HOUR);
      await expectWhole(world);
    }),
  );

  it.each([
    ['an error', () => refuse(500)],
    ['nothing', () => ({ do: 'reset' }) as const],
    ['an empty file', () => ({ do: 'refuse', response: new Response('') }) as const],
    ['a page', () => ({ do: 'refuse', response: new Response('<html>We will be back.</html>') }) as const],
    ['half of it', () => ({ do: 'cut' }) as const],
  ])('%s comes in its place: it is fetched again', (_, verdict) =>
    inWorld(async (world) => {
      let bad = 0;
      world.breakWith((seen) => (isMedia(seen) && bad++ < 2 ? verdict() : undefined));
      await world.call();
      await world.wait(10 * MINUTE);
      expect(bad).toBeGreaterThan(2);
      await expectWhole(world);
    }),
  );
});

describe('a webhook or a queue event', () => {
  it('comes twice, even at once: nothing happens twice', () =>
    inWorld(async (world) => {
      world.sandbox.twilio.setFaults({ duplicateWebhooks: 9 });
      world.sandbox.forge.faults.queue({ events: 9, duplicates: 2 });
      await world.call();
      await world.wait(15 * MINUTE);
      await expectWhole(world);
      expect(world.asked.filter(isCreate)).toHaveLength(1);
    }));
});

describe('a worker dies', () => {
  it('another takes the call over when its lease has run out, and has let it rest', () =>
    inWorld(async (world) => {
      let died = false;
      world.breakWith((seen) => {
        if (!isCreate(seen) || died) return undefined;
        died = true;
        return { do: 'kill-after' };
      });
      await world.call();
      await world.wait(15 * MINUTE);
      expect(died).toBe(true);
      await expectWhole(world);
      expect(world.asked.filter(isCreate)).toHaveLength(1);
    }));
});

describe('the store is out', () => {
  const isStore = ({ kind }: SeenCrossing): boolean => kind === 'kvs';

  it('while a call comes in: the fallback takes it, and it is filed afterwards', () =>
    inWorld(async (world) => {
      const { sandbox, breakWith, call, wait } = world;
      const setup = await askAdmin(sandbox, 'getSetup');
      await askAdmin(sandbox, 'connectNumber', { lineId: setup.value?.lines[0]?.id });
      breakWith((seen) => (isStore(seen) ? refuse(503) : undefined));
      const { events } = await call();
      expect(JSON.stringify(events)).toContain(wordsOf('en').spoken.outage);
      await wait(5 * MINUTE);
      breakWith(undefined);
      await wait(2 * HOUR);
      await expectWhole(world);
    }));

  it('for writes only: the caller is recorded and filed all the same', () =>
    inWorld(async (world) => {
      const { breakWith, call, wait } = world;
      breakWith((seen) =>
        isStore(seen) && seen.by === 'phone' && /transaction$|\/set$/.test(seen.path)
          ? refuse(503)
          : undefined,
      );
      const { events } = await call();
      expect(events.map(({ kind }) => kind)).toContain('recording-ended');
      breakWith(undefined);
      await wait(2 * HOUR);
      await expectWhole(world);
    }));
});

describe('intake is paused', () => {
  it('new callers hear so and are not recorded; what was under way is filed', () =>
    inWorld(async (world) => {
      const { sandbox, breakWith, call, wait, requests, states } = world;
      breakWith((seen) => (seen.kind === 'openai' ? refuse(503) : undefined));
      await call();
      expect(await askAdmin(sandbox, 'pauseIntake')).toMatchObject({ ok: true });
      breakWith(undefined);
      const { events } = await call('+15125550199');
      expect(JSON.stringify(events)).toContain(wordsOf('en').spoken.paused);
      expect(events.map(({ kind }) => kind)).not.toContain('recording-started');
      await wait(30 * MINUTE);
      await expectWhole(world);
      expect(await askAdmin(sandbox, 'resumeIntake')).toMatchObject({ ok: true });
      await call('+15125550199');
      await wait(5 * MINUTE);
      expect(await requests()).toHaveLength(2);
      expect(states()).toEqual(['closed', 'closed']);
    }));
});
