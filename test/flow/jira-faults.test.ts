import { beforeAll, describe, expect, it } from 'vitest';
import type { SeenCrossing } from '../chaos/small-world';
import { askAdmin, breakJira } from './bench';
import {
  buildApp,
  DAY,
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

const isJira = ({ kind }: SeenCrossing): boolean => kind === 'jira';
/** The admin page goes on: whether somebody is an admin can only be asked of Jira. */
const out = (seen: SeenCrossing) => (isJira(seen) && seen.by === 'jobs' ? refuse(503) : undefined);
const CREATE = { method: 'POST', path: '/rest/servicedeskapi/request$' };

async function expectWhole({ onlyRequest, states, texts }: FaultWorld): Promise<void> {
  const request = await onlyRequest();
  expect(states()).toEqual(['closed']);
  expect(request.comments.map(({ text }) => text)).toEqual([expect.stringContaining(MATTER)]);
  expect(request.attachments).toHaveLength(1);
  expect(propertyIn(request)).toHaveProperty('callId');
  expect(texts()).toEqual([expect.stringContaining(request.key)]);
}

describe('Jira is out', () => {
  it('for six hours: the call waits, the admin is told, and it is filed after', () =>
    inWorld(async (world) => {
      const { breakWith, call, wait, requests, sandbox } = world;
      breakWith(out);
      await call();
      await wait(6 * HOUR);
      expect(await requests()).toEqual([]);
      const held = await askAdmin(sandbox, 'listCalls', { show: 'waiting' });
      expect(held).toMatchObject({ value: { calls: [{ waiting: { service: 'jira' } }] } });
      breakWith(undefined);
      // Who is an admin can only be asked of Jira, so the page itself is out with it.
      expect(await askAdmin(sandbox, 'getSetup')).toMatchObject({
        value: { outages: [{ service: 'jira' }] },
      });
      await wait(15 * MINUTE);
      await expectWhole(world);
    }));

  it(
    'for longer than a week: the call is parked with words, listed, and filed at one click',
    () =>
      inWorld(async (world) => {
        const { breakWith, call, wait, waitLong, states, sandbox } = world;
        breakWith(out);
        await call();
        await waitLong(6.5 * DAY);
        expect(states()).toEqual(['understood']);
        await waitLong(1.5 * DAY);
        expect(states()).toEqual(['parked']);
        const held = await askAdmin(sandbox, 'listCalls', { show: 'waiting' });
        expect(held).toMatchObject({
          value: { calls: [{ reason: expect.stringMatching(/within a week/) }] },
        });
        breakWith(undefined);
        await wait(HOUR);
        expect(states()).toEqual(['parked']);
        expect(await askAdmin(sandbox, 'retryParkedCalls')).toMatchObject({ ok: true });
        await wait(20 * MINUTE);
        const request = await world.onlyRequest();
        expect(states()).toEqual(['closed']);
        expect(request.comments).toHaveLength(1);
        expect(world.texts()).toHaveLength(1);
      }),
    90_000,
  );

  it(
    'costs few requests, however many calls wait',
    () =>
      inWorld(async ({ breakWith, callMany, wait, asked, requests }) => {
        breakWith(out);
        const begun = asked.length;
        await callMany(50);
        await wait(2 * HOUR);
        const count = asked.slice(begun).filter(isJira).length;
        expect(count).toBeGreaterThan(3);
        expect(count).toBeLessThan(100);
        breakWith(undefined);
        await wait(30 * MINUTE);
        expect(await requests()).toHaveLength(50);
      }),
    60_000,
  );

  it('and asks for patience: nothing is asked before', () =>
    inWorld(async (world) => {
      const { breakWith, call, wait, asked, sandbox } = world;
      let refused = false;
      breakWith((seen) => {
        if (!isCreate(seen) || refused) return undefined;
        refused = true;
        return refuse(429, {}, { 'retry-after': '200' });
      });
      await call();
      await wait(15 * MINUTE);
      const [first, second] = asked.filter(isCreate);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(200 * SECOND);
      expect(sandbox.clock.now() - (second?.at ?? 0)).toBeGreaterThan(0);
      await expectWhole(world);
    }));
});

describe("Jira's answer to the create", () => {
  it.each([
    ['gets lost', { kind: 'answer-lost' }],
    ['is an error, though the request was made', { kind: 'answer-lost', status: 500 }],
    ['can not be read', { kind: 'malformed' }],
    ['breaks off', { kind: 'truncated' }],
    ['is a 503', { kind: 'status', status: 503 }],
    ['does not come', { kind: 'timeout', delayMs: 60_000 }],
  ])('%s: there is one request in the end', (_, fault) =>
    inWorld(async (world) => {
      await breakJira(world.sandbox, { ...fault, match: CREATE });
      await world.call();
      await world.wait(20 * MINUTE);
      await expectWhole(world);
    }),
  );

  it('can never be read: the call is parked and says where to look, and nothing is made twice', () =>
    inWorld(async ({ breakWith, call, waitLong, requests, states, sandbox }) => {
      const html = () => new Response('<html>upstream</html>', { headers: { 'content-type': 'text/html' } });
      breakWith((seen) =>
        isCreate(seen) || seen.path.endsWith('/search/jql')
          ? { do: 'answer-instead', response: html() }
          : undefined,
      );
      await call();
      await waitLong(1.5 * DAY);
      expect(states()).toEqual(['parked']);
      expect(await requests()).toHaveLength(1);
      expect(await askAdmin(sandbox, 'listCalls', { show: 'waiting' })).toMatchObject({
        value: { calls: [{ reason: expect.stringMatching(/look for reference/i) }] },
      });
    }));
});

describe('Jira does not let the app in (403)', () => {
  it('is tried for ten minutes, then parked with what to do, and filed at one click', () =>
    inWorld(async (world) => {
      const { breakWith, call, wait, states, sandbox } = world;
      breakWith((seen) => (isCreate(seen) ? refuse(403) : undefined));
      await call();
      await wait(9 * MINUTE);
      expect(states()).toEqual(['understood']);
      await wait(3 * MINUTE);
      expect(states()).toEqual(['parked']);
      const held = await askAdmin(sandbox, 'listCalls', { show: 'waiting' });
      expect(held).toMatchObject({
        value: { calls: [{ reason: expect.stringMatching(/Give the app access/) }] },
      });
      breakWith(undefined);
      await askAdmin(sandbox, 'retryParkedCalls');
      await wait(15 * MINUTE);
      await expectWhole(world);
    }));
});

describe('Jira refuses what is in the request (400)', () => {
  const refusal = { errorMessages: [], errors: { customfield_10100: 'Field can not be set.' } };

  it('is asked once more with required fields only', () =>
    inWorld(async (world) => {
      let refused = 0;
      world.breakWith((seen) => (isCreate(seen) && refused++ === 0 ? refuse(400, refusal) : undefined));
      await world.call();
      await world.wait(5 * MINUTE);
      expect(world.asked.filter(isCreate)).toHaveLength(2);
      await expectWhole(world);
    }));

  it('parks the call with the reason when that is refused too, and files it at one click', () =>
    inWorld(async (world) => {
      const { breakWith, call, wait, states, asked, sandbox } = world;
      breakWith((seen) => (isCreate(seen) ? refuse(400, refusal) : undefined));
      await call();
      await wait(5 * MINUTE);
      expect(states()).toEqual(['parked']);
      expect(asked.filter(isCreate)).toHaveLength(2);
      const held = await askAdmin(sandbox, 'listCalls', { show: 'waiting' });
      expect(held).toMatchObject({
        value: { calls: [{ reason: expect.stringMatching(/did not take.*required fields/s) }] },
      });
      breakWith(undefined);
      await askAdmin(sandbox, 'retryParkedCalls');
      await wait(15 * MINUTE);
      await expectWhole(world);
    }));
});

describe('one step after filing', () => {
  it.each([
    ['429 on the comment', { kind: 'rate-limit', retryAfter: 1, match: { path: '/comment$' } }],
    ['500 on the attachment', { kind: 'status', status: 500, match: { path: '/attachments$' } }],
    ['500 on the property', { kind: 'status', status: 500, match: { path: '/properties/' } }],
    ["the comment's answer lost", { kind: 'answer-lost', match: { path: '/comment$' } }],
    ["the attachment's answer lost", { kind: 'answer-lost', match: { path: '/attachments$' } }],
  ])('%s: nothing is missing in the end, nothing is there twice', (_, fault) =>
    inWorld(async (world) => {
      await breakJira(world.sandbox, fault);
      await world.call();
      await world.wait(15 * MINUTE);
      await expectWhole(world);
    }),
  );

  it('can never succeed: it is noted with what to do, and the others are taken', () =>
    inWorld(async ({ breakWith, call, wait, onlyRequest, states, texts, sandbox }) => {
      breakWith((seen) => (seen.path.endsWith('/attachments') ? refuse(413) : undefined));
      await call();
      await wait(10 * MINUTE);
      const request = await onlyRequest();
      expect(request.attachments).toEqual([]);
      expect(request.comments.filter(({ text }) => text.includes(MATTER))).toHaveLength(1);
      expect(texts()).toHaveLength(1);
      expect(states()).toEqual(['parked']);
      expect(await askAdmin(sandbox, 'listCalls', { show: 'waiting' })).toMatchObject({
        value: {
          calls: [
            { issueKey: request.key, reason: expect.stringMatching(/recording could not be attached/i) },
          ],
        },
      });
    }));
});
