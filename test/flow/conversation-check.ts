import { expect } from 'vitest';
import { z } from 'zod';
import { readKey, spellKey } from '../../src/call/languages/read-aloud';
import { CALL_PROPERTY } from '../../src/contract/call';
import type { Language } from '../../src/contract/language';
import { readCallState } from '../sandbox/place-call';
import type { Sandbox } from '../sandbox/sandbox';
import { askAdmin } from './bench';
import type { Pattern, Then } from './conversation-file';
import { fits, type Spoken } from './conversation-words';

/** What is looked at once a call is over. */
export interface Outcome {
  sandbox: Sandbox;
  from: string;
  language: Language;
  /** Of the last call; undefined before there was one. */
  callSid: string | undefined;
  spoken: readonly Spoken[];
  /** Milliseconds since the epoch. */
  startedAt: number;
}

const Summary = z.looseObject({ key: z.string(), properties: z.record(z.string(), z.unknown()) });
const OfCall = z.looseObject({ callId: z.string() });
const Whole = z.looseObject({
  key: z.string(),
  summary: z.string(),
  requestType: z.object({ name: z.string() }).nullable(),
  status: z.object({ name: z.string() }),
  description: z.object({ text: z.string() }).nullable(),
  fields: z.array(z.looseObject({ name: z.string(), text: z.string().nullable() })),
  comments: z.array(z.looseObject({ public: z.boolean(), text: z.string() })),
  attachments: z.array(z.unknown()),
  properties: z.record(z.string(), z.unknown()),
});

async function listRequests({ jira }: Sandbox): Promise<z.infer<typeof Summary>[]> {
  const answer: unknown = await (await jira.control.request('/requests')).json();
  return z.object({ requests: z.array(Summary) }).parse(answer).requests;
}

const madeOf = (requests: z.infer<typeof Summary>[], callSid: string | undefined) =>
  requests.filter(({ properties }) => OfCall.safeParse(properties[CALL_PROPERTY]).data?.callId === callSid);

/** What the line may never get wrong, whatever is written: the number it reads, and the text it speaks of. */
export async function checkSpoken(outcome: Outcome): Promise<void> {
  const { sandbox, callSid, spoken, from } = outcome;
  const [made, ...others] = madeOf(await listRequests(sandbox), callSid);
  expect(others, 'second requests of the same call').toEqual([]);
  for (const { key, language, values } of spoken) {
    if (key === 'filed') expect(values.request).toBe(readKey(made?.key ?? 'none'));
    if (key === 'filedSpelled') expect(values.spelled).toBe(spellKey(language, made?.key ?? 'none'));
    if (key === 'textSent')
      expect(textsTo(sandbox, from, 0).filter((body) => made && body.includes(made.key))).toHaveLength(1);
  }
  const faults = ['function-failed', 'response-refused', 'egress-blocked', 'scope-missed', 'route-missing'];
  const failed = sandbox.log.list().filter(({ kind }) => faults.includes(kind));
  expect(failed.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([]);
}

const textsTo = ({ twilio }: Sandbox, number: string, since: number): string[] =>
  twilio
    .listMessages()
    .filter(({ to, createdAt }) => to === number && createdAt >= since)
    .map(({ body }) => body);

/** What is written under `then`. */
export async function checkThen(outcome: Outcome, then: Then): Promise<void> {
  const { sandbox, callSid, spoken, from, startedAt } = outcome;
  const requests = await listRequests(sandbox);
  if (then.requests !== undefined) expect(requests, 'requests').toHaveLength(then.requests);
  if (then.request !== undefined || then.comments !== undefined) {
    const [latest = requests[0]] = madeOf(requests, callSid);
    if (latest === undefined) expect.fail('There is no request.');
    const answer = await sandbox.jira.control.request(`/requests/${latest.key}`);
    checkRequest(Whole.parse(await answer.json()), then);
  }
  if (then.texts !== undefined) fitAll(textsTo(sandbox, from, startedAt), then.texts, 'texts');
  if (then.state !== undefined)
    expect(readCallState(sandbox, callSid ?? ''), 'the state of the call').toBe(then.state);
  if (then.said !== undefined)
    fitWhole(spoken.map(({ text }) => text).join('\n'), then.said, 'what was said');
  if (then.recordings !== undefined)
    expect(await countRecordings(sandbox), 'recordings at Twilio').toBe(then.recordings);
  const alerts = z.array(z.looseObject({ code: z.number() })).parse(await listOf(sandbox, '/alerts'));
  const codes = alerts.map(({ code }) => code);
  expect(codes, JSON.stringify(alerts, null, 1)).toEqual(then.alerts ?? []);
  if (then.setup !== undefined)
    expect((await askAdmin(sandbox, 'getSetup')).value, 'what the admin sees').toMatchObject(then.setup);
}

async function countRecordings(sandbox: Sandbox): Promise<number> {
  const recordings = z
    .array(z.looseObject({ status: z.string() }))
    .parse(await listOf(sandbox, '/recordings'));
  return recordings.filter(({ status }) => status === 'completed').length;
}

async function listOf({ twilio }: Sandbox, path: string): Promise<unknown[]> {
  return z.array(z.unknown()).parse(await (await twilio.control.request(path)).json());
}

function checkRequest(found: z.infer<typeof Whole>, { request = {}, comments }: Then): void {
  const { key, type, status, fields = {}, attachments, property = {} } = request;
  if (key !== undefined) expect(found.key).toBe(key);
  if (type !== undefined) expect(found.requestType?.name).toBe(type);
  if (status !== undefined) expect(found.status.name).toBe(status);
  fitWhole(found.summary, request.summary, 'summary');
  fitWhole(found.description?.text ?? '', request.description, 'description');
  for (const [name, pattern] of Object.entries(fields)) {
    const text = found.fields.find((field) => field.name === name)?.text ?? null;
    if (pattern === null) expect(text, name).toBeNull();
    else fitWhole(text ?? '', [pattern], name);
  }
  if (attachments !== undefined) expect(found.attachments, 'attachments').toHaveLength(attachments);
  const facts = z.record(z.string(), z.unknown()).catch({}).parse(found.properties[CALL_PROPERTY]);
  for (const [name, value] of Object.entries(property)) expect(facts[name] ?? null, name).toEqual(value);
  const inPublic = found.comments.filter((comment) => comment.public).map(({ text }) => text);
  const inside = found.comments.filter((comment) => !comment.public).map(({ text }) => text);
  if (comments?.public !== undefined) fitAll(inPublic, comments.public, 'public comments');
  fitWhole(inside.join('\n'), comments?.internal, 'internal comments');
}

function fitWhole(text: string, patterns: readonly Pattern[] = [], what: string): void {
  for (const pattern of patterns)
    if (!fits(text, pattern)) expect.fail(`${what}: ${JSON.stringify(pattern)} does not fit:\n${text}`);
}

/** As many as there are, one after the other. */
function fitAll(texts: readonly string[], patterns: readonly Pattern[], what: string): void {
  const isSame = texts.length === patterns.length && texts.every((text, i) => fits(text, patterns[i] ?? ''));
  if (!isSame)
    expect.fail(`${what}: ${JSON.stringify(patterns)} was to be, but there is:\n${texts.join('\n')}`);
}
