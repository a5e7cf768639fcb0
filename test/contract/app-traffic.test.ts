import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakJira, call, callSaying, changeLine, openSandbox, readFixture } from '../flow/bench';
import type { Sandbox } from '../sandbox/sandbox';
import { checkExchanges, createRecorder, hasSpecs } from './openapi';

/** Every request that the app itself sends, and every reply that it gets, against the vendors' own descriptions. */
describe.skipIf(!hasSpecs())('what the app and the stand-ins say to each other', () => {
  const recorder = createRecorder();
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
    sandbox.network.record(({ request, response }) => void recorder.record(request, response));
  }, 180_000);
  afterAll(() => sandbox.close());

  it('is as the vendors describe it', async () => {
    for (const name of ['outage-vpn', 'german-login', 'no-text-please'])
      await call(sandbox, [{ do: 'speak', wav: readFixture(name) }]);
    await changeLine(sandbox, {
      numberField: 'customfield_10100',
      recording: 'delete',
      vocabulary: ['StockPilot', 'Brightwater'],
      languagePolicy: 'fixed',
    });
    await callSaying(sandbox, 'StockPilot shows error eight oh nine.');
    // Whoever tries again looks first.
    await breakJira(sandbox, { kind: 'rate-limit', retryAfter: 1, match: { path: '/comment$' } });
    await callSaying(sandbox, 'The gate at Brightwater is stuck.');
    const { complaints, covered } = await checkExchanges(recorder.exchanges);
    expect(complaints).toEqual([]);
    const operations = [...covered]
      .flatMap(([vendor, ids]) => [...ids].map((id) => `${vendor} ${id}`))
      .sort();
    expect(operations).toEqual([
      expect.stringMatching(/ addAttachment$/),
      expect.stringMatching(/ addComment$/),
      expect.stringMatching(/ getIssue$/),
      expect.stringMatching(/ getMyPermissions$/),
      expect.stringMatching(/ setIssueProperty$/),
      expect.stringMatching(/ createResponse$/),
      expect.stringMatching(/ createTranscription$/),
      expect.stringMatching(/ CreateMessage$/),
      expect.stringMatching(/ DeleteRecording$/),
    ]);
  }, 60_000);
});
