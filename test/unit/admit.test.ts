import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { succeed } from '../../src/contract/failure';
import { admit, type Door } from '../../src/settings/admit';
import { createAdmin } from './fake-admin';
import { failure } from './fakes';

const Payload = z.strictObject({ id: z.string().min(1, 'Say which one') });

function createDoor(isAdmin = true) {
  const world = createAdmin();
  const logged: unknown[] = [];
  const { accountId: _, licensed: __, ...services } = world.admin;
  const door: Door = {
    ...services,
    isJiraAdmin: async () => succeed(isAdmin),
    log: (line) => void logged.push(line),
  };
  return { ...world, door, logged };
}

describe('who asks on the admin page', () => {
  it('is let through as a Jira administrator, with the payload as it was agreed', async () => {
    const { door, entries } = createDoor();
    const context = { accountId: 'admin-2', license: { active: true } };
    const admitted = await admit({ payload: { id: 'a' }, context }, Payload, door);
    expect(admitted).toMatchObject({
      ok: true,
      value: { payload: { id: 'a' }, admin: { accountId: 'admin-2', licensed: true } },
    });
    expect(entries).toEqual([]);
  });

  it('is turned away otherwise, and the trail keeps who it was (V15, K5)', async () => {
    const { door, entries, logged, clock } = createDoor(false);
    const asking = { payload: { id: 'a' }, context: { accountId: 'user-3' } };
    expect(await admit(asking, Payload, door)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('Only Jira administrators') },
    });
    expect(entries).toEqual([{ at: clock.now, action: 'refuse-admin', outcome: 'done', by: 'user-3' }]);
    expect(logged).toEqual([{ event: 'admin-refused' }]);
  });

  it('is turned away without an account, whatever Jira says', async () => {
    const { door, entries } = createDoor();
    expect(await admit({ payload: { id: 'a' }, context: {} }, Payload, door)).toMatchObject({ ok: false });
    expect(entries).toMatchObject([{ action: 'refuse-admin' }]);
    expect(entries[0]).not.toHaveProperty('by');
  });

  it('is not let through while Jira can not say who it is', async () => {
    const { door, entries } = createDoor();
    door.isJiraAdmin = async () => ({ ok: false, failure: failure('unavailable', 'jira') });
    const context = { accountId: 'admin-2' };
    expect(await admit({ payload: { id: 'a' }, context }, Payload, door)).toMatchObject({ ok: false });
    expect(entries).toEqual([]);
  });

  it('is neither let through nor called no administrator when Jira refuses to say', async () => {
    const { door, entries } = createDoor();
    door.isJiraAdmin = async () => ({ ok: false, failure: failure('unauthorised', 'jira') });
    const asking = { payload: { id: 'a' }, context: { accountId: 'admin-2' } };
    expect(await admit(asking, Payload, door)).toEqual({
      ok: false,
      error: { message: expect.stringMatching(/^Jira did not say .* again in a minute/) },
    });
    expect(entries).toMatchObject([
      { action: 'refuse-admin', outcome: 'failed', service: 'jira', failure: 'unauthorised', by: 'admin-2' },
    ]);
  });

  it('is told what is wrong with a payload, and where', async () => {
    const { door } = createDoor();
    const context = { accountId: 'admin-2' };
    expect(await admit({ payload: { id: '' }, context }, Payload, door)).toEqual({
      ok: false,
      error: { code: 'invalid', message: 'Say which one', field: 'id' },
    });
  });

  it('is not kept out by a licence of another shape', async () => {
    const { door } = createDoor();
    const context = { accountId: 'admin-2', license: 'yes' };
    expect(await admit({ payload: { id: 'a' }, context }, Payload, door)).toMatchObject({
      ok: true,
      value: { admin: { licensed: undefined } },
    });
  });

  it('may only look and stop while the licence has run out (V14)', async () => {
    const { door } = createDoor();
    const ask = (license: unknown, needsLicence: boolean) =>
      admit(
        { payload: { id: 'a' }, context: { accountId: 'admin-2', license } },
        Payload,
        door,
        needsLicence,
      );
    expect(await ask({ active: false }, true)).toMatchObject({
      ok: false,
      error: { code: 'licence-inactive' },
    });
    expect(await ask({ active: false }, false)).toMatchObject({ ok: true });
    for (const license of [{ active: true }, { isActive: true }, undefined])
      expect(await ask(license, true)).toMatchObject({ ok: true });
  });
});
