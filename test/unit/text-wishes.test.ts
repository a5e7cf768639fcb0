import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/call/languages';
import { takeText } from '../../src/caller/take-text';
import type { Language } from '../../src/contract/language';
import { makeRequest, TEXT_ID, type TextOptions } from './fake-caller';
import { CALLER, failure, makeLine, OWN_NUMBER, START } from './fakes';
import { DAY, DONE, OTHER_ID, openTexts as open, placedOn, REQUESTS } from './text-bench';

describe('a wish about texts', () => {
  it('is kept as it was sent, and neither answered nor put on a request', async () => {
    const world = open({ texts: [{ body: 'Stop' }, { textId: OTHER_ID, body: 'Start', at: START + 1000 }] });
    await takeText(TEXT_ID, world);
    expect(world.caller()).toEqual({ requests: REQUESTS, textsOff: { at: START, how: 'stop' } });
    await takeText(OTHER_ID, world);
    expect(world.caller()).toEqual({ requests: REQUESTS });
    expect(world.audited).toEqual([
      { action: 'texts-off', outcome: 'done', textId: TEXT_ID },
      { action: 'texts-on', outcome: 'done', textId: OTHER_ID },
    ]);
    expect(world.texts.sent).toEqual([]);
    expect(placedOn(world)).toEqual([]);
  });

  it('counts from a blocked number, and on one that has no line any more', async () => {
    for (const options of [{ blocked: ['+1415'] }, { texts: [{ body: 'parar', to: '+14155550199' }] }]) {
      const world = open({ texts: [{ body: 'STOP' }], ...options });
      expect(await takeText(TEXT_ID, world)).toEqual(DONE);
      expect(world.caller().textsOff).toBeDefined();
    }
  });

  it('in a language that the caller spoke counts, though the line does not speak it', async () => {
    const world = open({
      texts: [{ body: 'abmelden' }],
      record: { requests: [makeRequest('SUP-2', { language: 'de' })] },
    });
    await takeText(TEXT_ID, world);
    expect(world.caller().textsOff).toBeDefined();
  });

  it('"yes" is one only from somebody who wants none', async () => {
    const record = { requests: REQUESTS, textsOff: { at: START - DAY, how: 'said' as const } };
    const world = open({ texts: [{ body: 'Yes' }], record });
    await takeText(TEXT_ID, world);
    expect(world.caller().textsOff).toBeUndefined();
    const other = open({ texts: [{ body: 'Yes' }] });
    await takeText(TEXT_ID, other);
    expect(placedOn(other)).toEqual(['SUP-2']);
  });

  it('for help is answered by us only where Twilio does not', async () => {
    const line = makeLine({ languages: ['de'] });
    for (const [body, answers] of [
      ['HELP', []],
      ['Hilfe', [wordsOf('en').texts.help.replace('{line}', line.name)]],
    ] as const) {
      const world = open({ line, texts: [{ body }] });
      expect(await takeText(TEXT_ID, world)).toEqual(DONE);
      expect(world.texts.sent.map((text) => text.body)).toEqual(answers);
      expect(placedOn(world)).toEqual([]);
    }
  });

  it('keeps the text from nobody: what somebody who wants none writes is put on the request', async () => {
    const world = open({ record: { requests: REQUESTS, textsOff: { at: START - DAY, how: 'carrier' } } });
    await takeText(TEXT_ID, world);
    expect(placedOn(world)).toEqual(['SUP-2']);
  });
});

describe('somebody without a request', () => {
  const nobody = { record: { requests: [] }, desk: {} };

  it('is told so once a day, from the number that was texted', async () => {
    const world = open({ ...nobody, texts: [{}, { textId: OTHER_ID }] });
    await takeText(TEXT_ID, world);
    await takeText(OTHER_ID, world);
    expect(world.texts.sent).toEqual([
      {
        from: OWN_NUMBER,
        to: CALLER,
        body: 'Example Support: we have no open request of yours. Please call this number.',
      },
    ]);
    expect(world.audited.map(({ outcome }) => outcome)).toEqual(['done', 'skipped']);
    world.clock.now += DAY;
    await takeText(OTHER_ID, {
      ...world,
      notes: { ...world.notes, load: async () => ({ ok: true, value: undefined }) },
    });
    expect(world.texts.sent).toHaveLength(2);
  });

  it('is told in the language last spoken, else in that of the country', async () => {
    const line = makeLine({ languages: ['en', 'de'] });
    const spoke = { requests: [makeRequest('SUP-1', { language: 'fr' })] };
    const cases: [TextOptions, Language][] = [
      [{ ...nobody, record: spoke }, 'fr'],
      [{ ...nobody, texts: [{ from: '+4915228817386' }] }, 'de'],
    ];
    for (const [options, language] of cases) {
      const world = open({ line, ...options });
      await takeText(TEXT_ID, world);
      expect(world.texts.sent[0]?.body).toBe(wordsOf(language).texts.noRequest.replace('{line}', line.name));
    }
  });

  it('is not told who wants no texts, nor at a number that makes money from them', async () => {
    const cases: TextOptions[] = [
      { record: { requests: [], textsOff: { at: START - DAY, how: 'said' } } },
      { texts: [{ from: '+19005550123' }] },
    ];
    for (const options of cases) {
      const world = open({ ...nobody, ...options });
      expect(await takeText(TEXT_ID, world)).toEqual(DONE);
      expect(world.texts.sent).toEqual([]);
    }
  });

  it('is told at most once when it is not known whether it was sent, and again when for certain it was not', async () => {
    const world = open(nobody);
    world.texts.faults.lost.sendText = [failure('timed-out', 'twilio')];
    expect(await takeText(TEXT_ID, world)).toEqual(DONE);
    await takeText(TEXT_ID, world);
    expect(world.texts.sent).toHaveLength(1);
    const busy = open(nobody);
    busy.texts.faults.next.sendText = [failure('rate-limited', 'twilio', { retryAfterSeconds: 30 })];
    expect(await takeText(TEXT_ID, busy)).toEqual({ kind: 'wait', ms: 30_000 });
    expect(await takeText(TEXT_ID, busy, 1)).toEqual(DONE);
    expect(busy.texts.sent).toHaveLength(1);
  });
});
