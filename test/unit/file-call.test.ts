import { describe, expect, it } from 'vitest';
import { fileCall } from '../../src/intake/file-call';
import { createFiling } from './fake-ports';
import {
  CALLER,
  failure,
  makeLine,
  makeRecordedCall,
  makeWav,
  OTHER_RECORDING_ID,
  START,
  TRANSCRIPT,
} from './fakes';

const MINUTE = 60_000;

describe('filing a call', () => {
  it('goes from the recording to a closed request', async () => {
    const world = createFiling();
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'closed',
      transcript: TRANSCRIPT,
      request: { key: 'SUP-1', at: START + MINUTE },
      steps: {
        'number-field': 'skipped',
        property: 'done',
        confirmation: 'done',
        comment: 'done',
        attachment: 'done',
        'recording-deleted': 'done',
      },
    });
    expect(world.stored().problem).toBeUndefined();
    expect(world.desk.made).toHaveLength(1);
    expect(world.methods()).toEqual(['writeCallProperty', 'addInternalComment', 'attachRecording']);
    expect(world.phone.texts).toEqual([
      {
        from: '+14155550100',
        to: CALLER,
        body: 'Example Support: your request is SUP-1. Reference K7QM-2R4X.',
      },
    ]);
    expect(world.described()).toContain(TRANSCRIPT.text);
  });

  it('logs each stage with ids and codes only', async () => {
    const world = createFiling();
    world.phone.faults.next.fetchRecording = [failure('unavailable', 'twilio', { detail: CALLER })];
    await world.file();
    await world.file();
    expect(world.lines.map(({ event }) => event)).toEqual([
      'stage-failed',
      'call-transcribed',
      'call-understood',
      'call-filed',
      'call-closed',
    ]);
    expect(JSON.stringify(world.lines)).not.toMatch(/VPN|\+1|809|Hamburg/);
    for (const line of world.lines)
      expect(['event', 'callId', 'issueKey', 'failure', 'reason', 'ms']).toEqual(
        expect.arrayContaining(Object.keys(line)),
      );
  });

  it('does nothing for a call that is unknown, going on, or settled', async () => {
    const { file, desk, phone, model, ...world } = createFiling();
    expect(await fileCall(`CA${'9'.repeat(32)}`, { ...world, desk, phone, model })).toEqual({
      kind: 'settled',
    });
    for (const state of ['answered', 'closed', 'abandoned', 'parked'] as const) {
      await world.calls.put(makeRecordedCall({ state }));
      expect(await file()).toEqual({ kind: 'settled' });
    }
    expect([desk.made, desk.done, phone.texts, model.asked]).toEqual([[], [], [], []]);
  });

  it('delivered again does nothing again', async () => {
    const world = createFiling();
    await world.file();
    await world.file();
    expect([world.desk.made.length, world.phone.texts.length, world.methods().length]).toEqual([1, 1, 3]);
  });

  it('is put off while the store is out', async () => {
    const world = createFiling();
    world.calls.faults.next.update = [failure('unavailable', 'forge')];
    expect(await world.file()).toMatchObject({ kind: 'retry', failure: { service: 'forge' } });
    expect(world.model.asked).toEqual([]);
    world.calls.faults.next.update = [failure('rate-limited', 'forge', { retryAfterSeconds: 7 })];
    expect(await world.file()).toMatchObject({ kind: 'retry', failure: { retryAfterSeconds: 7 } });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('of a line that was removed is parked with what to do', async () => {
    const world = createFiling({ line: makeLine({ number: '+14155550199' }) });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('Add it again'),
    });
  });

  it('goes on from wherever it was interrupted, without doing anything twice', async () => {
    // Every update but the last is lost once: the process ended just before it.
    for (let lost = 0; lost < 12; lost++) {
      const world = createFiling();
      const { update } = world.calls;
      let turn = 0;
      world.calls.update = async (id, change) =>
        turn++ === lost ? { ok: false, failure: failure('timed-out', 'forge') } : update(id, change);
      await world.file();
      world.calls.update = update;
      expect(await world.file(), `update ${lost}`).toEqual({ kind: 'settled' });
      expect(world.stored().state, `update ${lost}`).toBe('closed');
      expect(world.phone.texts.length, `update ${lost}`).toBeLessThanOrEqual(1);
    }
  });

  it('begins again with a message that was left meanwhile, and keeps what the line wrote', async () => {
    const world = createFiling();
    const { transcribe } = world.model;
    world.model.transcribe = async () => {
      world.model.transcribe = transcribe;
      const later = { sid: OTHER_RECORDING_ID, seconds: 2, at: START + MINUTE };
      await world.calls.put({
        ...world.stored(),
        recording: later,
        endedAt: START + 70_000,
        durationSeconds: 70,
      });
      return { ok: true, value: { text: 'Uh.', language: 'en' } };
    };
    await world.file();
    expect(world.stored()).toMatchObject({
      state: 'closed',
      recording: { sid: OTHER_RECORDING_ID },
      transcript: TRANSCRIPT,
      endedAt: START + 70_000,
      durationSeconds: 70,
    });
  });

  it('keeps what the line wrote while a stage was at work', async () => {
    const world = createFiling();
    const { transcribe } = world.model;
    world.model.transcribe = async (wav, hints) => {
      await world.calls.put({ ...world.stored(), endedAt: START + 70_000, durationSeconds: 70 });
      return transcribe(wav, hints);
    };
    await world.file();
    expect(world.stored()).toMatchObject({ state: 'closed', endedAt: START + 70_000, durationSeconds: 70 });
    expect(world.model.asked.map(({ method }) => method)).toEqual(['transcribe', 'understand']);
  });
});

describe('a recording', () => {
  it('without a voice is no request', async () => {
    const world = createFiling({ wav: makeWav({ amplitude: 0 }) });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'abandoned', problem: expect.stringContaining('silent') });
    expect([world.model.asked, world.desk.made, world.phone.texts]).toEqual([[], [], []]);
  });

  it('without a voice that came cut off is fetched again, and filed as it is when it stays so', async () => {
    const call = makeRecordedCall({ recording: { sid: `RE${'2'.repeat(32)}`, seconds: 30, at: START } });
    const world = createFiling({ call, wav: makeWav({ cutTo: 44 }) });
    expect(await world.file()).toMatchObject({ kind: 'retry', failure: { service: 'twilio' } });
    world.clock.now = START + 5 * MINUTE;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'transcript-pending' });
    expect(world.described()).toContain('Transcript pending');
  });

  it('in a format that cannot be measured is transcribed all the same', async () => {
    const world = createFiling({ wav: new Uint8Array(new TextEncoder().encode('ID3 not a WAV')) });
    await world.file();
    expect(world.stored()).toMatchObject({ state: 'closed', transcript: TRANSCRIPT });
  });

  it('without words is filed with the recording', async () => {
    const world = createFiling({ heard: { text: '', language: '' } });
    await world.file();
    expect(world.stored()).toMatchObject({
      state: 'closed',
      gap: 'no-words',
      steps: { comment: 'skipped', attachment: 'done' },
    });
    expect(world.model.asked.map(({ method }) => method)).toEqual(['transcribe']);
    expect(world.described()).toContain('No words could be made out');
  });

  it('with more words than it has time for is to be listened to', async () => {
    const world = createFiling({ heard: { text: 'word '.repeat(60), language: 'en' } });
    await world.file();
    expect(world.stored().doubtful).toBe(true);
    expect(world.described()).toContain('Please listen to the recording.');
  });

  it('is transcribed with the vocabulary of the line, and its language only if there is no other', async () => {
    const open = createFiling({ line: makeLine({ vocabulary: ['Klarion'] }) });
    await open.file();
    expect(open.model.asked[0]?.hints).toEqual({ vocabulary: ['Klarion'] });
    const fixed = createFiling({ line: makeLine({ detectLanguage: false }) });
    await fixed.file();
    expect(fixed.model.asked[0]?.hints).toEqual({ vocabulary: [], language: 'en' });
  });
});

describe('a recording that Twilio does not have yet', () => {
  it('is waited for', async () => {
    const world = createFiling();
    world.phone.faults.next.fetchRecording = [failure('not-found', 'twilio')];
    expect(await world.file()).toMatchObject({ kind: 'retry' });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', transcript: TRANSCRIPT });
  });
});
