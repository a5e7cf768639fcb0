import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import type { Call } from '../../src/contract/call';
import type { FieldKind } from '../../src/contract/question';
import type { Line } from '../../src/contract/settings';
import { document, paragraph } from '../../src/desk/adf';
import { openFieldsOf } from '../../src/intake/compose-fields';
import { createFiling } from './fake-ports';
import {
  CALLER,
  failure,
  makeField,
  makeLine,
  makeRecordedCall,
  makeUnderstanding,
  TRANSCRIPT,
} from './fakes';

const { notGiven, openFields: OPEN } = wordsOf('en').written;
const ASKED = [makeField('summary', { required: true }), makeField('description')];
const TEXT = makeField('customfield_1', { name: 'Room', required: true });
const CHOICE = makeField('customfield_2', {
  name: 'Site',
  required: true,
  kind: 'choice',
  choices: [{ id: '1', label: 'Hamburg' }],
});

function open(fields: ReturnType<typeof makeField>[], line: Partial<Line> = {}, call: Partial<Call> = {}) {
  const world = createFiling({
    line: makeLine(line),
    fields: [...ASKED, ...fields],
    call: makeRecordedCall({
      state: 'understood',
      transcript: TRANSCRIPT,
      understanding: makeUnderstanding(),
      ...call,
    }),
  });
  const creates = () => world.desk.asked.filter((method) => method === 'createRequest').length;
  return { ...world, creates };
}

describe('a required field that nobody has a value for', () => {
  it('of text says so, and agents are told', async () => {
    const world = open([TEXT]);
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toMatchObject([{ fields: { [TEXT.id]: notGiven } }]);
    expect(world.desk.made[0]).not.toHaveProperty('isBare');
    expect(world.stored()).toMatchObject({ state: 'closed', openFields: ['Room'] });
    expect(world.described()).toContain(`${OPEN}\nRoom`);
    expect(world.creates()).toBe(1);
  });

  it('of rich text says so in a document', async () => {
    const world = open([{ ...TEXT, kind: 'paragraph' }]);
    await world.file();
    expect(world.desk.made[0]?.fields).toEqual({ [TEXT.id]: document([paragraph(notGiven)]) });
  });

  it.each([
    'choice',
    'choices',
    'number',
    'date',
    'date-time',
    'email',
    'phone',
    'url',
    'other',
  ] as FieldKind[])(
    'of another kind (%s) keeps no request from being made: it is an issue of the type, and agents fill it in',
    async (kind) => {
      const world = open([{ ...CHOICE, kind }, TEXT]);
      expect(await world.file()).toEqual({ kind: 'settled' });
      // As asked for, without our extra fields, and past the customers' form.
      expect(world.creates()).toBe(3);
      expect(world.desk.made).toMatchObject([{ isBare: true, fields: { [TEXT.id]: notGiven } }]);
      expect(world.desk.made[0]?.fields).not.toHaveProperty(CHOICE.id);
      expect(world.stored()).toMatchObject({ state: 'closed', openFields: ['Site', 'Room'] });
      expect(world.phone.texts).toHaveLength(1);
      expect(world.audited.filter(({ action }) => action === 'file').map(({ outcome }) => outcome)).toEqual([
        'failed',
        'failed',
        'done',
      ]);
    },
  );

  it('is none where the line, the call or an answer has one', async () => {
    const answer = {
      fieldId: CHOICE.id,
      name: 'Site',
      value: { id: '1' },
      words: 'Hamburg',
      by: 'voice',
    } as const;
    const world = open(
      [TEXT, CHOICE, makeField('customfield_3', { required: true })],
      { fieldValues: { [TEXT.id]: 'Set by the admin' }, numberField: 'customfield_3' },
      { answers: [answer] },
    );
    await world.file();
    expect(world.desk.made).toMatchObject([
      { fields: { [TEXT.id]: 'Set by the admin', [CHOICE.id]: { id: '1' }, customfield_3: CALLER } },
    ]);
    expect(world.stored()).not.toHaveProperty('openFields');
    expect(world.described()).not.toContain(OPEN);
  });

  it('and that only the caller could have filled is open where the number is withheld', async () => {
    const world = open(
      [makeField('customfield_3', { name: 'Number', required: true })],
      { numberField: 'customfield_3' },
      { from: null },
    );
    await world.file();
    expect(world.desk.made).toMatchObject([{ fields: { customfield_3: notGiven } }]);
    expect(world.stored().openFields).toEqual(['Number']);
  });

  it('is not one of the fields that a request has by itself, nor one that is not required', () => {
    const own = ['summary', 'description', 'priority'].map((id) => makeField(id, { required: true }));
    expect(openFieldsOf(makeRecordedCall(), makeLine(), [...own, makeField('customfield_9')])).toEqual([]);
  });

  it('an answer for a field that the type does not ask for is not sent, and stays in the description', async () => {
    const answer = { fieldId: 'customfield_8', name: 'Badge', value: '77', words: '77', by: 'keys' } as const;
    const world = open([], {}, { answers: [answer] });
    await world.file();
    expect(world.desk.made).toMatchObject([{ fields: {} }]);
    expect(world.described()).toContain('Badge\n77');
  });
});

describe('a request past the form', () => {
  it('is only made where fields are open: what else Jira refuses is for a person', async () => {
    const world = open([]);
    world.desk.faults.always.createRequest = failure('rejected', 'jira');
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.creates()).toBe(2);
    expect(world.stored()).toMatchObject({ state: 'parked' });
    expect(world.stored()).not.toHaveProperty('intent');
  });

  it('that Jira refuses too is for a person, with what Jira said', async () => {
    const world = open([CHOICE]);
    world.desk.faults.always.createRequest = failure('rejected', 'jira', { detail: 'Site: is required.' });
    expect(await world.file()).toEqual({ kind: 'settled' });
    expect(world.creates()).toBe(3);
    expect(world.stored()).toMatchObject({
      state: 'parked',
      problem: expect.stringContaining('Site: is required.'),
    });
  });

  it('whose answer was lost rests, is found and not made twice', async () => {
    const world = open([CHOICE]);
    const { createRequest } = world.desk;
    world.desk.createRequest = (request) => {
      if (request.isBare && world.desk.made.length === 0)
        world.desk.faults.lost.createRequest = [failure('timed-out', 'jira')];
      return createRequest(request);
    };
    expect(await world.file()).toEqual({ kind: 'wait', ms: 90_000 });
    expect(world.stored()).toMatchObject({ intent: { creates: 1 } });
    expect(await world.fileToEnd()).toEqual({ kind: 'settled' });
    expect(world.desk.made).toHaveLength(1);
    expect(world.stored()).toMatchObject({ state: 'closed', openFields: ['Site'] });
  });

  it('has a summary that the form does not ask for, with the reference in it', async () => {
    const world = createFiling({ fields: [CHOICE] });
    await world.fileToEnd();
    expect(world.desk.made).toMatchObject([
      { isBare: true, summary: 'VPN is down in Hamburg with error 809 (K7QM-2R4X)' },
    ]);
  });

  it.each(['unavailable', 'timed-out'] as const)(
    'is not tried after another answer than a refusal (%s)',
    async (kind) => {
      const world = open([CHOICE]);
      world.desk.faults.next.createRequest = [failure(kind, 'jira')];
      expect(await world.file()).toMatchObject({ kind: 'wait' });
      expect(world.creates()).toBe(1);
      expect(world.desk.made).toEqual([]);
    },
  );
});
