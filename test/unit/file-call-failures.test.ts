import { describe, expect, it } from 'vitest';
import type { FailureKind } from '../../src/contract/failure';
import { MOST_TRIES } from '../../src/intake/retry';
import { createFiling } from './fake-ports';
import { CALLER, failure, makeField, makeLine, makeReading, START, TRANSCRIPT } from './fakes';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TRANSIENT: FailureKind[] = ['unreachable', 'timed-out', 'rate-limited', 'unavailable', 'conflict'];
/** A later try may succeed, but only once somebody has acted. */
const CURABLE: FailureKind[] = ['unauthorised', 'quota-exceeded', 'not-configured'];
const FINAL: FailureKind[] = ['incomplete', 'declined', 'rejected', 'not-found'];

const HEARING = [
  ['fetchRecording', 'twilio'],
  ['transcribe', 'openai'],
] as const;

describe.each(HEARING)('when %s fails', (method, service) => {
  const failing = (kind: FailureKind, retryAfterSeconds?: number) => {
    const world = createFiling();
    const fault = failure(kind, service, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
    if (method === 'transcribe') world.model.faults.always.transcribe = fault;
    else world.phone.faults.always.fetchRecording = fault;
    return world;
  };

  it.each(TRANSIENT)(
    'for a while (%s), it is tried for two minutes at most, then the request is made without words',
    async (kind) => {
      const world = failing(kind);
      // The next try but one would come after the two minutes: it comes at their end.
      const tried = { service, failure: kind, count: 2, since: START, last: START, at: START };
      await world.calls.put({ ...world.stored(), retry: tried });
      world.clock.now = START + 30_000 + 2 * MINUTE - 12_000;
      expect(await world.file()).toEqual({ kind: 'wait', ms: 8000 });
      world.clock.now += 8000;
      expect(await world.file()).toEqual({ kind: 'wait', ms: 4000 });
      expect([world.stored().state, world.desk.made]).toEqual(['recorded', []]);
      world.clock.now += 4000;
      await world.file();
      expect(world.desk.made).toHaveLength(1);
      expect(world.stored()).toMatchObject({
        state: 'confirmed',
        gap: 'transcript-pending',
        request: { key: 'SUP-1' },
      });
      expect(world.described()).toContain('Transcript pending');
    },
  );

  it.each([...TRANSIENT, 'malformed' as const])(
    'for ever (%s), the request is there within five minutes',
    async (kind) => {
      for (const retryAfterSeconds of [undefined, 1, 100, 600]) {
        const world = failing(kind, retryAfterSeconds);
        while (world.stored().request === undefined) {
          const outcome = await world.file();
          world.clock.now += outcome.kind === 'wait' ? outcome.ms : 0;
        }
        expect((world.stored().request?.at ?? 0) - START - 30_000).toBeLessThanOrEqual(2 * MINUTE);
      }
    },
  );

  it.each(CURABLE)('until somebody acts (%s), the request is made at once without words', async (kind) => {
    const world = failing(kind);
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.stored()).toMatchObject({ state: 'confirmed', gap: 'transcript-pending' });
    expect(world.described()).toContain('Transcript pending');
    expect(world.phone.texts).toHaveLength(1);
    expect(world.phone.deleted).toEqual([]);
  });

  it.each(['rejected', 'incomplete', 'declined'] as const)(
    'for good (%s), the request is made at once',
    async (kind) => {
      const world = failing(kind);
      expect(await world.file()).toEqual({ kind: 'settled' });
      expect([world.desk.made.length, world.phone.texts.length]).toEqual([1, 1]);
      expect(world.stored().request?.at).toBe(world.now());
    },
  );
});

describe('words that can never be had', () => {
  it('since the model can do nothing with the recording: nobody waits for them', async () => {
    const world = createFiling();
    world.model.faults.always.transcribe = failure('rejected', 'openai');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'no-transcript' });
    expect(world.described()).toContain('No transcript could be made');
  });

  it('since Twilio does not give the recording out are a matter for a person, and come after all', async () => {
    const world = createFiling();
    world.phone.faults.always.fetchRecording = failure('rejected', 'twilio');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.described()).toContain('Transcript pending');
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringMatching(
        /^The recording could not be attached.*The transcript.*Then try again\.$/,
      ),
    });
    delete world.phone.faults.always.fetchRecording;
    await world.tryAgain();
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', transcript: TRANSCRIPT });
    expect(world.desk.issueOf('SUP-1').attachments).toHaveLength(1);
  });
});

describe('when the model does not make sense of the words', () => {
  it.each(FINAL)('for good (%s), the request has the words as they were heard', async (kind) => {
    const world = createFiling();
    world.model.faults.always.understand = failure(kind, 'openai');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'closed', gap: 'not-analysed', transcript: TRANSCRIPT });
    expect(world.described()).toMatch(/^Not analysed/);
    expect(world.described()).toContain(TRANSCRIPT.text);
    expect(world.desk.made[0]?.summary).toBe(TRANSCRIPT.text.replace(/\.$/, ''));
  });

  it.each(CURABLE)(
    'until somebody acts (%s), the request has the words and says what is pending',
    async (kind) => {
      const world = createFiling();
      world.model.faults.always.understand = failure(kind, 'openai');
      expect(await world.file()).toMatchObject({ kind: 'wait' });
      expect(world.stored()).toMatchObject({ state: 'confirmed', gap: 'analysis-pending' });
      expect(world.described()).toMatch(/^Analysis pending/);
      expect(world.described()).toContain(TRANSCRIPT.text);
    },
  );

  it.each([...TRANSIENT, 'malformed' as const])('for a while (%s), it is tried again', async (kind) => {
    const world = createFiling();
    world.model.faults.next.understand = [failure(kind, 'openai')];
    expect(await world.file()).toMatchObject({ kind: 'wait' });
    expect(world.stored()).toMatchObject({ state: 'transcribed', retry: { failure: kind } });
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.model.asked.map(({ method }) => method)).toEqual(['transcribe', 'understand', 'understand']);
  });

  it('nothing that the caller did not say gets into the request', async () => {
    const understood = makeReading({
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
        understood: makeReading({ callback }),
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
      understood: makeReading({
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
      understood: makeReading({ language: 'de' }),
    });
    await world.file();
    expect(world.stored().transcript?.language).toBe('de');
    expect(world.described()).toContain('Dringlichkeit');
  });
});

describe('a call whose request cannot be made', () => {
  it.each([
    ...TRANSIENT.map((kind) => ['listFields', kind] as const),
    ['createRequest', 'rate-limited'] as const,
  ])('for a while (%s, %s) waits for Jira seven days, then is parked', async (method, kind) => {
    const world = createFiling();
    world.desk.faults.always[method] = failure(kind, 'jira');
    const begun = world.now();
    expect(await world.fileToEnd(1000)).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('within a week'),
    });
    const days = (world.now() - begun) / (24 * HOUR);
    expect([days > 6.9, days <= 7]).toEqual([true, true]);
    expect([world.phone.texts, world.phone.deleted]).toEqual([[], []]);
  });

  it.each([
    ['not-found', 'Choose another one'],
    ['rejected', 'made up for a test'],
  ] as const)('for good (%s) is parked at once, with what to do', async (kind, words) => {
    const world = createFiling();
    world.desk.faults.always.createRequest = failure(kind, 'jira');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({ state: 'parked', problem: expect.stringContaining(words) });
    expect(world.stored().problem).toContain('request type 10 of service desk 1');
    expect(world.stored()).not.toHaveProperty('intent');
    expect([world.phone.texts, world.phone.deleted]).toEqual([[], []]);
  });

  it('since its answers cannot be read waits a good day, then is parked with what to look for', async () => {
    const world = createFiling();
    world.desk.faults.always.createRequest = failure('malformed', 'jira');
    const begun = world.now();
    expect(await world.fileToEnd(100)).toEqual({ kind: 'settled' });
    expect(world.stored()).toMatchObject({
      state: 'parked',
      intent: expect.anything(),
      problem: expect.stringContaining('Look for reference K7QM-2R4X there'),
    });
    // Made anew for some hours, looked for a day.
    const hours = (world.now() - begun) / HOUR;
    expect([hours >= 24, hours <= 24 + 9]).toEqual([true, true]);
  });

  it('since the app is not let in waits ten minutes, as after an installation, then is parked', async () => {
    const world = createFiling();
    world.desk.faults.always.createRequest = failure('unauthorised', 'jira');
    const begun = world.now();
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    const problem = expect.stringContaining('Give the app access');
    expect(world.stored()).toMatchObject({ state: 'parked', problem });
    const minutes = (world.now() - begun) / MINUTE;
    // The last try is at their end.
    expect(minutes).toBe(10);
  });

  it('after too many tries is parked, though its patience is not over', async () => {
    const tried = (count: number) => ({
      ...({ service: 'jira', failure: 'unavailable', count } as const),
      ...{ since: START, last: START, at: START },
    });
    for (const [count, state] of [
      [MOST_TRIES - 1, 'understood'],
      [MOST_TRIES, 'parked'],
    ] as const) {
      const world = createFiling();
      world.desk.faults.always.listFields = failure('unavailable', 'jira');
      await world.file();
      await world.calls.put({ ...world.stored(), retry: tried(count) });
      await world.file();
      expect(world.stored().state).toBe(state);
    }
  });

  it('for one of our extra fields is made with the required ones only', async () => {
    const line = makeLine({
      fieldValues: { customfield_1: 'needed', customfield_2: 'extra' },
      numberField: 'customfield_3',
    });
    const fields = ['customfield_1', 'customfield_2', 'customfield_3'].map((id) =>
      makeField(id, { required: id === 'customfield_1' }),
    );
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
      expect(await world.file()).toMatchObject({ kind: 'wait' });
      expect(world.desk.asked.filter((method) => method === 'createRequest')).toHaveLength(1);
      expect(world.desk.made).toEqual([]);
    }
  });
});
