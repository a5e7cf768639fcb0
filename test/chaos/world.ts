import { type Clock, sleep } from '../sandbox/clock';
import { createInProcessStarter } from '../sandbox/forge/in-process-instance';
import { createSandbox, type Sandbox } from '../sandbox/sandbox';
import { createAdmin } from './admin';
import { readStates } from './app-state';
import { inviteCallers } from './callers';
import { type CrossingInfo, createCrossings, type Kind } from './crossings';
import { createEventLog } from './events';
import { type Judgement, judge } from './judge';
import type { Mutation } from './mutations';
import { placeCaller } from './place-caller';
import type { Party, WorldPlan } from './plan';
import { createPost, FALLBACK_URL } from './post';
import { runSchedules } from './schedules';
import { createDice } from './seeds';
import { createVirtualTime } from './virtual-time';
import { createWeather } from './weather';

/** A Monday morning; any other would do. Milliseconds since the epoch. */
const BEGINNING = Date.UTC(2026, 10, 23, 9);
const HOUR = 3_600_000;
/** Jira may be retried for seven days; what is not done then never will be. */
const RECONCILED_MS = 75 * 60_000;
const LONGEST_MS = 8 * 24 * HOUR;
const AFTER_CLICK_MS = 24 * HOUR;
const LOOK_EVERY_MS = 10 * 60_000;

export interface WorldOptions {
  plan: WorldPlan;
  /** The folder of the app, where it isn't this checkout's. */
  appDirectory?: string;
  mutation?: Mutation | undefined;
  trace?: (line: string) => void;
}

export interface WorldResult extends Judgement {
  seed: number;
  world: number;
  /** Over everything that happened. */
  digest: string;
  /** What the app's store says about the calls that went wrong, for a person. */
  explanations: string[];
}

/** What is the case in a world at the moment. */
interface Conditions {
  /** Nothing goes wrong before the world has begun. */
  begun: boolean;
  beganAt: number;
  skewMs: number;
  openAiKey: string | undefined;
  /** Before an event goes into the queue. */
  beforePush: () => void;
}

/** Lives through one world: its calls, its faults, and the days until everything is settled. */
export async function runWorld(options: WorldOptions): Promise<WorldResult> {
  const time = createVirtualTime(BEGINNING);
  const conditions: Conditions = {
    begun: false,
    beganAt: 0,
    skewMs: 0,
    openAiKey: undefined,
    beforePush: () => undefined,
  };
  const events = createEventLog(time.clock, options.trace);
  const sandbox = await time.live(openSandbox(options, time.clock, conditions, events.note));
  try {
    return await time.live(liveThrough(options, sandbox, conditions, events));
  } finally {
    await sandbox.close();
  }
}

const isOutNow =
  (plan: WorldPlan, clock: Clock, conditions: Conditions) =>
  (party: Party): boolean => {
    const at = clock.now() - conditions.beganAt;
    return (
      conditions.begun &&
      plan.outages.some((outage) => outage.party === party && at >= outage.from && at < outage.until)
    );
  };

async function openSandbox(
  { plan, appDirectory, mutation }: WorldOptions,
  clock: Clock,
  conditions: Conditions,
  note: (text: string) => void,
): Promise<Sandbox> {
  const isOut = isOutNow(plan, clock, conditions);
  const isRevoked = ({ kind, headers }: CrossingInfo): boolean =>
    kind === 'openai' &&
    conditions.openAiKey !== undefined &&
    !headers.some(([name, value]) => name === 'authorization' && value.endsWith(conditions.openAiKey ?? ''));
  const weather = createWeather({ plan, isOut, isRevoked });
  const passage = createCrossings({
    clock,
    latency: (kind: Kind) => (conditions.begun ? weather.latency(kind) : 1),
    onCrossing: (info) => {
      if (!conditions.begun) return { do: 'go' };
      note(`${info.n} ${info.kind} ${info.method} ${info.path}`);
      if (info.kind === 'queue') conditions.beforePush();
      return weather.judge(info);
    },
    note: (info, verdict) => note(`${info.n} ${verdict.do}`),
  });
  const { next: random } = createDice(plan.seed, plan.world, 'app');
  const post = createPost({ plan, clock, isOut, note: (what) => note(what) });
  const sandbox = await createSandbox({
    clock,
    seed: createDice(plan.seed, plan.world, 'stand-ins').next() * 2 ** 32,
    pace: 1,
    jiraIndexLagMs: 0,
    ...(appDirectory === undefined ? {} : { appDirectory }),
    deliver: post,
    forge: {
      passage,
      queryLagMs: plan.queryLagMs,
      startInstance: createInProcessStarter({
        clock,
        random,
        skewMs: () => conditions.skewMs,
        ...(mutation === undefined ? {} : { patch: mutation }),
      }),
    },
  });
  sandbox.log.subscribe(({ source, kind, title }) => note(`${source} ${kind} ${title}`));
  return sandbox;
}

async function liveThrough(
  { plan }: WorldOptions,
  sandbox: Sandbox,
  conditions: Conditions,
  events: ReturnType<typeof createEventLog>,
): Promise<WorldResult> {
  const { clock } = sandbox;
  const admin = createAdmin(sandbox);
  await admin.chooseRecordingPolicies();
  for (const { phoneNumber, voiceFallbackUrl } of sandbox.twilio.listNumbers())
    if (voiceFallbackUrl === '')
      sandbox.twilio.configureNumber(phoneNumber, { voiceFallbackUrl: FALLBACK_URL });
  Object.assign(conditions, { begun: true, beganAt: clock.now() });
  conditions.beforePush = misdeliver(plan, sandbox);
  planEvents(plan, sandbox, admin, conditions, events.note);
  const stop = runSchedules(plan, sandbox);
  const placed = await Promise.all(inviteCallers(plan).map((caller) => placeCaller(sandbox, caller)));
  const end = Math.max(0, ...[...plan.outages, ...plan.rotations].map(({ until }) => until));
  await sleep(clock, Math.max(0, conditions.beganAt + end - clock.now()));
  // Calls that only the provider knows of are found within the hour.
  await sleep(clock, RECONCILED_MS);
  await waitUntilSettled(sandbox, LONGEST_MS);
  // An admin who has read why calls are parked, now that the reasons are gone.
  if (readStates(sandbox).some(({ state }) => state === 'parked')) {
    await admin.retryParkedCalls();
    await waitUntilSettled(sandbox, AFTER_CLICK_MS);
  }
  stop();
  const outages = [...plan.outages, ...plan.rotations].map(({ from, until }) => ({
    from: conditions.beganAt + from,
    until: conditions.beganAt + until,
  }));
  const states = new Map(readStates(sandbox).map((state) => [state.id, state]));
  const judgement = await judge(sandbox, placed, outages, (sid) => states.get(sid)?.state === 'parked');
  const wrong = [
    ...judgement.lost,
    ...judgement.doubled,
    ...judgement.parked,
    ...judgement.textsDoubled,
    ...judgement.commentsDoubled,
    ...judgement.attachmentsDoubled,
    ...judgement.incomplete,
  ];
  const explanations = [...new Set(wrong)].map((sid) => {
    const known = states.get(sid);
    return `${sid} ${known?.state ?? 'unknown'} ${JSON.stringify(known?.details ?? {})}`;
  });
  return { ...judgement, seed: plan.seed, world: plan.world, digest: events.digest(), explanations };
}

/** Lets some of the queue's events be delivered late or twice, and some of those at once, whatever their key says. */
function misdeliver(plan: WorldPlan, { forge }: Sandbox): () => void {
  const dice = createDice(plan.seed, plan.world, 'queue');
  return () => {
    const duplicates = dice.chance(plan.rates.eventDoubled) ? 1 : 0;
    const delayMs = dice.chance(plan.rates.eventLate) ? Math.round(dice.between(0, 120_000)) : 0;
    const atOnce = dice.chance(0.5);
    if (duplicates > 0 || delayMs > 0) forge.faults.queue({ events: 1, duplicates, atOnce, delayMs });
  };
}

/** What is going to happen by itself: clocks that jump, credentials that change, an index that lags now more, now less. */
function planEvents(
  plan: WorldPlan,
  { clock, twilio, jira }: Sandbox,
  admin: ReturnType<typeof createAdmin>,
  conditions: Conditions,
  note: (text: string) => void,
): void {
  for (const { at, skewMs } of plan.jumps)
    clock.after(at, () => {
      note(`clocks are off by ${skewMs} ms`);
      conditions.skewMs = skewMs;
    });
  for (const { party, from, until } of plan.rotations) {
    const dice = createDice(plan.seed, plan.world, 'rotation', party);
    const secret = Array.from({ length: 32 }, () => Math.floor(dice.next() * 16).toString(16)).join('');
    clock.after(from, () => {
      note(`the credential of ${party} has changed`);
      if (party === 'openai') conditions.openAiKey = `sk-sandbox-${secret}`;
      else twilio.replaceToken(secret);
    });
    clock.after(until, () => void admin.enterCredential(party, secret));
  }
  const dice = createDice(plan.seed, plan.world, 'index');
  const changeLag = (): void => {
    jira.setIndexLag(Math.round(dice.between(0, plan.indexLagMs)));
    clock.after(60_000, changeLag);
  };
  changeLag();
}

/** Until no call and no event of the queue waits for anything. */
async function waitUntilSettled(sandbox: Sandbox, longestMs: number): Promise<void> {
  const { clock, forge } = sandbox;
  const until = clock.now() + longestMs;
  while (clock.now() < until) {
    await sleep(clock, LOOK_EVERY_MS);
    const isPending = forge.queue.list().some(({ state }) => state === 'waiting' || state === 'running');
    if (!isPending && readStates(sandbox).every(({ isFinal }) => isFinal)) return;
  }
}
