import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import { referenceOf } from '../../src/call/reference';
import { isNamedIn } from '../../src/caller/place-text';
import { takeText } from '../../src/caller/take-text';
import { makeRequest, PSEUDONYM, TEXT_ID } from './fake-caller';
import { CALL_ID, CALLER, failure, makeLine, START } from './fakes';
import {
  commentsOn,
  DAY,
  DONE,
  OTHER_CALL,
  OTHER_ID,
  openTexts as open,
  placedOn,
  REQUESTS,
} from './text-bench';

describe('a text becomes a public comment', () => {
  it('on the latest open request: a heading, the words, and a mark', async () => {
    const world = open({ texts: [{ body: 'It works again.\n\nThank *you*, [~accountid:x] {code}' }] });
    expect(await takeText(TEXT_ID, world)).toEqual(DONE);
    expect(commentsOn(world, 'SUP-2')).toEqual([
      [
        'Written by the caller, by text message',
        'It works again.',
        'Thank *you*, [~accountid:x] {code}',
        '[SMS 89abcdef]',
      ],
    ]);
    expect(placedOn(world)).toEqual(['SUP-2']);
    expect(world.texts.sent).toEqual([]);
    expect(world.audited).toEqual([
      { action: 'text-in', outcome: 'done', textId: TEXT_ID, callId: CALL_ID, issueKey: 'SUP-2' },
    ]);
  });

  it('of plain text alone, whatever was written', async () => {
    const unit = fc.constantFrom(
      ...'aZ 0*_-+[]{}()~|\\"<>&@#!:/\n\t\u0000\u202e😀',
      '\ud83d',
      '[~accountid:x]',
      '{color:red}',
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 300 }), async (body) => {
        const world = open({ texts: [{ body: `It says: ${body}` }] });
        await takeText(TEXT_ID, world);
        const [comment] = world.desk.issues.get('SUP-2')?.comments ?? [];
        const types = JSON.stringify(comment?.body).match(/"type":"\w+"/g) ?? [];
        const allowed = ['doc', 'paragraph', 'blockquote', 'text', 'strong'].map(
          (type) => `"type":"${type}"`,
        );
        // A caller may write that too, but then the quotation marks are escaped.
        expect(types.filter((type) => !allowed.includes(type))).toEqual([]);
      }),
    );
  });

  it('says how many attachments it has, and needs no words', async () => {
    const world = open({ texts: [{ body: '', attachments: 2 }] });
    await takeText(TEXT_ID, world);
    expect(commentsOn(world, 'SUP-2')[0]?.slice(1)).toEqual([
      'With 2 attachments at the phone provider',
      '[SMS 89abcdef]',
    ]);
  });

  it("in the request's language, or in that of the line's requests", async () => {
    const record = { requests: [makeRequest('SUP-2', { language: 'de' })] };
    for (const [line, language] of [
      [makeLine(), 'de'],
      [makeLine({ ticketLanguage: 'fr' }), 'fr'],
    ] as const) {
      const world = open({ line, record, texts: [{ attachments: 1 }] });
      await takeText(TEXT_ID, world);
      const [heading, , attached] = commentsOn(world, 'SUP-2')[0] ?? [];
      expect(heading).toBe(wordsOf(language).written.callerWrote);
      expect(attached).toContain(language === 'de' ? '1 Anhang' : '1 pièce jointe');
    }
  });
});

describe('the request that it is about', () => {
  it.each([
    'SUP-1 again',
    'about sup-1:',
    'Sup 1',
    'SUP – 1',
    `ref ${referenceOf(OTHER_CALL).toLowerCase()}`,
  ])('is the one that it names: %j', async (body) => {
    const world = open({ texts: [{ body }] });
    await takeText(TEXT_ID, world);
    expect(placedOn(world)).toEqual(['SUP-1']);
  });

  it('is named by neither a longer number nor somebody else’s key', async () => {
    for (const body of ['SUP-12', 'XSUP-1', 'OPS-1']) {
      const world = open({ texts: [{ body }], desk: { 'SUP-1': 'new', 'SUP-2': 'new', 'OPS-1': 'new' } });
      await takeText(TEXT_ID, world);
      expect(placedOn(world)).toEqual(['SUP-2']);
    }
  });

  it('is found in whatever stands around it', () => {
    const around = fc.constantFrom('', ' ', '. ', '\n', '(', '!', '「');
    fc.assert(
      fc.property(around, around, fc.nat(99_999), (before, behind, number) => {
        const named = { key: `A1_B-${number}`, callId: CALL_ID };
        expect(isNamedIn(`${before}${named.key}${behind}`, named)).toBe(true);
        expect(isNamedIn(`${before}${named.key}7${behind}`, named)).toBe(false);
        expect(isNamedIn(`see ${before}${referenceOf(CALL_ID)}${behind}`, named)).toBe(true);
      }),
    );
  });

  it('is the latest open one before a later one that is done', async () => {
    const world = open({ desk: { 'SUP-1': 'in-progress', 'SUP-2': 'done' } });
    await takeText(TEXT_ID, world);
    expect(placedOn(world)).toEqual(['SUP-1']);
    expect(world.desk.asked).not.toContain('reopen SUP-2');
  });

  it('is the latest of all when all are done, and is taken up again where the line wants that', async () => {
    for (const textReopens of [false, true]) {
      const world = open({ line: makeLine({ textReopens }), desk: { 'SUP-1': 'done', 'SUP-2': 'done' } });
      await takeText(TEXT_ID, world);
      expect(placedOn(world)).toEqual(['SUP-2']);
      expect(world.desk.issues.get('SUP-2')?.category).toBe(textReopens ? 'new' : 'done');
    }
  });

  it('gets the text also when it can not be taken up again', async () => {
    const world = open({ line: makeLine({ textReopens: true }), desk: { 'SUP-2': 'done' } });
    world.desk.faults.always.reopen = failure('rejected', 'jira');
    await takeText(TEXT_ID, world);
    expect(placedOn(world)).toEqual(['SUP-2']);
    expect(world.lines).toEqual([{ event: 'request-not-reopened', issueKey: 'SUP-2', failure: 'rejected' }]);
  });

  it('is none that was deleted, and that one is forgotten', async () => {
    const world = open({ texts: [{ body: 'SUP-2?' }], desk: { 'SUP-1': 'new' } });
    await takeText(TEXT_ID, world);
    expect(placedOn(world)).toEqual(['SUP-1']);
    expect(world.caller().requests.map(({ key }) => key)).toEqual(['SUP-1']);
  });

  it('is of the desk whose number was texted, unless it is named', async () => {
    const others = [makeLine({ id: 'people', number: '+14155550177', serviceDeskId: '2' })];
    const record = {
      requests: [
        makeRequest('HR-1', { lineId: 'people' }),
        ...REQUESTS,
        makeRequest('OLD-1', { lineId: 'gone', at: START - 2 * DAY }),
      ],
    };
    const desk = { 'HR-1': 'new', 'SUP-1': 'new', 'SUP-2': 'new', 'OLD-1': 'new' } as const;
    for (const [text, key] of [
      [{}, 'SUP-2'],
      [{ to: '+14155550177' }, 'HR-1'],
      [{ body: 'HR-1: thanks' }, 'HR-1'],
    ] as const) {
      const world = open({ others, record, desk, texts: [text] });
      await takeText(TEXT_ID, world);
      expect(placedOn(world)).toEqual([key]);
    }
    const world = open({ others, record: { requests: REQUESTS }, desk, texts: [{ to: '+14155550177' }] });
    await takeText(TEXT_ID, world);
    expect(placedOn(world)).toEqual([]);
    expect(world.texts.sent).toHaveLength(1);
  });

  it('is no older than 90 days', async () => {
    const world = open({ record: { requests: [makeRequest('SUP-2', { at: START - 91 * DAY })] } });
    await takeText(TEXT_ID, world);
    expect(placedOn(world)).toEqual([]);
  });
});

describe('what is no text of a caller', () => {
  it.each([
    ['from a short code', { texts: [{ from: '78901', body: 'STOP' }] }, []],
    ['from a blocked number', { blocked: [CALLER] }, []],
    ['to a number without a line', { texts: [{ to: '+14155550199' }] }, [{ event: 'text-without-line' }]],
  ])('%s is left alone', async (_, options, lines) => {
    const world = open(options);
    expect(await takeText(TEXT_ID, world)).toEqual(DONE);
    expect(placedOn(world)).toEqual([]);
    expect(world.texts.sent).toEqual([]);
    expect(world.audited).toEqual([{ action: 'text-in', outcome: 'skipped', textId: TEXT_ID }]);
    expect(world.lines).toEqual(lines);
  });
});

it('nothing that was written, no number and no name gets into the trail or the log', async () => {
  const world = open({ texts: [{ body: 'secret words' }, { textId: OTHER_ID, body: 'STOP' }] });
  world.desk.faults.next.readStatus = [failure('rejected', 'jira', { detail: 'secret words' })];
  await takeText(TEXT_ID, world);
  await takeText(OTHER_ID, world);
  const said = JSON.stringify([world.audited, world.lines]);
  for (const secret of ['secret', CALLER.slice(1), PSEUDONYM, 'Example Support'])
    expect(said).not.toContain(secret);
});
