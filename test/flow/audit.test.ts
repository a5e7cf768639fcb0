import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AuditAction, AuditEntry } from '../../src/contract/audit';
import { ADMIN_ID, AGENT_ID } from '../sandbox/jira';
import type { CallReport } from '../sandbox/place-call';
import type { Sandbox } from '../sandbox/sandbox';
import { askAdmin, breakJira, CALLER, callSaying, changeLine, openSandbox, spokenBy } from './bench';

const LINE_NAME = 'Blue Heron Desk';
const WORDS = 'StockPilot does not print labels any more. My number is 512 555 0143, Roberta Heron.';

const Page = z.object({ entries: z.array(AuditEntry) });
const Stored = z.object({
  items: z.array(
    z.object({
      entity: z.string().optional(),
      key: z.string(),
      value: z.unknown(),
      expireTime: z.string().optional(),
    }),
  ),
});

/** What the app remembers of its own doings (K5), of whole calls. */
describe('the audit trail', () => {
  let sandbox: Sandbox;
  let report: CallReport;
  beforeAll(async () => {
    sandbox = await openSandbox();
    await changeLine(sandbox, { name: LINE_NAME });
    report = await callSaying(sandbox, WORDS);
  }, 180_000);
  afterAll(() => sandbox.close());

  const trail = async (payload: Record<string, unknown> = {}): Promise<AuditEntry[]> =>
    Page.parse((await askAdmin(sandbox, 'listAudit', payload)).value).entries;
  const stored = async () => {
    const { items } = Stored.parse(await (await sandbox.forge.control.request('/store')).json());
    return items.filter(({ entity }) => entity === 'audit');
  };

  it('tells a call from its words to its last step', async () => {
    const actions = (await trail({ callId: report.callSid })).map(({ action }) => action);
    const expected = [
      'transcribe',
      'understand',
      'file',
      // The caller hears of it at once; the rest is done behind their back.
      'confirmation',
      'property',
      'attachment',
      'comment',
    ];
    expect(actions.filter((action) => expected.includes(action))).toEqual(expected);
    const [filed] = (await trail({ callId: report.callSid })).filter(({ action }) => action === 'file');
    expect(filed).toMatchObject({ outcome: 'done', callId: report.callSid });
    expect(filed?.ms).toBeGreaterThanOrEqual(0);
  });

  it('keeps no word, number or name: ids and codes only', async () => {
    const kept = JSON.stringify(await stored());
    expect(kept).toContain(report.callSid);
    const said = `${WORDS} ${report.request?.summary} ${report.request?.description?.text}`;
    // A word of the schema's own is none of the caller's.
    const schema = [...Object.keys(AuditEntry.shape), ...AuditAction.options, 'value', 'entity'].join();
    const spoken = said.match(/\p{L}{5,}/gu)?.filter((word) => !schema.includes(word.toLowerCase())) ?? [];
    expect(spoken).toContain('StockPilot');
    for (const secret of [
      ...spoken,
      CALLER,
      CALLER.slice(1),
      '5125550143',
      '4155550100',
      LINE_NAME,
      'Ada',
      'example.com',
    ])
      expect(kept).not.toContain(secret);
    const values = (await stored()).map(({ value }) => z.object({ body: AuditEntry }).safeParse(value));
    expect(values.length).toBeGreaterThan(5);
    expect(values.filter(({ success }) => !success)).toEqual([]);
  });

  it('expires after 90 days', async () => {
    for (const { expireTime = '' } of await stored()) {
      const days = (Date.parse(expireTime) - sandbox.clock.now()) / 86_400_000;
      expect(Math.round(days)).toBe(90);
    }
  });

  it('can be read by Jira administrators alone, and keeps who else tried', async () => {
    const refused = await askAdmin(sandbox, 'listAudit', {}, AGENT_ID);
    expect(refused).toMatchObject({ ok: false });
    expect(refused).not.toHaveProperty('value');
    expect((await trail())[0]).toMatchObject({ action: 'refuse-admin', by: AGENT_ID });
  });

  it('a pause turns callers away at once, without a recording, and says how many (V23)', async () => {
    const texts = sandbox.twilio.listMessages().length;
    expect(await askAdmin(sandbox, 'pauseIntake')).toMatchObject({
      ok: true,
      value: { paused: { turnedAway: 0 } },
    });
    const turnedAway = await callSaying(sandbox, 'Is anybody there?');
    expect(spokenBy(turnedAway)).toEqual([expect.stringContaining('we cannot take calls at the moment')]);
    expect(turnedAway.spoken.map(({ event }) => event.kind)).not.toContain('recording-started');
    expect([turnedAway.state, turnedAway.request]).toEqual(['unknown', undefined]);
    expect(sandbox.twilio.listMessages()).toHaveLength(texts);
    const { value } = await askAdmin(sandbox, 'getSetup');
    expect(value).toMatchObject({ paused: { turnedAway: 1 } });
    await askAdmin(sandbox, 'resumeIntake');
    expect((await callSaying(sandbox, 'The lift is stuck.')).state).toBe('closed');
    const switches = (await trail()).filter(({ action }) => action === 'pause' || action === 'resume');
    expect(switches.map(({ action, by }) => [action, by])).toEqual([
      ['resume', ADMIN_ID],
      ['pause', ADMIN_ID],
    ]);
  });

  it('lists a call that waits for a person with its reason, and takes it up with one click', async () => {
    const match = { method: 'POST', path: 'servicedeskapi/request$' };
    // Once with all fields, once with the required ones.
    await breakJira(sandbox, { match, kind: 'status', status: 400, times: 2 });
    const parked = await callSaying(sandbox, 'The gate does not open.');
    expect(parked.state).toBe('parked');
    const held = async () => (await askAdmin(sandbox, 'listCalls', { show: 'waiting' })).value?.calls;
    expect(await held()).toMatchObject([{ id: parked.callSid, reason: expect.stringMatching(/try again/) }]);
    expect(JSON.stringify(await held())).not.toContain(CALLER);
    expect(await askAdmin(sandbox, 'retryCall', { id: parked.callSid })).toMatchObject({ ok: true });
    await expect.poll(held, { timeout: 20_000 }).toEqual([]);
    await sandbox.forge.settle();
    const actions = (await trail({ callId: parked.callSid })).map(({ action }) => action);
    expect(actions.filter((action) => ['file', 'park', 'try-again'].includes(action)).slice(-3)).toEqual([
      'park',
      'try-again',
      'file',
    ]);
    expect(await askAdmin(sandbox, 'retryCall', { id: parked.callSid })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('does not wait any more') },
    });
  });
});
