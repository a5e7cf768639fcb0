import { describe, expect, it } from 'vitest';
import { CallSid } from '../../src/contract/call';
import { fail, succeed } from '../../src/contract/failure';
import { claimTrial, type TrialClaim, type TrialClaims, trialId } from '../../src/settings/trial-claim';
import { failure } from './fakes';

const MINUTE = 60_000;
const TURN = 1_000_000 * 2 * MINUTE;
const facts = { by: 'admin-1', lineId: 'support', words: 'The printer is broken.' };

const createClaims = () => {
  const kept = new Map<string, TrialClaim>();
  const claims: TrialClaims = {
    claim: async (id, at) => {
      if (kept.has(id)) return succeed(false);
      kept.set(id, { at });
      return succeed(true);
    },
    load: async (id) => succeed(kept.get(id)),
    settle: async (id, claim) => succeed(void kept.set(id, claim)),
    release: async (id) => succeed(void kept.delete(id)),
  };
  return { kept, claims };
};

describe('who makes the request of a trial', () => {
  it('is the first of two clicks, also where two minutes turn between them', async () => {
    const { claims, kept } = createClaims();
    const first = await claimTrial(facts, TURN - 1, claims);
    const second = await claimTrial(facts, TURN + 1, claims);
    expect(first).toMatchObject({ value: { isOurs: true } });
    expect(second).toMatchObject({ value: { isOurs: false, id: first.ok ? first.value.id : '' } });
    expect(kept.size).toBe(1);
  });

  it('is free again for the same words later, and at once for others', async () => {
    const { claims } = createClaims();
    for (const [change, at] of [
      [{}, TURN],
      [{}, TURN + 3 * MINUTE],
      [{ words: 'Another.' }, TURN],
      [{ by: 'admin-2' }, TURN],
      [{ lineId: 'sales' }, TURN],
    ] as const)
      expect(await claimTrial({ ...facts, ...change }, at, claims)).toMatchObject({
        value: { isOurs: true },
      });
  });

  it('is free again where nothing was made', async () => {
    const { claims } = createClaims();
    const first = await claimTrial(facts, TURN, claims);
    await claims.release(first.ok ? first.value.id : '');
    expect(await claimTrial(facts, TURN + 1, claims)).toMatchObject({ value: { isOurs: true } });
  });

  it('is nobody while the store is out', async () => {
    const { claims } = createClaims();
    const out = async () => fail(failure('unavailable', 'forge'));
    expect(await claimTrial(facts, TURN, { ...claims, load: out })).toMatchObject({ ok: false });
    expect(await claimTrial(facts, TURN, { ...claims, claim: out })).toMatchObject({ ok: false });
  });

  it('goes by an id that has nothing of the words in it', () => {
    expect(CallSid.safeParse(trialId(facts, TURN)).success).toBe(true);
    expect(trialId(facts, TURN)).toBe(trialId({ ...facts }, TURN + MINUTE));
  });
});
