import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/contract/call';
import type { Line } from '../../src/contract/settings';
import type { Reading } from '../../src/contract/understanding';
import { createFiling } from './fake-ports';
import {
  CALL_ID,
  CALLER,
  failure,
  makeField,
  makeLine,
  makeReading,
  makeRecordedCall,
  makeSettings,
  START,
} from './fakes';

const HELD = START + 10 * 60_000;
const TEXT =
  'The laptop in room 12 on the third floor is broken. I need it by Monday. It is quite urgent. Serial 4711.';
const SITE = makeField('customfield_site', {
  name: 'Site',
  required: true,
  kind: 'choice',
  choices: [
    { id: '1', label: 'Hamburg' },
    { id: '2', label: 'Third floor' },
  ],
});
const ROOM = makeField('customfield_room', { name: 'Room', required: true });
const SERIAL = makeField('customfield_7', { name: 'Serial', required: true, kind: 'number' });
const NEED_BY = makeField('customfield_by', { name: 'Needed by', required: true, kind: 'date' });
const TYPES = [
  { id: '10', name: 'Something else' },
  { id: '20', name: 'Hardware' },
];

interface Options {
  line?: Partial<Line>;
  call?: Partial<Call>;
  reading?: Partial<Reading>;
  fields?: Parameters<typeof createFiling>[0] extends { fields?: infer F } | undefined ? F : never;
}

/** A call that is held for its caller, so that it stops once it is understood. */
function open({ line = {}, call = {}, reading = {}, fields = [] }: Options = {}) {
  const world = createFiling({
    line: makeLine(line),
    call: makeRecordedCall({ heldUntil: HELD, ...call }),
    heard: { text: TEXT, language: 'en' },
    understood: makeReading({ entities: [], ...reading }),
    fields: fields ?? [],
  });
  const understand = async () => {
    expect(await world.file()).toEqual({ kind: 'settled' });
    return world.stored();
  };
  const asked = () => world.model.asked.find(({ method }) => method === 'understand')?.hints;
  const fileAll = async () => {
    const { heldUntil: _, ...agreed } = world.stored();
    await world.calls.put(agreed);
    await world.fileToEnd();
    return world.stored();
  };
  return { ...world, understand, asked, fileAll };
}

describe('the request type', () => {
  const speech = { typePolicy: 'speech', requestTypes: TYPES, typeConfidence: 0.6 } as const;
  const guess = (id: string | null, confidence: number) => ({ requestType: { id, confidence } });

  it.each([
    ['above', 0.9],
    ['at', 0.6],
  ])('is that of the words where the model is as sure as the line wants it (%s)', async (_, confidence) => {
    const world = open({ line: speech, reading: guess('20', confidence) });
    expect(await world.understand()).toMatchObject({ requestType: { id: '20', by: 'words' } });
    expect(world.stored()).not.toHaveProperty('typeUncertain');
    await world.fileAll();
    expect(world.desk.made).toMatchObject([{ requestTypeId: '20' }]);
    expect(world.described()).not.toContain('type');
  });

  it.each([
    ['below', guess('20', 0.59)],
    ['none', guess(null, 0)],
    ['one that was not offered', guess('99', 1)],
    ['no number', guess('20', Number.NaN)],
  ])("is the line's own where the model is not sure (%s), and agents are told", async (_, reading) => {
    const world = open({ line: speech, reading });
    expect(await world.understand()).toMatchObject({ typeUncertain: true });
    expect(world.stored()).not.toHaveProperty('requestType');
    await world.fileAll();
    expect(world.desk.made).toMatchObject([{ requestTypeId: '10' }]);
    expect(world.described()).toContain('request type');
  });

  it('is chosen among those that the line offers, by id and name alone', async () => {
    const world = open({ line: speech });
    await world.understand();
    expect(world.asked()).toMatchObject({ requestTypes: TYPES });
  });

  it.each([
    ['chosen by key', { typePolicy: 'key', requestTypes: TYPES }, {}],
    ['fixed', { typePolicy: 'fixed', requestTypes: TYPES }, {}],
    ['one alone', { typePolicy: 'speech', requestTypes: TYPES.slice(0, 1) }, {}],
    ['said by the caller', speech, { requestType: { id: '20', by: 'caller' } }],
  ] as const)('is no matter for the model when it is %s', async (_, line, call) => {
    const world = open({
      line: { ...line, requestTypes: [...line.requestTypes] },
      call,
      reading: guess('10', 1),
    });
    const stored = await world.understand();
    expect(world.asked()).toMatchObject({ requestTypes: [] });
    expect(stored.requestType).toEqual('requestType' in call ? call.requestType : undefined);
    expect(stored).not.toHaveProperty('typeUncertain');
  });

  it('that the line no longer offers is given up for its own: what is parked can be filed', async () => {
    const call = { requestType: { id: '20', by: 'caller' } } as const;
    const world = open({ line: { ...speech, requestTypes: [...TYPES] }, call, fields: { 10: [ROOM] } });
    world.desk.faults.always.listFields = failure('not-found', 'jira');
    await world.understand();
    await world.fileAll();
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('There is no request type 20 of service desk 1 any more.'),
    });
    delete world.desk.faults.always.listFields;
    await world.tryAgain();
    await world.file({ settings: makeSettings([makeLine({ requestTypes: [] })]) });
    expect(world.desk.made).toMatchObject([{ requestTypeId: '10' }]);
  });

  it('is chosen anew when the caller has added something, and not lost', async () => {
    const world = open({ line: speech, reading: guess('20', 0.9) });
    await world.understand();
    const more = { text: `${TEXT}\nAnd a mouse.`, language: 'en' };
    await world.calls.update(
      CALL_ID,
      (call) => call && { ...call, state: 'transcribed', understanding: undefined, transcript: more },
    );
    expect(await world.understand()).toMatchObject({
      state: 'understood',
      requestType: { id: '20', by: 'words' },
    });
    expect(world.stored()).not.toHaveProperty('typeUncertain');
    expect(world.model.asked.at(-1)?.hints).toMatchObject({ text: more.text, requestTypes: TYPES });
  });
});

describe('the fields that the model is told of', () => {
  it('are the required ones that nothing has a value for, and that a caller can answer', async () => {
    const world = open({
      line: { fieldValues: { customfield_set: 'by the admin' }, numberField: 'customfield_99' },
      fields: [
        ...['summary', 'description', 'priority', 'customfield_set', 'customfield_99'].map((id) =>
          makeField(id, { required: true }),
        ),
        makeField('customfield_free'),
        makeField('customfield_user', { required: true, kind: 'other' }),
        ROOM,
        SITE,
      ],
    });
    await world.understand();
    expect(world.asked()).toMatchObject({
      fields: [
        { id: ROOM.id, name: 'Room', kind: 'text', choices: [] },
        { id: SITE.id, name: 'Site', kind: 'choice', choices: ['Hamburg', 'Third floor'] },
      ],
    });
  });

  it('are those of all types that may be chosen, each once; the questions are those of the one chosen', async () => {
    const world = open({
      line: { typePolicy: 'speech', requestTypes: TYPES },
      reading: { requestType: { id: '20', confidence: 1 } },
      fields: { 10: [ROOM], 20: [ROOM, SERIAL], 30: [SITE] },
    });
    const stored = await world.understand();
    const { fields } = (world.asked() ?? {}) as { fields: { id: string }[] };
    expect(fields.map(({ id }) => id)).toEqual([ROOM.id, SERIAL.id]);
    expect(stored.questions?.map(({ fieldId }) => fieldId)).toEqual([SERIAL.id, ROOM.id]);
  });

  it('are not asked for where the line asks nothing', async () => {
    const world = open({ line: { questions: false }, fields: [ROOM] });
    const stored = await world.understand();
    expect(world.asked()).toMatchObject({ fields: [] });
    expect(stored).not.toHaveProperty('questions');
    expect(world.desk.asked).toEqual([]);
  });

  it('are none while Jira is down: the call is understood, and nobody is asked', async () => {
    const world = open({ fields: [ROOM] });
    world.desk.faults.always.listFields = failure('unavailable', 'jira');
    const stored = await world.understand();
    expect(world.asked()).toMatchObject({ fields: [] });
    expect(stored).toMatchObject({ state: 'understood', understanding: { urgency: 'high' } });
    expect(stored).not.toHaveProperty('questions');
    delete world.desk.faults.always.listFields;
    await world.fileAll();
    expect(world.stored()).toMatchObject({ state: 'closed', openFields: ['Room'] });
  });

  it('hold no more than thirty choices', async () => {
    const choices = Array.from({ length: 30 }, (_, index) => ({ id: `${index}`, label: `Choice ${index}` }));
    const world = open({ fields: [{ ...SITE, choices }] });
    await world.understand();
    expect(world.asked()).toMatchObject({ fields: [{ choices: expect.objectContaining({ length: 30 }) }] });
    const tooMany = open({ fields: [{ ...SITE, choices: [...choices, { id: 'x', label: 'One more' }] }] });
    await tooMany.understand();
    expect(tooMany.asked()).toMatchObject({ fields: [] });
  });
});

describe('what the message says for a field', () => {
  const say = (field: string, value: string, quote: string) => ({ field, value, quote });

  it('is its answer, in the shape of the field, and no question is left', async () => {
    const world = open({
      fields: [makeField('summary'), makeField('description'), SITE, ROOM, SERIAL, NEED_BY],
      reading: {
        answers: [
          say(SITE.id, 'Third floor', 'on the third floor'),
          say(ROOM.id, 'room 12', 'room 12'),
          say(SERIAL.id, '4711', '4711'),
          say(NEED_BY.id, '2026-11-23', 'by Monday'),
        ],
      },
    });
    const stored = await world.understand();
    expect(stored.answers).toMatchObject([
      { fieldId: SITE.id, name: 'Site', value: { id: '2' }, by: 'message' },
      { fieldId: ROOM.id, value: 'room 12', words: 'room 12', by: 'message' },
      { fieldId: SERIAL.id, value: 4711, by: 'message' },
      { fieldId: NEED_BY.id, value: '2026-11-23', by: 'message' },
    ]);
    expect(stored).not.toHaveProperty('questions');
    await world.fileAll();
    expect(world.desk.made).toMatchObject([
      { fields: { [SITE.id]: { id: '2' }, [ROOM.id]: 'room 12', [SERIAL.id]: 4711 } },
    ]);
    expect(world.stored()).not.toHaveProperty('openFields');
    expect(world.described()).toContain('Room');
  });

  it.each([
    ['a quote that was not said', say(ROOM.id, '13', 'room 13')],
    ['a part of a number', say(SERIAL.id, '471', '471')],
    ['a choice that the words are not about', say(SITE.id, 'Hamburg', 'room 12')],
    ['a label that there is not', say(SITE.id, 'Berlin', 'on the third floor')],
    ['a field that is not asked for', say('customfield_other', 'room 12', 'room 12')],
    ['an empty quote', say(ROOM.id, 'room 12', ' ')],
  ])('is none where it is %s', async (_, invented) => {
    const world = open({ fields: [SITE, ROOM, SERIAL], reading: { answers: [invented] } });
    const stored = await world.understand();
    expect(stored).not.toHaveProperty('answers');
    expect(stored.questions?.map(({ fieldId }) => fieldId)).toEqual([SITE.id, SERIAL.id, ROOM.id]);
  });

  it('says no more than its quote: what the model added is left out', async () => {
    const world = open({
      fields: [ROOM],
      reading: { answers: [say(ROOM.id, 'Room 12, building 7', 'room 12')] },
    });
    expect((await world.understand()).answers).toMatchObject([{ value: 'room 12' }]);
  });

  it('never weighs more than what the caller has answered since', async () => {
    const voice = { fieldId: ROOM.id, name: 'Room', value: '14', words: '14', by: 'voice' } as const;
    const old = { fieldId: SERIAL.id, name: 'Serial', value: 9, words: '9', by: 'message' } as const;
    const world = open({
      call: { answers: [voice, old] },
      fields: [ROOM, SERIAL],
      reading: { answers: [say(ROOM.id, 'room 12', 'room 12')] },
    });
    const stored = await world.understand();
    // What was read into an earlier message is read anew.
    expect(stored.answers).toEqual([voice]);
    expect(stored.questions?.map(({ fieldId }) => fieldId)).toEqual([SERIAL.id]);
    expect(world.asked()).toMatchObject({ fields: [] });
  });

  it('never takes the place of what the admin set, or of the number that called', async () => {
    const world = open({
      line: { fieldValues: { [ROOM.id]: 'set' }, numberField: SERIAL.id },
      fields: [ROOM, SERIAL],
      reading: { answers: [say(ROOM.id, 'room 12', 'room 12'), say(SERIAL.id, '4711', '4711')] },
    });
    expect(await world.understand()).not.toHaveProperty('answers');
    await world.fileAll();
    expect(world.desk.made).toMatchObject([{ fields: { [ROOM.id]: 'set', [SERIAL.id]: CALLER } }]);
  });

  it('twice for one field counts once, the last', async () => {
    const world = open({
      fields: [ROOM],
      reading: {
        answers: [say(ROOM.id, 'room 12', 'room 12'), say(ROOM.id, 'third floor', 'third floor')],
      },
    });
    expect((await world.understand()).answers).toMatchObject([{ value: 'third floor' }]);
  });

  it('means what it meant on the day of the call, however late it is understood', async () => {
    const text = 'I need it tomorrow.';
    const reading = { answers: [say(NEED_BY.id, 'tomorrow', 'tomorrow')] };
    const late = open({
      call: { state: 'transcribed', transcript: { text, language: 'en' } },
      fields: [NEED_BY],
      reading,
    });
    late.clock.now = START + 3 * 24 * 60 * 60_000;
    await late.understand();
    expect(late.stored().answers).toMatchObject([{ value: '2026-11-21' }]);
  });

  it("means what it meant on the clocks of the line's office", async () => {
    // 14:03 in London is the next day in Auckland.
    const hours = { timeZone: 'Pacific/Auckland', weekly: {}, holidays: [], outside: 'message' as const };
    const world = open({
      line: { hours },
      call: { state: 'transcribed', transcript: { text: 'I need it tomorrow.', language: 'en' } },
      fields: [NEED_BY],
      reading: { answers: [say(NEED_BY.id, 'tomorrow', 'tomorrow')] },
    });
    await world.understand();
    expect(world.stored().answers).toMatchObject([{ value: '2026-11-22' }]);
  });
});

describe('an understanding', () => {
  it('is kept with what is read back, grounded; what was only for the choice is not', async () => {
    const world = open({
      reading: {
        recap: 'The laptop in room 12 is broken since 9 July',
        requestType: { id: '20', confidence: 1 },
      },
    });
    const { understanding } = await world.understand();
    expect(understanding?.recap).toContain('The laptop in room 12 is broken');
    expect(understanding?.recap).not.toContain('9');
    expect(understanding).not.toHaveProperty('requestType');
    expect(understanding).not.toHaveProperty('answers');
  });

  it('that fails leaves no questions: the call is filed as it is', async () => {
    const world = open({ fields: [ROOM] });
    world.model.faults.always.understand = failure('declined', 'openai');
    const stored = await world.understand();
    expect(stored).toMatchObject({ state: 'understood', gap: 'not-analysed' });
    expect(stored).not.toHaveProperty('questions');
  });
});
