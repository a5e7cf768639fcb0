import { type Clock, sleep } from '../sandbox/clock';
import type { ForgeHostOptions } from '../sandbox/forge/host';
import { createSandbox, type Sandbox } from '../sandbox/sandbox';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { readStates } from './app-state';
import { type CrossingInfo, createCrossings, type Kind, type Verdict } from './crossings';
import { judge } from './judge';
import { placeCaller } from './place-caller';

/** What goes wrong at one crossing of a case. */
export interface CaseFault {
  kind: Kind;
  method?: string;
  path: RegExp;
  /** Which of the crossings that fit, from 1. */
  nth?: number;
  verdict: () => Verdict;
}

/** One call with a fixed list of faults, which comes to the same in any host. */
export interface Case {
  name: string;
  faults: readonly CaseFault[];
  /** The caller says nothing. */
  silent?: boolean;
  doubledWebhooks?: number;
  doubledEvents?: number;
}

/** What became of a case's call, seen from outside, and the state that the app believes it to be in. */
export interface CaseOutcome {
  state: string;
  requests: number;
  comments: number;
  attachments: number;
  texts: number;
}

const CALLER = { from: '+15125550143', to: '+14155550100' };
const MATTER = 'The printer in room 4711 shows a paper jam and nobody can print.';
const LONGEST_MS = 60 * 60_000;
const SWEEP_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 5000;
const LATENCY_MS = 5;

interface CaseHost {
  /** Worker threads without one. */
  startInstance?: ForgeHostOptions['startInstance'];
  /** Called when the caller has hung up and the line has heard of it. */
  onHungUp?: () => void;
}

/** Lives through a case on `clock`. */
export async function runCase(
  one: Case,
  clock: Clock,
  { startInstance, onHungUp = () => undefined }: CaseHost = {},
): Promise<CaseOutcome> {
  const strikes = arm(one.faults);
  let begun = false;
  const passage = createCrossings({
    clock,
    latency: () => LATENCY_MS,
    onCrossing: (info) => (begun ? strikes(info) : { do: 'go' }),
  });
  const sandbox = await createSandbox({
    clock,
    seed: 7,
    pace: 1,
    jiraIndexLagMs: 2000,
    forge: { passage, ...(startInstance === undefined ? {} : { startInstance }) },
  });
  try {
    begun = true;
    return await liveThrough(one, sandbox, onHungUp);
  } finally {
    await sandbox.close();
  }
}

function arm(faults: readonly CaseFault[]): (info: CrossingInfo) => Verdict {
  const seen = faults.map(() => 0);
  return (info) => {
    for (const [index, { kind, method, path, nth = 1, verdict }] of faults.entries()) {
      if (kind !== info.kind || (method ?? info.method) !== info.method || !path.test(info.path)) continue;
      const count = (seen[index] ?? 0) + 1;
      seen[index] = count;
      if (count === nth) return verdict();
    }
    return { do: 'go' };
  };
}

async function liveThrough(one: Case, sandbox: Sandbox, onHungUp: () => void): Promise<CaseOutcome> {
  const { twilio, forge, jira } = sandbox;
  const { doubledWebhooks = 0, doubledEvents = 0 } = one;
  if (doubledWebhooks > 0) twilio.setFaults({ duplicateWebhooks: doubledWebhooks });
  if (doubledEvents > 0) forge.faults.queue({ events: doubledEvents, duplicates: 1, atOnce: true });
  const speak = { do: 'speak', wav: makeCaptionedSpeech({ text: MATTER, language: 'en-US' }) } as const;
  const script = one.silent === true ? [] : [speak, { do: 'hang-up' } as const];
  const placed = await placeCaller(sandbox, { at: 0, ...CALLER, script });
  onHungUp();
  const state = await waitForEnd(sandbox);
  const judgement = await judge(sandbox, [placed], [], () => false);
  const listed = await jira.control.request('/requests');
  const { requests } = (await listed.json()) as {
    requests: { commentCount: number; attachmentCount: number }[];
  };
  const sum = (read: (request: (typeof requests)[number]) => number): number =>
    requests.reduce((total, request) => total + read(request), 0);
  return {
    state,
    requests: judgement.requests,
    comments: sum(({ commentCount }) => commentCount),
    attachments: sum(({ attachmentCount }) => attachmentCount),
    texts: twilio.listMessages().filter(({ to }) => to === CALLER.from).length,
  };
}

/** Sweeps more often than live, for a run in real time has to wait for them. */
async function waitForEnd(sandbox: Sandbox): Promise<string> {
  const { clock, forge } = sandbox;
  const until = clock.now() + LONGEST_MS;
  let sweepAt = clock.now() + SWEEP_EVERY_MS;
  for (;;) {
    await sleep(clock, LOOK_EVERY_MS);
    const [call] = readStates(sandbox);
    const isQuiet = forge.queue.list().every(({ state }) => state !== 'waiting' && state !== 'running');
    if (clock.now() > until || (isQuiet && call?.isFinal !== false)) return call?.state ?? 'unknown';
    if (clock.now() < sweepAt) continue;
    sweepAt += SWEEP_EVERY_MS;
    await forge.runSchedule('sweep');
  }
}
