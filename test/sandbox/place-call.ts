import { z } from 'zod';
import { CALL_PROPERTY } from '../../src/contract/call';
import { sleep } from './clock';
import type { LogEntry } from './log';
import type { Sandbox } from './sandbox';
import type { PhoneEvent, ScriptStep } from './twilio';

/** How a call went: what the caller noticed, what happened behind it, and what became of it. */
export interface CallReport {
  callSid: string;
  /** How far the app brought the call: `closed`, `abandoned`, `parked`, or where it stood when patience ended. */
  state: string;
  /** Milliseconds since the epoch when the phone was picked up. */
  startedAt: number;
  /** With the time on the sandbox's clock, in milliseconds since the epoch, and the entry of the log before it. */
  spoken: readonly { at: number; after: number; event: PhoneEvent }[];
  log: LogEntry[];
  request: FiledRequest | undefined;
  /** Texts that the caller got. */
  texts: string[];
}

/** As `/_sandbox/jira/requests/:key` has it; what is shown of it. */
const FiledRequest = z.looseObject({
  key: z.string(),
  summary: z.string(),
  requestType: z.object({ name: z.string() }).nullable(),
  status: z.object({ name: z.string() }),
  priority: z.string().nullable(),
  reporter: z.object({ displayName: z.string() }),
  description: z.object({ adf: z.unknown(), text: z.string() }).nullable(),
  fields: z.array(z.looseObject({ name: z.string(), text: z.string().nullable() })),
  comments: z.array(z.looseObject({ public: z.boolean(), text: z.string() })),
  attachments: z.array(z.looseObject({ filename: z.string(), size: z.number() })),
  properties: z.record(z.string(), z.unknown()),
});
export type FiledRequest = z.infer<typeof FiledRequest>;

const ENDS = ['closed', 'abandoned', 'parked'];
const LOOK_AGAIN_MS = 50;
const LATE_RECORDING_MS = 1000;

/**
 * Calls the line, does what the script says, and waits until the app is done with the call.
 * @param patienceMs how long that may take after hanging up.
 */
export async function placeCall(
  sandbox: Sandbox,
  caller: { from: string; to: string; script: readonly ScriptStep[] },
  patienceMs = 120_000,
): Promise<CallReport> {
  const { twilio, log, clock } = sandbox;
  const startedAt = clock.now();
  const newestSeq = (): number => log.list().at(-1)?.seq ?? 0;
  const firstSeq = newestSeq();
  const call = twilio.placeCall(caller);
  const spoken: { at: number; after: number; event: PhoneEvent }[] = [];
  call.subscribe((event) => spoken.push({ at: clock.now(), after: newestSeq(), event }));
  await call.ended;
  await waitForApp(sandbox, call.sid, patienceMs);
  const wasHeard = spoken.some(
    ({ event }) => event.kind === 'recording-ended' && event.recordingSid !== undefined,
  );
  // A recording whose own webhook was lost takes the call out of `abandoned` a moment later.
  if (wasHeard && readCallState(sandbox, call.sid) === 'abandoned') await sleep(clock, LATE_RECORDING_MS);
  const state = await waitForApp(sandbox, call.sid, patienceMs);
  await sandbox.forge.settle();
  return {
    callSid: call.sid,
    state,
    startedAt,
    spoken,
    log: log.list(firstSeq),
    request: await findRequest(sandbox, call.sid),
    texts: twilio
      .listMessages()
      .filter(({ to, createdAt }) => to === caller.from && createdAt >= startedAt)
      .map(({ body }) => body),
  };
}

const StoredCall = z.object({ state: z.string() });

/** The state that the app has stored for a call; `unknown` when it has stored none. */
export function readCallState({ forge }: Sandbox, callSid: string): string {
  const item = forge.store.items.list().find(({ entity, key }) => entity === 'call' && key === callSid);
  return item === undefined ? 'unknown' : StoredCall.parse(JSON.parse(item.json)).state;
}

async function waitForApp(sandbox: Sandbox, callSid: string, patienceMs: number): Promise<string> {
  const until = sandbox.clock.now() + patienceMs;
  for (;;) {
    const state = readCallState(sandbox, callSid);
    if (state === 'unknown' || ENDS.includes(state) || sandbox.clock.now() >= until) return state;
    await sleep(sandbox.clock, LOOK_AGAIN_MS);
  }
}

const Listed = z.object({
  requests: z.array(z.looseObject({ key: z.string(), properties: z.record(z.string(), z.unknown()) })),
});
const OfCall = z.looseObject({ callId: z.string() });

/** The request that was made of a call, by the property that the app writes. */
async function findRequest({ jira }: Sandbox, callSid: string): Promise<FiledRequest | undefined> {
  const { requests } = Listed.parse(await (await jira.control.request('/requests')).json());
  const found = requests.find(({ properties }) => {
    const call = OfCall.safeParse(properties[CALL_PROPERTY]);
    return call.success && call.data.callId === callSid;
  });
  if (found === undefined) return undefined;
  return FiledRequest.parse(await (await jira.control.request(`/requests/${found.key}`)).json());
}
