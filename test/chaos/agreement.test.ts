import { describe, expect, it } from 'vitest';
import { createInProcessStarter } from '../sandbox/forge/in-process-instance';
import { createRandom } from '../sandbox/random';
import { type Case, type CaseOutcome, runCase } from './cases';
import { createHastyClock } from './hasty-clock';
import { refuseAs } from './refusals';
import { createVirtualTime } from './virtual-time';

const CREATE = { kind: 'jira', method: 'POST', path: /servicedeskapi\/request$/ } as const;
const COMMENT = { kind: 'jira', method: 'POST', path: /\/comment$/ } as const;
const HEAR = { kind: 'openai', path: /transcriptions/ } as const;
const WRITE = { kind: 'kvs', path: /transaction/ } as const;

/** The host is thought to be faithful if these come to the same in it as in real workers. */
const CASES: readonly Case[] = [
  { name: 'nothing goes wrong', faults: [] },
  { name: 'nobody says anything', faults: [], silent: true },
  { name: 'webhooks come twice', faults: [], doubledWebhooks: 5 },
  { name: 'the event is delivered twice at once', faults: [], doubledEvents: 1 },
  {
    name: 'OpenAI is out for a moment',
    faults: [{ ...HEAR, verdict: () => ({ do: 'refuse', response: refuseAs('openai', 503) }) }],
  },
  {
    name: 'Jira asks for patience',
    faults: [{ ...CREATE, verdict: () => ({ do: 'refuse', response: refuseAs('jira', 429, 2) }) }],
  },
  {
    name: "a write's answer gets lost",
    faults: [{ ...WRITE, nth: 3, verdict: () => ({ do: 'lose-answer', hang: false }) }],
  },
  {
    name: "the create's answer gets lost",
    faults: [{ ...CREATE, verdict: () => ({ do: 'lose-answer', hang: false }) }],
  },
  { name: 'killed before the create', faults: [{ ...CREATE, verdict: () => ({ do: 'kill-before' }) }] },
  { name: 'killed after the create', faults: [{ ...CREATE, verdict: () => ({ do: 'kill-after' }) }] },
  { name: 'killed after the comment', faults: [{ ...COMMENT, verdict: () => ({ do: 'kill-after' }) }] },
  { name: 'killed while OpenAI listens', faults: [{ ...HEAR, verdict: () => ({ do: 'kill-after' }) }] },
];

const BEGINNING = Date.UTC(2026, 10, 23, 9);
/** So much faster than life time goes by after the call, or the test would take minutes to wait for leases. */
const HASTE = 10;

async function inRealTime(one: Case): Promise<CaseOutcome> {
  const clock = createHastyClock();
  return runCase(one, clock, { onHungUp: () => clock.hurry(HASTE) });
}

function inVirtualTime(one: Case): Promise<CaseOutcome> {
  const { clock, live } = createVirtualTime(BEGINNING);
  return live(
    runCase(one, clock, { startInstance: createInProcessStarter({ clock, random: createRandom(1) }) }),
  );
}

describe('functions in this process under a virtual clock, and in workers in real time', () => {
  it('come to the same, whatever goes wrong', async () => {
    const virtual: CaseOutcome[] = [];
    for (const one of CASES) virtual.push(await inVirtualTime(one));
    const real = await Promise.all(CASES.map(inRealTime));
    const name = (outcomes: readonly CaseOutcome[]) =>
      Object.fromEntries(outcomes.map((outcome, index) => [CASES[index]?.name, outcome]));
    expect(name(real)).toEqual(name(virtual));
    // Agreement alone could be in doing nothing.
    expect(virtual.map(({ requests }) => requests)).toEqual(CASES.map(({ silent }) => (silent ? 0 : 1)));
  }, 400_000);
});
