import { describe, expect, it } from 'vitest';
import type { CallBook } from '../../src/call/call-book';
import { fileCall } from '../../src/intake/file-call';
import { headingsOf } from './fake-desk';
import { createFiling } from './fake-ports';
import {
  CALLER,
  failure,
  makeLine,
  makeRecordedCall,
  makeSettings,
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
        'late-transcript': 'skipped',
        'late-analysis': 'skipped',
        'late-placement': 'skipped',
        'recording-deleted': 'done',
      },
    });
    expect(world.stored().problem).toBeUndefined();
    expect(world.desk.made).toHaveLength(1);
    expect(world.methods()).toEqual(['writeCallProperty', 'attachRecording', 'addInternalComment']);
    expect(world.phone.texts).toEqual([
      {
        from: '+14155550100',
        to: CALLER,
        body: 'Example Support: your request is SUP-1. Reference K7QM-2R4X.',
      },
    ]);
    expect(world.described()).toContain(TRANSCRIPT.text);
    // The first worker to hold a call asks nobody what was done before.
    expect(world.desk.asked).not.toContain('readRequest');
    expect(world.desk.asked).not.toContain('findByReference');
    expect(world.phone.asked).not.toContain('wasTextSent');
  });

  it('writes each attempt to the audit trail, in order', async () => {
    const world = createFiling();
    world.model.faults.next.understand = [failure('unavailable', 'openai')];
    await world.fileToEnd();
    expect(world.audited.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'transcribe done',
      'understand failed',
      'retry failed',
      'understand done',
      'file done',
      'property done',
      'caller done',
      'confirmation done',
      'attachment done',
      'comment done',
      'recording-deleted done',
    ]);
    expect(world.audited[1]).toMatchObject({ failure: 'unavailable', service: 'openai' });
    for (const { action, issueKey } of world.audited.slice(5))
      expect([action, issueKey]).toEqual([action, 'SUP-1']);
  });

  it('logs each stage with ids and codes only', async () => {
    const world = createFiling();
    world.phone.faults.next.fetchRecording = [failure('unavailable', 'twilio', { detail: CALLER })];
    await world.fileToEnd();
    expect(world.lines.map(({ event }) => event)).toEqual([
      'stage-failed',
      'call-transcribed',
      'call-understood',
      'call-filed',
      'call-confirmed',
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
    expect(await world.file()).toEqual({ kind: 'wait', ms: 5000 });
    expect(world.model.asked).toEqual([]);
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('that the store refuses for good is parked: nobody is paid for the same words again', async () => {
    const world = createFiling();
    const { transcribe } = world.model;
    world.model.transcribe = (...asked) => {
      world.calls.faults.next.update = [failure('rejected', 'forge')];
      return transcribe(...asked);
    };
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('could not be stored'),
    });
    expect(world.stored()).not.toHaveProperty('lease');
    expect(world.audited.at(-1)).toMatchObject({ action: 'park', outcome: 'done' });
    expect(world.lines.at(-1)).toMatchObject({ event: 'call-not-kept', reason: 'recorded' });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.model.asked).toHaveLength(1);
    await world.tryAgain();
    world.model.transcribe = transcribe;
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored().state).toBe('closed');
  });

  it('of a line that was removed is parked with what to do', async () => {
    const world = createFiling({ line: makeLine({ id: 'sales', number: '+14155550199' }) });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('Add it again'),
    });
    expect([world.model.asked, world.desk.asked]).toEqual([[], []]);
  });

  it('of a line whose number was corrected is filed as ever', async () => {
    const world = createFiling({ line: makeLine({ number: '+14155550199' }) });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', request: { key: 'SUP-1' } });
    // The number that has the caller's trust is the one that was called.
    expect(world.phone.texts[0]?.from).toBe('+14155550100');
  });

  it('whose number has meanwhile become that of another line belongs to that line', async () => {
    const other = makeLine({ id: 'sales', requestTypeId: '20' });
    const moved = makeLine({ number: '+14155550199' });
    const world = createFiling();
    await world.file({ settings: makeSettings([moved, other]) });
    expect(world.desk.made[0]?.requestTypeId).toBe('20');
  });

  it('goes on from wherever it was interrupted, without doing anything twice', async () => {
    // Each update is the last thing that its worker does, whether it was stored or not.
    for (const isStored of [false, true]) {
      for (let last = 0; last < 22; last++) {
        const world = createFiling();
        let turn = 0;
        const update: CallBook['update'] = async (id, change) => {
          if (turn++ !== last) return world.calls.update(id, change);
          if (isStored) await world.calls.update(id, change);
          throw new Error('killed');
        };
        await world.file({ calls: { ...world.calls, update } }).catch(() => undefined);
        const where = `update ${last}, ${isStored ? 'stored' : 'lost'}`;
        expect(await world.fileToEnd(), where).toEqual({ kind: 'settled' });
        expect([where, world.stored().state]).toEqual([where, 'closed']);
        expect(world.desk.made, where).toHaveLength(1);
        expect(world.phone.texts, where).toHaveLength(1);
        expect(headingsOf(world.desk.issueOf('SUP-1')), where).toHaveLength(1);
        expect(world.desk.issueOf('SUP-1').attachments, where).toHaveLength(1);
      }
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
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.stored()).toMatchObject({ state: 'recorded', retry: { service: 'twilio' } });
    world.clock.now = START + 5 * MINUTE;
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.stored()).toMatchObject({ state: 'confirmed', gap: 'transcript-pending' });
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

  it('is transcribed with the vocabulary of the line, and its language where the caller chose it', async () => {
    const open = createFiling({ line: makeLine({ vocabulary: ['Klarion'] }) });
    await open.file();
    expect(open.model.asked[0]?.hints).toEqual({ vocabulary: ['Klarion'] });
    for (const policy of ['fixed', 'key', 'country'] as const) {
      const fixed = createFiling({ line: makeLine({ languagePolicy: policy }) });
      await fixed.file();
      expect(fixed.model.asked[0]?.hints).toEqual({ vocabulary: [], language: 'en' });
    }
  });
});

describe('a recording that Twilio does not have yet', () => {
  it('is waited for', async () => {
    const world = createFiling();
    world.phone.faults.next.fetchRecording = [failure('not-found', 'twilio')];
    expect(await world.file()).toEqual({ kind: 'wait', ms: 2000 });
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', transcript: TRANSCRIPT });
  });

  it('is there no more after an hour: the call is filed as it is, and waits for a person', async () => {
    const world = createFiling();
    world.phone.faults.always.fetchRecording = failure('not-found', 'twilio');
    world.clock.now = START + 62 * MINUTE;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      gap: 'transcript-pending',
      steps: { attachment: 'failed', 'late-transcript': 'failed' },
      problem: expect.stringContaining('(twilio: not-found). Then try again.'),
    });
    expect(world.described()).toContain('Transcript pending');
    expect(world.phone.texts).toHaveLength(1);
  });
});
