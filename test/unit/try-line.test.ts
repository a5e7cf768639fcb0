import { describe, expect, it } from 'vitest';
import type { TryLine } from '../../src/contract/admin-trial';
import { succeed } from '../../src/contract/failure';
import { createMeter } from '../../src/intake/usage';
import type { TrialClaim, TrialClaims } from '../../src/settings/trial-claim';
import type { TrialTools } from '../../src/settings/trial-run';
import { tryLine } from '../../src/settings/try-line';
import { createAdmin } from './fake-admin';
import { createWorld } from './fake-ports';
import { failure, makeField } from './fakes';

type Bench = ReturnType<typeof createWorld>;

/** @param change what is out, or slow */
const open = (
  change: (bench: Bench) => void = () => undefined,
  { late = false, ...options }: Parameters<typeof createWorld>[0] & { late?: boolean } = {},
) => {
  const bench = createWorld(options);
  change(bench);
  const { admin, clock } = createAdmin();
  clock.now = bench.clock.now;
  const claims = new Map<string, TrialClaim>();
  const book: TrialClaims = {
    claim: async (id, at) => succeed(!claims.has(id) && claims.set(id, { at }) !== undefined),
    load: async (id) => succeed(claims.get(id)),
    settle: async (id, claim) => succeed(void claims.set(id, claim)),
    release: async (id) => succeed(void claims.delete(id)),
  };
  const tools: TrialTools = {
    load: async () => succeed({ intake: bench, meter: createMeter() }),
    claims: book,
    ledger: admin.ledger,
    pause: () => (late ? Promise.resolve() : new Promise(() => undefined)),
  };
  const attempt = async (payload: Omit<TryLine, 'lineId'>) => {
    const answer = await tryLine({ lineId: 'support', ...payload }, admin, tools);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  return { ...bench, attempt, claims };
};
const words = 'The VPN is down in Hamburg. Error 809.';

describe('a trial', () => {
  it('goes as far as it comes, and says in words what went wrong', async () => {
    const out = open(({ model }) => {
      model.faults.next.understand = [failure('unavailable', 'openai')];
    });
    const trial = await out.attempt({ words });
    expect(trial.stages).toMatchObject([{ name: 'understand', problem: expect.stringMatching(/OpenAI/) }]);
    expect(trial.transcript?.text).toBe(words);
    expect(trial.request).toBeUndefined();
  });

  it('shows what the line would ask, and what it reads back', async () => {
    const fields = [makeField('customfield_1', { name: 'Location', required: true })];
    const { attempt, desk } = open(undefined, { fields });
    const trial = await attempt({ words });
    expect(trial.recap).toContain('The VPN is down in Hamburg');
    expect(trial.questions).toEqual([expect.stringContaining('Location')]);
    expect(desk.made).toEqual([]);
  });

  it('is over when it takes too long, and makes nothing then', async () => {
    const { attempt, claims, desk } = open(
      ({ model }) => {
        model.understand = () => new Promise(() => undefined);
      },
      { late: true },
    );
    const trial = await attempt({ words, file: true });
    expect(trial.stages.at(-1)?.problem).toMatch(/too long/);
    expect(desk.made).toEqual([]);
    expect(claims.size).toBe(0);
  });

  it('may be tried again after Jira has refused it, and not while nobody knows', async () => {
    const refused = open(({ desk }) => {
      desk.faults.next.createRequest = Array.from({ length: 3 }, () => failure('rejected', 'jira'));
    });
    expect((await refused.attempt({ words, file: true })).stages.at(-1)?.problem).toBeDefined();
    expect(refused.claims.size).toBe(0);
    const doubtful = open(({ desk }) => {
      desk.faults.next.createRequest = [failure('timed-out', 'jira')];
    });
    expect((await doubtful.attempt({ words, file: true })).stages.at(-1)?.problem).toBeDefined();
    expect(doubtful.claims.size).toBe(1);
  });

  it('texts nobody, whoever the line would text', async () => {
    const { attempt, phone } = open();
    const trial = await attempt({ words, file: true });
    expect(trial.request?.key).toBeDefined();
    expect(trial.text).toContain(trial.request?.key);
    expect(phone.asked).toEqual([]);
  });
});
