import { describe, expect, it } from 'vitest';
import type { converse } from '../../src/call/converse';
import { wordsOf } from '../../src/call/languages';
import { canGetTexts, greetingLanguage } from '../../src/caller/number';
import { createLine, type LineOptions, type TestLine } from './fake-line';
import { CALL_ID, CALLER, failure, RECORDING_ID } from './fakes';
import { saidIn, sentence } from './sentences';

const GERMAN = '+4930901820';
const ELSEWHERE = { To: '+14155559999' };
const LEFT = { RecordingSid: RECORDING_ID, RecordingDuration: '9' };
const out = failure('unavailable', 'forge');

const said = (speech: Awaited<ReturnType<typeof converse>>): string[] =>
  typeof speech === 'string' ? [speech] : saidIn(speech);

const ring = async (options: LineOptions = {}): Promise<TestLine> => {
  const line = createLine(options);
  await line.tell('/call');
  return line;
};

describe('what is known of a caller', () => {
  const asking = (options: LineOptions = {}) => {
    const line = createLine(options);
    const asked: { from: string | null; raw: string; line: string }[] = [];
    const { knowCaller } = line.world;
    line.world.knowCaller = async (caller, own) => {
      asked.push({ ...caller, line: own.id });
      return knowCaller(caller, own);
    };
    return { ...line, asked };
  };

  it('is asked for once, as the call comes in, and kept with the call', async () => {
    const open = [{ key: 'SUP-7', id: '7' }];
    const line = asking({ open });
    await line.tell('/call');
    await line.tell('/known/1', { Digits: '1' });
    await line.tell('/listening/1', LEFT);
    expect(line.asked).toEqual([{ from: CALLER, raw: CALLER, line: 'support' }]);
    expect(line.call()).toMatchObject({ canText: true, openRequests: open });
  });

  it('is asked for by what the provider calls them, where the number is withheld', async () => {
    const line = asking({ from: null });
    await line.tell('/call');
    expect(line.asked).toEqual([{ from: null, raw: 'anonymous', line: 'support' }]);
  });

  it('is not asked for at a number without a line', async () => {
    const line = asking();
    await line.tell('/call', ELSEWHERE);
    expect(line.asked).toEqual([]);
  });

  it('is kept apart from the secret, which is read only where a code was entered', async () => {
    const line = createLine({
      open: [{ key: 'SUP-7', id: '7' }],
      pin: '0427',
      line: { knownCallers: { enabled: true, pin: true } },
    });
    let reads = 0;
    const { loadPepper } = line.world;
    line.world.loadPepper = async () => {
      reads += 1;
      return loadPepper();
    };
    await line.tell('/call');
    await line.tell('/known/1', { Digits: '4' });
    expect(reads).toBe(0);
    await line.tell('/code/1', { Digits: '0427' });
    expect(reads).toBe(1);
    expect(line.call()?.identified).toBe(true);
  });

  it('a code is never right while the secret can’t be read', async () => {
    const line = createLine({
      open: [{ key: 'SUP-7', id: '7' }],
      pin: '0427',
      line: { knownCallers: { enabled: true, pin: true } },
    });
    await line.tell('/call');
    await line.tell('/known/1', { Digits: '4' });
    line.world.loadPepper = async () => ({ ok: false, failure: out });
    expect(said(await line.tell('/code/1', { Digits: '0427' }))).toEqual([sentence('pinWrong')]);
    expect(line.call()?.identified).toBeUndefined();
  });
});

describe('a call that is not let in', () => {
  it('is rejected, noted once, and nothing is kept of it', async () => {
    const line = createLine({ refused: true });
    expect(await line.tell('/call')).toEqual([{ kind: 'reject' }]);
    expect(line.call()).toBeUndefined();
    expect(line.did.audited).toEqual([{ action: 'reject', outcome: 'done', callId: CALL_ID }]);
    expect([line.did.queued, line.did.reports]).toEqual([[], []]);
  });
});

describe('a pause (V23)', () => {
  const pause = ({ world }: TestLine) => {
    world.settings = { ...world.settings, paused: { since: 1, by: 'admin-1' } };
  };

  it('turns a new caller away in their language, and leaves an id for the admins', async () => {
    const line = createLine({ from: GERMAN, line: { languages: ['en', 'de'] } });
    pause(line);
    expect(said(await line.tell('/call'))).toEqual([wordsOf('de').spoken.paused]);
    expect(line.call()).toBeUndefined();
    expect(line.did.audited).toEqual([{ action: 'turn-away', outcome: 'done', callId: CALL_ID }]);
    expect([line.did.queued, line.did.reports]).toEqual([[], []]);
  });

  it('lets a call that is under way finish', async () => {
    const line = await ring();
    pause(line);
    await line.tell('/call');
    await line.tell('/listening/1', LEFT);
    expect(said(await line.tell('/waiting/1'))).toContain(sentence('recapChoices'));
    expect(said(await line.tell('/recap/1', { Digits: '1' }))).toContain(
      sentence('filed', { request: 'S U P, 1 4 2' }),
    );
    expect(line.did.queued.length).toBeGreaterThan(0);
    expect(line.did.audited).toEqual([]);
  });
});

describe('a caller who wants no texts', () => {
  it('is taken at their word at once, and once', async () => {
    const line = await ring();
    await line.tell('/listening/1', LEFT);
    await line.tell('/waiting/1');
    await line.tell('/recap/1', { Digits: '1' });
    await line.tell('/told/1', { Digits: '9' });
    await line.tell('/told/1', { Digits: '9' });
    await line.tell('/status', { CallStatus: 'completed', CallDuration: '60' });
    expect(line.did.textsOff).toEqual([CALL_ID]);
  });
});

describe("a caller's number", () => {
  it('picks a greeting only among the languages of the line', () => {
    expect(greetingLanguage(['en', 'de'], GERMAN)).toBe('de');
    expect(greetingLanguage(['es', 'en'], GERMAN)).toBe('es');
    expect(greetingLanguage(['fr', 'en'], null)).toBe('fr');
    expect(greetingLanguage(['it'], '+99912345678')).toBe('it');
    expect(greetingLanguage([], null)).toBe('en');
    expect(greetingLanguage(['en', 'ja'], '+81312345678')).toBe('ja');
  });

  it('can get texts when it is a number at all, and no landline', () => {
    for (const number of [CALLER, '+4915112345678', '+447911123456']) expect(canGetTexts(number)).toBe(true);
    for (const number of [null, GERMAN, '', '+1', '+1415', '+99912345678', 'anonymous'])
      expect(canGetTexts(number)).toBe(false);
  });
});
