import { beforeAll, describe, expect, it } from 'vitest';
import type { SeenCrossing } from '../chaos/small-world';
import { answerAs, askAdmin, breakOpenAi, changeLine } from './bench';
import {
  buildApp,
  type FaultWorld,
  HOUR,
  inWorld,
  isTranscription,
  MATTER,
  MINUTE,
  propertyIn,
  refuse,
  SECOND,
} from './fault-bench';

beforeAll(buildApp, 180_000);

const AGENT = '5b10a2844c20165700ede21g';
const isOpenAi = ({ kind }: SeenCrossing): boolean => kind === 'openai';
const out = (seen: SeenCrossing) => (isOpenAi(seen) ? refuse(503) : undefined);

/** What every request holds that was completed, or never had to be. */
async function expectWhole({ onlyRequest, states, texts }: FaultWorld): Promise<void> {
  const request = await onlyRequest();
  expect(states()).toEqual(['closed']);
  expect(request.summary).toMatch(/label printer/i);
  expect(request.description?.text).toContain(MATTER);
  expect(request.description?.text).not.toMatch(/pending/i);
  expect(request.comments.filter(({ text }) => text.includes(MATTER))).toHaveLength(1);
  expect(request.comments.every((comment) => !comment.public)).toBe(true);
  expect(propertyIn(request)).not.toHaveProperty('gap');
  expect(texts()).toHaveLength(1);
}

describe('OpenAI is out for two hours', () => {
  it.each([
    ['attach', 1, 0],
    ['provider', 0, 1],
    ['delete', 0, 1],
  ] as const)(
    'recording %s: filed within five minutes, “transcript pending”, and completed in place',
    (recording, attached, links) =>
      inWorld(async (world) => {
        const { breakWith, call, wait, onlyRequest, sandbox } = world;
        await changeLine(sandbox, { recording });
        breakWith(out);
        const { hungUpAt } = await call();
        await wait(5 * MINUTE);
        const pending = await onlyRequest();
        expect(pending.created - hungUpAt).toBeLessThan(5 * MINUTE);
        expect(pending.description?.text).toMatch(/transcript pending/i);
        expect(propertyIn(pending)).toMatchObject({ gap: 'transcript-pending' });
        expect(pending.attachments).toHaveLength(attached);
        expect(pending.comments.filter(({ text }) => /Recordings\/RE/.test(text))).toHaveLength(links);
        await wait(2 * HOUR);
        breakWith(undefined);
        await wait(15 * MINUTE);
        await expectWhole(world);
        const whole = await onlyRequest();
        expect(whole.key).toBe(pending.key);
        expect(whole.attachments).toHaveLength(attached);
      }),
  );

  it('keeps what an agent has written meanwhile; what was said is in the comment', () =>
    inWorld(async ({ breakWith, call, wait, onlyRequest, sandbox }) => {
      breakWith(out);
      await call();
      await wait(5 * MINUTE);
      const { key } = await onlyRequest();
      const paragraph = { type: 'paragraph', content: [{ type: 'text', text: 'I rang them back.' }] };
      const fields = {
        summary: 'Printer, see my notes',
        description: { type: 'doc', version: 1, content: [paragraph] },
      };
      const edited = await sandbox.network.send(
        new Request(`https://sandbox.atlassian.net/rest/api/3/issue/${key}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json', 'x-sandbox-account': AGENT },
          body: JSON.stringify({ fields }),
        }),
      );
      expect(edited.status).toBe(204);
      breakWith(undefined);
      await wait(15 * MINUTE);
      const request = await onlyRequest();
      expect(request.summary).toBe('Printer, see my notes');
      expect(request.description?.text).toBe('I rang them back.');
      expect(request.comments).toHaveLength(1);
      expect(request.comments[0]?.text).toContain(MATTER);
      expect(propertyIn(request)).not.toHaveProperty('gap');
    }));

  it(
    'costs few requests, however many calls wait',
    () =>
      inWorld(async ({ breakWith, callMany, wait, asked, requests, states }) => {
        breakWith(out);
        const begun = asked.length;
        await callMany(50);
        await wait(2 * HOUR);
        const count = asked.slice(begun).filter(isOpenAi).length;
        expect(count).toBeGreaterThan(3);
        expect(count).toBeLessThan(100);
        expect(await requests()).toHaveLength(50);
        breakWith(undefined);
        await wait(30 * MINUTE);
        expect(states().filter((state) => state !== 'closed')).toEqual([]);
      }),
    60_000,
  );
});

describe('OpenAI does not let the app in', () => {
  it.each([
    ['the key is invalid', 401, 'invalid_api_key'],
    ['the quota is used up', 429, 'insufficient_quota'],
  ])('%s: filed without, and completed when an admin has entered a new key', (_, status, code) =>
    inWorld(async (world) => {
      const { breakWith, call, wait, onlyRequest, sandbox } = world;
      let isCured = false;
      breakWith((seen) =>
        isOpenAi(seen) && !isCured ? refuse(status, { error: { message: 'No.', code } }) : undefined,
      );
      await call();
      await wait(5 * MINUTE);
      expect((await onlyRequest()).description?.text).toMatch(/transcript pending/i);
      await wait(3 * HOUR);
      expect((await onlyRequest()).description?.text).toMatch(/transcript pending/i);
      expect(await askAdmin(sandbox, 'getSetup')).toMatchObject({
        value: { outages: [{ service: 'openai' }] },
      });
      isCured = true;
      const saved = await askAdmin(sandbox, 'saveOpenAi', { apiKey: 'sk-sandbox-11111111111111111111' });
      expect(saved).toMatchObject({ ok: true, value: { outages: [] } });
      await wait(10 * MINUTE);
      await expectWhole(world);
    }),
  );
});

describe('OpenAI can not make anything of a recording', () => {
  it('unreadable (400): filed at once, “no transcript could be made”, with the recording', () =>
    inWorld(async ({ breakWith, call, wait, onlyRequest, states }) => {
      const body = {
        error: { message: 'Audio file might be corrupted or unsupported', code: 'invalid_value' },
      };
      breakWith((seen) => (isTranscription(seen) ? refuse(400, body) : undefined));
      const { hungUpAt } = await call();
      await wait(5 * MINUTE);
      const request = await onlyRequest();
      expect(request.created - hungUpAt).toBeLessThan(MINUTE);
      expect(request.description?.text).toMatch(/No transcript could be made.*listen/is);
      expect(request.attachments).toHaveLength(1);
      expect(propertyIn(request)).toMatchObject({ gap: 'no-transcript' });
      expect(states()).toEqual(['closed']);
    }));

  it('without words: the request says so and holds the recording', () =>
    inWorld(async ({ sandbox, call, wait, onlyRequest }) => {
      await answerAs(sandbox, { operation: 'transcriptions', text: '' });
      await call();
      await wait(MINUTE);
      const request = await onlyRequest();
      expect(request.description?.text).toMatch(/No words/);
      expect(request.attachments).toHaveLength(1);
    }));
});

describe('OpenAI can not say what the words mean', () => {
  it.each(['refusal', 'incomplete', 'content-filter'])(
    '%s: the request holds the words, “not analysed”',
    (kind) =>
      inWorld(async ({ sandbox, call, wait, onlyRequest, states }) => {
        await breakOpenAi(sandbox, { operation: 'responses', kind });
        await call();
        await wait(MINUTE);
        const request = await onlyRequest();
        expect(states()).toEqual(['closed']);
        expect(request.description?.text).toMatch(/not analysed/i);
        expect(request.description?.text).toContain(MATTER);
        expect(request.summary).toContain('label printer');
        expect(propertyIn(request)).toMatchObject({ gap: 'not-analysed' });
      }),
  );

  it.each(['malformed', 'quota', 'invalid-key'])(
    '%s for twenty minutes: the request holds the words, “analysis pending”, and is completed in place',
    (kind) =>
      inWorld(async (world) => {
        const { sandbox, call, wait, onlyRequest } = world;
        await breakOpenAi(sandbox, { operation: 'responses', kind, times: 1000 });
        await call();
        await wait(5 * MINUTE);
        const pending = await onlyRequest();
        expect(pending.description?.text).toMatch(/analysis pending/i);
        expect(pending.description?.text).toContain(MATTER);
        expect(propertyIn(pending)).toMatchObject({ gap: 'analysis-pending' });
        await wait(15 * MINUTE);
        await sandbox.openai.control.request('/faults', { method: 'DELETE' });
        await wait(HOUR);
        await expectWhole(world);
      }),
  );
});

describe('OpenAI stumbles', () => {
  it.each(['server-error', 'rate-limit', 'reset', 'truncated', 'malformed', 'timeout'])(
    '%s: the call is tried again, and whole within five minutes',
    (kind) =>
      inWorld(async (world) => {
        await breakOpenAi(world.sandbox, { operation: 'transcriptions', kind });
        const { hungUpAt } = await world.call();
        await world.wait(5 * MINUTE);
        await expectWhole(world);
        expect((await world.onlyRequest()).created - hungUpAt).toBeLessThan(5 * MINUTE);
      }),
  );

  it('asks for patience: nothing is asked before', () =>
    inWorld(async (world) => {
      const { breakWith, call, wait, asked } = world;
      let refusedAt: number | undefined;
      breakWith((seen) => {
        if (!isTranscription(seen) || refusedAt !== undefined) return undefined;
        refusedAt = world.sandbox.clock.now();
        return refuse(429, { error: { code: 'rate_limit_exceeded' } }, { 'retry-after': '80' });
      });
      await call();
      await wait(10 * MINUTE);
      const [first, second] = asked.filter(isTranscription);
      expect(first?.at).toBe(refusedAt);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(80 * SECOND);
      await expectWhole(world);
    }));
});
