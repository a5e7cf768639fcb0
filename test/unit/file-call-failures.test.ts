import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../src/contract/failure';
import { createFiling } from './fake-ports';
import { CALLER, failure, makeLine, makeUnderstanding, START, TRANSCRIPT } from './fakes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TRANSIENT: FailureKind[] = ['unreachable', 'timed-out', 'rate-limited', 'unavailable', 'conflict'];
const LASTING: FailureKind[] = ['unauthorised', 'quota-exceeded', 'not-configured', 'rejected'];
const UNUSABLE: FailureKind[] = ['malformed', 'incomplete', 'declined'];

const HEARING = [
  ['fetchRecording', 'twilio'],
  ['transcribe', 'openai'],
] as const;

describe.each(HEARING)('when %s fails', (method, service) => {
  const failing = (kind: FailureKind) => {
    const world = createFiling();
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

describe('when the model does not make sense of the words', () => {
  it.each([...UNUSABLE, ...LASTING, 'not-found' as const])(
    'for good (%s), the request has the words as they were heard',
    async (kind) => {
      const world = createFiling();
      world.model.faults.always.understand = failure(kind, 'openai');
      expect(await world.file()).toEqual({ kind: 'settled' });
      expect(world.stored()).toMatchObject({ state: 'closed', gap: 'not-analysed', transcript: TRANSCRIPT });
      expect(world.described()).toMatch(/^Not analysed/);
      expect(world.described()).toContain(TRANSCRIPT.text);
      expect(world.desk.made[0]?.summary).toBe(TRANSCRIPT.text.replace(/\.$/, ''));
    },
  );

  it.each(TRANSIENT)('for a while (%s), it is tried again', async (kind) => {
    const world = createFiling();
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
    const world = createFiling({ understood });
    await world.file();
    const request = JSON.stringify(world.desk.made);
    expect(request).not.toMatch(/691|0199|boss@|Bob|Monday/);
    expect(request).toContain('809');
    expect(world.stored().understanding?.callback).toEqual({ wanted: true, when: null, number: null });
  });

  it.each(['+1 (415) 555-0122', '+14155550122', '415 555 0122'])(
    'keeps of the number %s what the caller said',
    async (number) => {
      const text = 'Call me back at four one five five five five oh one two two.';
      const callback = { wanted: true, when: null, number };
      const world = createFiling({
        heard: { text, language: 'en' },
        understood: makeUnderstanding({ callback }),
      });
      await world.file();
      const kept = world.stored().understanding?.callback.number?.replace(/\D/g, '');
      expect(kept).toBe('4155550122');
    },
  );

  it('more than Jira takes still becomes a request', async () => {
    const long = 'The printer is slow. '.repeat(5000);
    const world = createFiling({
      heard: { text: long, language: 'en' },
      understood: makeUnderstanding({
        description: long,
        entities: [{ kind: 'other', value: long, quote: long }],
      }),
    });
    await world.file();
    expect(world.stored().state).toBe('closed');
    expect(world.described().length).toBeLessThan(10_000);
    const comment = world.desk.done.find(({ method }) => method === 'addInternalComment');
    expect(JSON.stringify(comment?.value).length).toBeLessThan(32_767);
  });

  it('takes the language from the model when the recogniser named none', async () => {
    const world = createFiling({
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
        const world = createFiling();
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
    const world = createFiling();
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
    ['not-found', 'Choose another one'],
    ['rejected', 'made up for a test'],
    ['malformed', 'Look for it'],
  ] as const)('for good (%s) is parked at once, with what to do', async (kind, words) => {
    const world = createFiling();
    world.desk.faults.always.createRequest = failure(kind, 'jira');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'parked', problem: expect.stringContaining(words) });
    expect(world.stored().problem).toContain('request type 10 of service desk 1');
    expect([world.phone.texts, world.phone.deleted]).toEqual([[], []]);
  });

  it('since the app is not let in waits ten minutes, as after an installation, then is parked', async () => {
    const world = createFiling();
    world.desk.faults.always.createRequest = failure('unauthorised', 'jira');
    world.clock.now = START + 30_000 + 10 * MINUTE - 1;
    expect(await world.file()).toMatchObject({ kind: 'retry', withinMs: 1 });
    world.clock.now += 1;
    expect(await world.file()).toEqual({ kind: 'settled' });
    const problem = expect.stringContaining('Give the app access');
    expect(world.stored()).toMatchObject({ state: 'parked', problem });
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
    const world = createFiling({ line, fields });
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
      const world = createFiling();
      world.desk.faults.next.createRequest = [failure(kind, 'jira')];
      expect(await world.file()).toMatchObject({ kind: 'retry' });
      expect(world.desk.made).toEqual([]);
    }
  });
});
