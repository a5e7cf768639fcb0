import { describe, expect, it } from 'vitest';
import { listAudit } from '../../src/settings/list-audit';
import { createAdmin } from './fake-admin';
import { CALL_ID, failure } from './fakes';

describe('the list of what the app did', () => {
  it('is of one call in its order, or of all with the newest first', async () => {
    const { admin } = createAdmin();
    await admin.trail.note({ action: 'transcribe', outcome: 'done', callId: CALL_ID });
    await admin.trail.note({ action: 'file', outcome: 'done', callId: CALL_ID });
    await admin.trail.note({ action: 'pause', outcome: 'done', by: 'admin-1' });
    expect(await listAudit({ callId: CALL_ID }, admin)).toMatchObject({
      value: { entries: [{ action: 'transcribe' }, { action: 'file' }] },
    });
    expect(await listAudit({}, admin)).toMatchObject({
      value: { entries: [{ action: 'pause' }, { action: 'file' }, { action: 'transcribe' }], cursor: 'more' },
    });
  });

  it('is refused in words when it can not be read', async () => {
    const out = failure('unavailable', 'forge');
    const { admin } = createAdmin({ listOfCall: out, listRecent: out });
    expect(await listAudit({ callId: CALL_ID }, admin)).toMatchObject({ ok: false });
    expect(await listAudit({}, admin)).toMatchObject({ ok: false });
  });
});
