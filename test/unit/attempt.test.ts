import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../src/contract/failure';
import { attempt } from '../../src/intake/attempt';
import { fetchRecording } from '../../src/intake/fetch-recording';
import { createFiling, createWorld } from './fake-ports';
import { CALL_ID, failure, makeCall, makeRecordedCall, makeWav, RECORDING_ID, START } from './fakes';

const HOUR = 60 * 60_000;

describe('an attempt', () => {
  const filed = makeRecordedCall({ state: 'filed', request: { key: 'SUP-7', id: '7', at: START } });

  it('is written to the audit trail with what came of it and how long it took', async () => {
    const world = createWorld();
    const done = await attempt('transcribe', makeCall(), world, async () => {
      world.clock.now += 1500;
      return succeed('words');
    });
    expect(done).toEqual(succeed('words'));
    const refusal = failure('rate-limited', 'openai');
    expect(await attempt('understand', filed, world, async () => fail(refusal))).toEqual(fail(refusal));
    expect(world.audited).toEqual([
      { action: 'transcribe', outcome: 'done', callId: CALL_ID, ms: 1500 },
      {
        ...{ action: 'understand', outcome: 'failed', callId: CALL_ID, ms: 0, issueKey: 'SUP-7' },
        ...{ failure: 'rate-limited', service: 'openai' },
      },
    ]);
  });

  it('is none where the service was not asked: an outage does not fill the trail', async () => {
    const world = createFiling();
    const out = failure('unavailable', 'openai', { notAsked: true, untried: true, retryAfterSeconds: 30 });
    world.model.faults.next.transcribe = [out];
    world.desk.faults.next.addInternalComment = [{ ...out, service: 'jira' }];
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.audited.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  it('that makes a request says which', async () => {
    const world = createFiling();
    await world.file();
    expect(world.audited.find(({ action }) => action === 'file')).toMatchObject({ issueKey: 'SUP-1' });
  });
});

describe('a recording that is fetched', () => {
  const recording = { sid: RECORDING_ID, seconds: 2, at: START + 30_000 };

  it('and is not there yet is waited for, for an hour', async () => {
    const world = createWorld();
    world.phone.faults.always.fetchRecording = failure('not-found', 'twilio');
    world.clock.now = START + 30_000 + HOUR;
    expect(await fetchRecording(recording, world)).toMatchObject({
      failure: { kind: 'unavailable' },
    });
    world.clock.now += 1;
    expect(await fetchRecording(recording, world)).toMatchObject({ failure: { kind: 'not-found' } });
  });

  it('and came without its end is asked for again for an hour, then taken as it is', async () => {
    const cut = makeWav({ seconds: 4 });
    const world = createWorld({ wav: cut });
    const long = { sid: RECORDING_ID, seconds: 30, at: START };
    world.clock.now = START + HOUR;
    expect(await fetchRecording(long, world)).toMatchObject({
      failure: { kind: 'unavailable', service: 'twilio' },
    });
    world.clock.now += 1;
    expect(await fetchRecording(long, world)).toEqual(succeed(cut));
  });

  it.each([
    [29, true],
    [28, false],
  ])('is whole though Twilio has rounded its length up to 30 seconds: %i, %s', async (seconds, ok) => {
    const world = createWorld({ wav: makeWav({ seconds }) });
    const long = { sid: RECORDING_ID, seconds: 30, at: START };
    expect(await fetchRecording(long, world)).toMatchObject({ ok });
  });

  it('fails as it fails otherwise', async () => {
    const world = createWorld();
    world.phone.faults.always.fetchRecording = failure('unauthorised', 'twilio');
    expect(await fetchRecording(recording, world)).toMatchObject({
      failure: { kind: 'unauthorised' },
    });
  });
});
