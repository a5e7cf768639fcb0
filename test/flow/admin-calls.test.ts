import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CallReport } from '../sandbox/place-call';
import type { Sandbox } from '../sandbox/sandbox';
import { appLog, askAdmin, CALLER, callSaying, changeLine, openSandbox } from './bench';

const WORDS =
  'The printer on the second floor shows error 41 and does not print. Please call me back tomorrow.';

const Row = z.object({
  id: z.string(),
  usd: z.number(),
  issueKey: z.string().optional(),
  lineId: z.string(),
});
const Page = z.object({ calls: z.array(Row), cursor: z.string().optional() });
const Detail = z.object({
  call: Row,
  costs: z.array(z.object({ item: z.string(), quantity: z.number(), usd: z.number() })),
  entries: z.array(z.object({ action: z.string() })),
});
const Requests = z.object({ requests: z.array(z.object({ key: z.string() })) });
const Trial = z.object({
  stages: z.array(
    z.object({ name: z.string(), ms: z.number(), usd: z.number(), problem: z.string().optional() }),
  ),
  transcript: z.object({ text: z.string(), language: z.string() }).optional(),
  recap: z.string().optional(),
  questions: z.array(z.string()),
  request: z.object({ key: z.string().optional(), summary: z.string(), description: z.string() }).optional(),
  text: z.string().optional(),
});
const Setup = z.object({ triedAt: z.number().optional(), lines: z.array(z.object({ id: z.string() })) });

/** What an admin sees of calls, through the page's own resolver and the bundles that Forge would deploy. */
describe('calls on the admin page', () => {
  let sandbox: Sandbox;
  let report: CallReport;
  let lineId: string;

  const ask = async <T>(schema: z.ZodType<T>, key: string, payload: unknown = {}): Promise<T> => {
    const answer = await askAdmin(sandbox, key, payload);
    if (!answer.ok) throw new Error(answer.error?.message);
    return schema.parse(answer.value);
  };
  const requests = async () =>
    Requests.parse(await (await sandbox.jira.control.request('/requests')).json()).requests;
  const textsSent = () => JSON.stringify(sandbox.log.list().filter(({ source }) => source === 'twilio'));
  const stored = async () => await (await sandbox.forge.control.request('/store')).text();

  beforeAll(async () => {
    sandbox = await openSandbox();
    await changeLine(sandbox, { recap: false });
    const [line] = (await ask(Setup, 'getSetup')).lines;
    lineId = line?.id ?? '';
  }, 180_000);
  afterAll(() => sandbox.close());

  it('does not know of a test call before there was one', async () => {
    expect((await ask(Setup, 'getSetup')).triedAt).toBeUndefined();
    expect((await ask(Page, 'listCalls')).calls).toEqual([]);
  });

  it('tries words dry: everything is shown, nothing is left behind', async () => {
    const before = { texts: textsSent(), requests: await requests() };
    const trial = await ask(Trial, 'tryLine', { lineId, words: WORDS });
    expect(trial.stages.map(({ name, problem }) => [name, problem])).toEqual([
      ['understand', undefined],
      ['compose', undefined],
    ]);
    expect(trial.stages[0]?.usd).toBeGreaterThan(0);
    expect(trial.request?.summary).toMatch(/printer/i);
    expect(trial.request?.description).toContain('error 41');
    expect(trial.request?.key).toBeUndefined();
    expect(trial.text).toContain('SUP-142');
    expect(await requests()).toEqual(before.requests);
    expect(textsSent()).toBe(before.texts);
    const kept = await stored();
    for (const word of ['printer', 'error 41', 'tomorrow']) expect(kept).not.toContain(word);
    expect((await ask(Page, 'listCalls')).calls).toEqual([]);
    expect((await ask(Setup, 'getSetup')).triedAt).toBeGreaterThan(0);
    expect(appLog(sandbox)).not.toContain('printer');
  });

  it.each([
    ['english', /error 41/, /^en/],
    ['german', /Fehler 41/, /^de/],
  ])('hears the %s sample', async (sample, words, language) => {
    const trial = await ask(Trial, 'tryLine', { lineId, sample });
    expect(trial.stages.map(({ name, problem }) => [name, problem])).toEqual([
      ['transcribe', undefined],
      ['understand', undefined],
      ['compose', undefined],
    ]);
    expect(trial.transcript?.text).toMatch(words);
    expect(trial.transcript?.language).toMatch(language);
    for (const { usd } of trial.stages.slice(0, 2)) expect(usd).toBeGreaterThan(0);
  });

  it('makes one request of a trial that is filed by a double click, and says that it is one', async () => {
    const before = { texts: textsSent(), count: (await requests()).length };
    const payload = { lineId, words: WORDS, file: true };
    const [one, other] = await Promise.all([ask(Trial, 'tryLine', payload), ask(Trial, 'tryLine', payload)]);
    const again = await ask(Trial, 'tryLine', payload);
    expect(one.request?.key).toMatch(/^[A-Z]+-\d+$/);
    expect([other.request?.key, again.request?.key]).toEqual([one.request?.key, one.request?.key]);
    const after = await requests();
    expect(after).toHaveLength(before.count + 1);
    const made = await (await sandbox.jira.control.request(`/requests/${one.request?.key}`)).text();
    // In its description, and in its internal comment.
    const Marked = z.object({ description: z.unknown(), comments: z.array(z.unknown()) });
    const { description, comments } = Marked.parse(JSON.parse(made));
    for (const place of [description, comments])
      expect(JSON.stringify(place)).toContain('This is a trial from the admin page');
    expect(textsSent()).toBe(before.texts);
    expect((await ask(Page, 'listCalls')).calls).toEqual([]);
  });

  it('refuses what is neither words nor a recording, or both', async () => {
    for (const payload of [{ lineId }, { lineId, words: 'Help', sample: 'german' }])
      expect(await askAdmin(sandbox, 'tryLine', payload)).toMatchObject({
        ok: false,
        error: { field: 'words' },
      });
    expect(await askAdmin(sandbox, 'tryLine', { lineId: 'nowhere', words: 'Help' })).toMatchObject({
      error: { field: 'lineId' },
    });
  });

  it('says what a call cost, item by item, and what the app did with it', async () => {
    report = await callSaying(sandbox, WORDS);
    await expect
      .poll(async () => (await ask(Page, 'listCalls', { show: 'filed' })).calls.length, { timeout: 20_000 })
      .toBe(1);
    await expect
      .poll(
        async () => (await ask(Detail, 'getCall', { id: report.callSid })).costs.map(({ item }) => item),
        { timeout: 20_000 },
      )
      .toEqual([
        'call-minutes',
        'recording-minutes',
        'texts',
        'transcription-minutes',
        'input-tokens',
        'output-tokens',
      ]);
    const { call, costs, entries } = await ask(Detail, 'getCall', { id: report.callSid });
    expect(call.usd).toBeCloseTo(
      costs.reduce((sum, { usd }) => sum + usd, 0),
      10,
    );
    expect(costs.find(({ item }) => item === 'call-minutes')?.quantity).toBeGreaterThanOrEqual(1);
    expect(entries.map(({ action }) => action)).toContain('file');
    const shown = JSON.stringify([call, costs, entries]);
    for (const secret of [CALLER, 'printer']) expect(shown).not.toContain(secret);
  }, 60_000);

  it("has the month's total, at the admin's prices", async () => {
    const month = new Date(sandbox.clock.now()).toISOString().slice(0, 7);
    const Usage = z.object({
      days: z.array(
        z.object({
          calls: z.number(),
          minutes: z.number(),
          requests: z.number(),
          twilioUsd: z.number(),
          openaiUsd: z.number(),
        }),
      ),
    });
    const [day] = (await ask(Usage, 'getUsage', { month })).days;
    expect(day).toMatchObject({ calls: 1, requests: 1 });
    expect(day?.openaiUsd).toBeGreaterThan(0);
    const saved = await askAdmin(sandbox, 'savePrices', {
      callMinute: 1,
      recordingMinute: 0,
      textSegment: 0,
      transcriptionMinute: 0,
      inputTokens: 0,
      outputTokens: 0,
    });
    expect(saved.ok).toBe(true);
    const [changed] = (await ask(Usage, 'getUsage', { month })).days;
    expect(changed).toMatchObject({ twilioUsd: changed?.minutes, openaiUsd: 0 });
    expect(await askAdmin(sandbox, 'savePrices', { callMinute: -1 })).toMatchObject({
      ok: false,
      error: { field: 'callMinute' },
    });
  });

  it('previews what a text costs, what the line says, and what it asks', async () => {
    const { value } = await askAdmin(sandbox, 'getSetup');
    const line = value?.lines[0];
    expect(
      await askAdmin(sandbox, 'previewText', { kind: 'status', language: 'en', lineName: 'Help' }),
    ).toMatchObject({
      value: { segments: 1, usd: 0 },
    });
    const Prompts = z.array(z.object({ key: z.string(), text: z.string(), own: z.boolean() }));
    const prompts = await ask(Prompts, 'previewPrompts', {
      line: { ...line, greeting: 'Welcome aboard.' },
      language: 'en',
    });
    expect(prompts[0]).toEqual({ key: 'greeting', text: 'Welcome aboard.', own: true });
    expect(prompts.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
    const Fields = z.array(z.object({ id: z.string(), required: z.boolean(), asked: z.boolean() }));
    const { serviceDeskId, requestTypeId } = z
      .looseObject({ serviceDeskId: z.string(), requestTypeId: z.string() })
      .parse(line);
    const fields = await ask(Fields, 'listRequestFields', { serviceDeskId, requestTypeId });
    expect(fields.find(({ id }) => id === 'summary')).toMatchObject({ asked: false });
  });

  it('forgets calls by the retention that the admin saves, and does not file them again', async () => {
    const saved = await askAdmin(sandbox, 'saveRetention', { callDays: 1, auditDays: 7 });
    expect(saved).toMatchObject({ ok: true, value: { retention: { callDays: 1, auditDays: 7 } } });
    expect(await askAdmin(sandbox, 'saveRetention', { callDays: 91, auditDays: 7 })).toMatchObject({
      ok: false,
    });
    const before = (await requests()).length;
    await sandbox.forge.runSchedule('sweep');
    expect((await ask(Page, 'listCalls')).calls).toHaveLength(1);
    expect(await stored()).toContain('printer');
    expect((await requests()).length).toBe(before);
  });
});
