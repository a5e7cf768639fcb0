import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../src/contract/failure';
import { fileCall } from '../../src/intake/file-call';
import {
  CALLER,
  createWorld,
  failure,
  makeLine,
  makeRecordedCall,
  makeUnderstanding,
  makeWav,
  OTHER_RECORDING_ID,
  START,
  TRANSCRIPT,
  textOf,
  type WorldOptions,
} from './fakes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TRANSIENT: FailureKind[] = ['unreachable', 'timed-out', 'rate-limited', 'unavailable', 'conflict'];
const LASTING: FailureKind[] = ['unauthorised', 'quota-exceeded', 'not-configured', 'rejected'];
const UNUSABLE: FailureKind[] = ['malformed', 'incomplete', 'declined'];

const begin = (options: WorldOptions = {}) => {
  const world = createWorld(options);
  const { id } = world.stored();
  return {
    ...world,
    file: () => fileCall(id, world),
    described: () => textOf(world.desk.made[0]?.description),
  };
};

describe('filing a call', () => {
  it('goes from the recording to a closed request', async () => {
    const world = begin();
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
    const world = begin();
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
    const { file, desk, phone, model, ...world } = begin();
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
    const world = begin();
    await world.file();
    await world.file();
    expect([world.desk.made.length, world.phone.texts.length, world.methods().length]).toEqual([1, 1, 3]);
  });

  it('is put off while the store is out', async () => {
    const world = begin();
    world.calls.faults.next.find = [failure('unavailable', 'forge')];
    expect(await world.file()).toMatchObject({ kind: 'retry', failure: { service: 'forge' } });
    expect(world.model.asked).toEqual([]);
    world.calls.faults.next.update = [failure('rate-limited', 'forge', { retryAfterSeconds: 7 })];
    expect(await world.file()).toMatchObject({ kind: 'retry', failure: { retryAfterSeconds: 7 } });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
  });

  it('of a line that was removed is parked with what to do', async () => {
    const world = begin({ line: makeLine({ number: '+14155550199' }) });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('Add it again'),
    });
  });

  it('goes on from wherever it was interrupted, without doing anything twice', async () => {
    // Every update but the last is lost once: the process ended just before it.
    for (let lost = 0; lost < 12; lost++) {
      const world = begin();
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
    const world = begin();
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
});

describe('a recording', () => {
  it('without a voice is no request', async () => {
    const world = begin({ wav: makeWav({ amplitude: 0 }) });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'abandoned', problem: expect.stringContaining('silent') });
    expect([world.model.asked, world.desk.made, world.phone.texts]).toEqual([[], [], []]);
  });

  it('without a voice that came cut off is fetched again, and filed as it is when it stays so', async () => {
    const call = makeRecordedCall({ recording: { sid: `RE${'2'.repeat(32)}`, seconds: 30, at: START } });
    const world = begin({ call, wav: makeWav({ cutTo: 44 }) });
    expect(await world.file()).toMatchObject({ kind: 'retry', failure: { service: 'twilio' } });
    world.clock.now = START + 5 * MINUTE;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'transcript-pending' });
    expect(world.described()).toContain('Transcript pending');
  });

  it('in a format that cannot be measured is transcribed all the same', async () => {
    const world = begin({ wav: new Uint8Array(new TextEncoder().encode('ID3 not a WAV')) });
    await world.file();
    expect(world.stored()).toMatchObject({ state: 'closed', transcript: TRANSCRIPT });
  });

  it('without words is filed with the recording', async () => {
    const world = begin({ heard: { text: '', language: '' } });
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
    const world = begin({ heard: { text: 'word '.repeat(60), language: 'en' } });
    await world.file();
    expect(world.stored().doubtful).toBe(true);
    expect(world.described()).toContain('Please listen to the recording.');
  });

  it('is transcribed with the vocabulary of the line, and its language only if there is no other', async () => {
    const open = begin({ line: makeLine({ vocabulary: ['Klarion'] }) });
    await open.file();
    expect(open.model.asked[0]?.hints).toEqual({ vocabulary: ['Klarion'] });
    const fixed = begin({ line: makeLine({ detectLanguage: false }) });
    await fixed.file();
    expect(fixed.model.asked[0]?.hints).toEqual({ vocabulary: [], language: 'en' });
  });
});

const HEARING = [
  ['fetchRecording', 'twilio'],
  ['transcribe', 'openai'],
] as const;

describe.each(HEARING)('when %s fails', (method, service) => {
  const failing = (kind: FailureKind) => {
    const world = begin();
    if (method === 'transcribe') world.model.faults.always.transcribe = failure(kind, service);
    else world.phone.faults.always.fetchRecording = failure(kind, service);
    return world;
  };

  it.each(TRANSIENT)(
    'for a while (%s), it is tried for four minutes, then the request is made without words',
    async (kind) => {
      const world = failing(kind);
      world.clock.now = START + 30_000 + 4 * MINUTE - 1;
      expect(await world.file()).toEqual({ kind: 'retry', failure: failure(kind, service), withinMs: 1 });
      expect([world.stored().state, world.desk.made]).toEqual(['recorded', []]);
      world.clock.now += 1;
      // Whatever it still fails at, the request is there.
      await world.file();
      expect(world.desk.made).toHaveLength(1);
      expect(world.stored()).toMatchObject({ gap: 'transcript-pending', request: { key: 'SUP-1' } });
      expect(world.described()).toContain('Transcript pending');
    },
  );

  it.each([...LASTING, ...UNUSABLE])(
    'for good (%s), the request is made at once without words',
    async (kind) => {
      const world = failing(kind);
      await world.file();
      expect(world.desk.made).toHaveLength(1);
      expect(world.stored()).toMatchObject({ state: 'closed', gap: 'transcript-pending' });
      expect(world.described()).toContain('Transcript pending');
      expect(world.phone.texts).toHaveLength(1);
      expect(world.phone.deleted).toEqual([]);
    },
  );
});

describe('a recording that Twilio does not have yet', () => {
  it('is waited for', async () => {
    const world = begin();
    world.phone.faults.next.fetchRecording = [failure('not-found', 'twilio')];
    expect(await world.file()).toMatchObject({ kind: 'retry' });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', transcript: TRANSCRIPT });
  });
});

describe('when the model does not make sense of the words', () => {
  it.each([...UNUSABLE, ...LASTING, 'not-found' as const])(
    'for good (%s), the request has the words as they were heard',
    async (kind) => {
      const world = begin();
      world.model.faults.always.understand = failure(kind, 'openai');
      expect(await world.file()).toEqual({ kind: 'settled' });
      expect(world.stored()).toMatchObject({ state: 'closed', gap: 'not-analysed', transcript: TRANSCRIPT });
      expect(world.described()).toMatch(/^Not analysed/);
      expect(world.described()).toContain(TRANSCRIPT.text);
      expect(world.desk.made[0]?.summary).toBe(TRANSCRIPT.text.replace(/\.$/, ''));
    },
  );

  it.each(TRANSIENT)('for a while (%s), it is tried again', async (kind) => {
    const world = begin();
    world.model.faults.next.understand = [failure(kind, 'openai')];
    expect(await world.file()).toMatchObject({ kind: 'retry', failure: { kind } });
    expect(world.stored().state).toBe('transcribed');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.model.asked.map(({ method }) => method)).toEqual(['transcribe', 'understand', 'understand']);
  });

  it('nothing that the caller did not say gets into the request', async () => {
    const understood = makeUnderstanding({
      summary: 'VPN is down with error 691',
      description: 'Call 555-0199 or write to boss@example.com.',
      entities: [
        { kind: 'error-code', value: '809', quote: 'Error 809' },
        { kind: 'person', value: 'Bob', quote: 'my name is Bob' },
      ],
      callback: { wanted: true, when: 'next Monday', number: '+1 555 0199' },
    });
    const world = begin({ understood });
    await world.file();
    const request = JSON.stringify(world.desk.made);
    expect(request).not.toMatch(/691|0199|boss@|Bob|Monday/);
    expect(request).toContain('809');
    expect(world.stored().understanding?.callback).toEqual({ wanted: true, when: null, number: null });
  });

  it('takes the language from the model when the recogniser named none', async () => {
    const world = begin({
      heard: { ...TRANSCRIPT, language: '' },
      understood: makeUnderstanding({ language: 'de' }),
    });
    await world.file();
    expect(world.stored().transcript?.language).toBe('de');
    expect(world.described()).toContain('Dringlichkeit');
  });
});

describe('any failures of any service, in any order', () => {
  const kinds: FailureKind[] = [...TRANSIENT, ...LASTING, ...UNUSABLE, 'not-found'];
  const some = <S extends 'twilio' | 'openai' | 'jira'>(service: S) =>
    fc.array(
      fc.constantFrom(...kinds).map((kind) => failure(kind, service)),
      { maxLength: 4 },
    );
  const faults = fc.record({
    fetchRecording: some('twilio'),
    sendText: some('twilio'),
    deleteRecording: some('twilio'),
    transcribe: some('openai'),
    understand: some('openai'),
    listFields: some('jira'),
    writeCallProperty: some('jira'),
    addInternalComment: some('jira'),
    attachRecording: some('jira'),
  });

  it('end in one request, or parked with words, and at most one text that was taken', async () => {
    await fc.assert(
      fc.asyncProperty(faults, async (planned) => {
        const world = begin();
        const { fetchRecording, sendText, deleteRecording, transcribe, understand, ...jira } =
          structuredClone(planned);
        Object.assign(world.phone.faults.next, { fetchRecording, sendText, deleteRecording });
        Object.assign(world.model.faults.next, { transcribe, understand });
        Object.assign(world.desk.faults.next, jira);
        let outcome = await world.file();
        for (let turn = 0; outcome.kind === 'retry' && turn < 60; turn++) {
          world.clock.now += 20_000;
          outcome = await world.file();
        }
        expect(outcome).toEqual({ kind: 'settled' });
        const { state, problem, request } = world.stored();
        if (state === 'parked')
          expect([world.desk.made.length, problem]).toEqual([0, expect.stringContaining('again')]);
        else expect([state, world.desk.made.length, request?.key]).toEqual(['closed', 1, 'SUP-1']);
        const refused = planned.sendText.findIndex(({ kind }) => kind !== 'rate-limited');
        const tries = refused === -1 ? planned.sendText.length + 1 : refused + 1;
        expect(world.phone.texts.length).toBeLessThanOrEqual(state === 'parked' ? 0 : tries);
        expect(
          world.methods().filter((method) => method === 'addInternalComment').length,
        ).toBeLessThanOrEqual(1);
        expect(world.methods().filter((method) => method === 'attachRecording').length).toBeLessThanOrEqual(
          1,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('a call whose request cannot be made', () => {
  it.each(TRANSIENT)('for a while (%s) waits for Jira a day, then is parked', async (kind) => {
    const world = begin();
    world.desk.faults.always.createRequest = failure(kind, 'jira');
    world.clock.now = START + 30_000 + 24 * HOUR - 1;
    expect(await world.file()).toMatchObject({ kind: 'retry', failure: { kind, service: 'jira' } });
    world.clock.now += 1;
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('within a day'),
    });
  });

  it.each([
    ['unauthorised', 'Give the app access'],
    ['not-found', 'Choose another one'],
    ['rejected', 'made up for a test'],
    ['malformed', 'Look for it'],
  ] as const)('for good (%s) is parked at once, with what to do', async (kind, words) => {
    const world = begin();
    world.desk.faults.always.createRequest = failure(kind, 'jira');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'parked', problem: expect.stringContaining(words) });
    expect(world.stored().problem).toContain('request type 10 of service desk 1');
    expect([world.phone.texts, world.phone.deleted]).toEqual([[], []]);
  });

  it('for one of our extra fields is made with the required ones only', async () => {
    const line = makeLine({
      fieldValues: { customfield_1: 'needed', customfield_2: 'extra' },
      numberField: 'customfield_3',
    });
    const fields = ['customfield_1', 'customfield_2', 'customfield_3'].map((id) => ({
      id,
      name: id,
      required: id === 'customfield_1',
      choices: [],
    }));
    const world = begin({ line, fields });
    world.desk.faults.next.createRequest = [failure('rejected', 'jira')];
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made.map((made) => made.fields)).toEqual([{ customfield_1: 'needed' }]);
    // The number was not taken with the request, so it is tried on its own.
    expect(world.desk.done[0]).toEqual({
      method: 'setField',
      key: 'SUP-1',
      value: { customfield_3: CALLER },
    });
    expect(world.stored().state).toBe('closed');
  });

  it('is not sent a second time after an answer other than a refusal', async () => {
    for (const kind of TRANSIENT) {
      const world = begin();
      world.desk.faults.next.createRequest = [failure(kind, 'jira')];
      expect(await world.file()).toMatchObject({ kind: 'retry' });
      expect(world.desk.made).toEqual([]);
    }
  });
});
