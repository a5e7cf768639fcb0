import { describe, expect, it } from 'vitest';
import { SaveBlocked, SaveLine } from '../../src/contract/admin';
import { PROMPT_KEYS, PROMPTS, type PromptKey } from '../../src/contract/prompts';
import { BlockedNumber, Hours, Line, Settings } from '../../src/contract/settings';
import { makeLine } from './fakes';

/** What an admin enters for a line, beside what every line has. */
const issuesOf = (entered: Record<string, unknown>): string[] =>
  (SaveLine.safeParse({ ...makeLine(), ...entered }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
const isTaken = (entered: Record<string, unknown>): boolean => issuesOf(entered).length === 0;
const hours = (more: Record<string, unknown>) => ({
  hours: { timeZone: 'Europe/Berlin', weekly: {}, ...more },
});

describe("a line's hours", () => {
  it('are spans by weekday in a time zone, closed on holidays', () => {
    const entered = {
      timeZone: 'Europe/Berlin',
      weekly: {
        mon: [
          ['09:00', '12:00'],
          ['13:00', '17:30'],
        ],
        sat: [['00:00', '24:00']],
        sun: [],
      },
      holidays: ['2026-12-25'],
      outside: 'goodbye',
    };
    expect(SaveLine.parse({ ...makeLine(), hours: entered }).hours).toEqual(entered);
    expect(Hours.parse({ timeZone: 'UTC', weekly: {} })).toMatchObject({ holidays: [], outside: 'message' });
  });

  it.each([
    [{ timeZone: 'Berlin' }, 'hours.timeZone: Choose a time zone such as Europe/Berlin'],
    [{ timeZone: '' }, 'hours.timeZone: Choose a time zone such as Europe/Berlin'],
    [{ weekly: { mon: [['9:00', '12:00']] } }, 'hours.weekly.mon.0.0: Write the time as 09:00'],
    [{ weekly: { mon: [['09:00', '24:01']] } }, 'hours.weekly.mon.0.1: Write the time as 09:00'],
    [
      { weekly: { mon: [['12:00', '09:00']] } },
      'hours.weekly.mon.0: The end has to be later than the beginning',
    ],
    [
      { weekly: { mon: [['24:00', '24:00']] } },
      'hours.weekly.mon.0: The end has to be later than the beginning',
    ],
  ])('are refused in words where they can not be (%j)', (wrong, words) => {
    expect(issuesOf(hours(wrong))).toContain(words);
  });

  it('know no other day, date or way', () => {
    for (const wrong of [
      { weekly: { montag: [['09:00', '12:00']] } },
      { weekly: { mon: Array.from({ length: 7 }, () => ['09:00', '10:00']) } },
      { holidays: ['2026-02-29'] },
      { holidays: ['25.12.2026'] },
      { outside: 'music' },
    ])
      expect(isTaken(hours(wrong)), JSON.stringify(wrong)).toBe(false);
  });
});

describe("an admin's own prompts", () => {
  it.each(PROMPT_KEYS)('may say what ours can (%s)', (key) => {
    const allowed: readonly string[] = PROMPTS[key];
    const own = `Own words ${allowed.map((name) => `{${name}}`).join(' ')}`.trim();
    expect(isTaken({ prompts: { de: { [key]: own } } })).toBe(true);
    expect(isTaken({ prompts: { de: { [key]: 'Own words' } } })).toBe(true);
    for (const wrong of ['{caller}', '{', 'a }', '{ line }'])
      expect(isTaken({ prompts: { de: { [key]: wrong } } }), wrong).toBe(false);
  });

  it('are told what may stand in braces', () => {
    expect(issuesOf({ prompts: { en: { recap: 'Is it {matter}?' } } })).toEqual([
      'prompts.en.recap: In braces only {summary} can stand here',
    ]);
    expect(issuesOf({ prompts: { de: { statusNew: '{x}' } } })).toEqual([
      'prompts.de.statusNew: In braces only {request}, {status} can stand here',
    ]);
    expect(issuesOf({ prompts: { de: { notice: '{line}' } } })).toEqual([
      'prompts.de.notice: Nothing in braces can stand here',
    ]);
  });

  it('are neither empty nor endless, and of no other key or language', () => {
    for (const wrong of [
      { en: { recap: '  ' } },
      { en: { recap: 'x'.repeat(501) } },
      { en: { unheardOf: 'Hello' } },
      { pl: { recap: 'Hello' } },
    ])
      expect(isTaken({ prompts: wrong }), JSON.stringify(wrong)).toBe(false);
    const kept: Partial<Record<PromptKey, string>> = { goodbye: ' Bye. ' };
    expect(Line.parse({ ...makeLine(), prompts: { en: kept } }).prompts).toEqual({ en: { goodbye: 'Bye.' } });
  });
});

describe("a line's voices", () => {
  it.each(['Polly.Vicki-Neural', 'Google.de-DE-Neural2-B', 'ElevenLabs.abc_123'])(
    'are of Twilio (%s)',
    (voice) => {
      expect(isTaken({ voices: { de: voice } })).toBe(true);
    },
  );

  it.each(['alice', 'Polly.', 'Polly.Vicki"/><Dial>', 'Amazon.Joey', ''])('are no others (%s)', (voice) => {
    expect(issuesOf({ voices: { de: voice } })).toEqual([
      'voices.de: Write the voice as Polly.Joanna-Neural',
    ]);
  });

  it('are of languages that the line can speak', () => {
    expect(isTaken({ voices: { pl: 'Polly.Ewa' } })).toBe(false);
  });
});

describe("a line's request types", () => {
  const offered = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `${at}`, name: `Type ${at}` }));

  it('are up to nine, one for each key', () => {
    for (const typePolicy of ['fixed', 'key', 'speech'])
      expect(isTaken({ typePolicy, requestTypes: offered(9) })).toBe(true);
    expect(isTaken({ requestTypes: offered(10) })).toBe(false);
    expect(isTaken({ typePolicy: 'guess' })).toBe(false);
  });

  it('have an id and a name that can be said', () => {
    for (const wrong of [
      { id: 'x', name: 'Hardware' },
      { id: '1', name: ' ' },
      { id: '1', name: 'n'.repeat(61) },
      { id: '1' },
    ])
      expect(isTaken({ requestTypes: [wrong] }), JSON.stringify(wrong)).toBe(false);
  });

  it.each([
    [0, true],
    [1, true],
    [-0.01, false],
    [1.01, false],
    [Number.NaN, false],
    ['0.6', false],
  ])('are chosen with a confidence from 0 to 1 (%s)', (typeConfidence, taken) => {
    expect(isTaken({ typeConfidence })).toBe(taken);
  });
});

describe("a line's limits", () => {
  it.each([
    { callsPerCallerPerHour: 0 },
    { callsPerCallerPerHour: 1001 },
    { callsPerLinePerHour: 0 },
    { callsPerLinePerHour: 2.5 },
    { longestCallSeconds: 59 },
    { longestCallSeconds: 3601 },
    { anonymous: 'ask' },
    { premiumRate: true },
  ])('are refused where they can not be (%j)', (wrong) => {
    expect(isTaken({ limits: wrong })).toBe(false);
  });
});

describe('what else a line may have', () => {
  it.each([
    [{ transfer: { number: '+4930555012' } }, true],
    [{ transfer: { number: '+4930555012', ringSeconds: 60 } }, true],
    [{ transfer: { number: '030 555012' } }, false],
    [{ transfer: { number: '+4930555012', ringSeconds: 4 } }, false],
    [{ transfer: { number: '+4930555012', ringSeconds: 61 } }, false],
    [{ languagePolicy: 'key' }, true],
    [{ languagePolicy: 'guess' }, false],
    [{ detectLanguage: true }, false],
    [{ knownCallers: { enabled: true, pin: true } }, true],
    [{ knownCallers: { enabled: 'yes' } }, false],
    [{ statusText: { enabled: true, template: '{request} is {status} now' } }, true],
    [{ statusText: { enabled: true, template: '{reference}' } }, false],
    [{ statusText: { enabled: true, template: ' ' } }, false],
    [{ confirmation: { enabled: true, template: 'You are {request}, {status}' } }, false],
    [{ mayDecline: true, recap: false, questions: false, textReopens: true }, true],
    [{ recap: 'no' }, false],
  ])('%j: %s', (entered, taken) => {
    expect(isTaken(entered)).toBe(taken);
  });

  it.each([
    ['hours', { timeZone: 'UTC', weekly: {} }],
    ['transfer', { number: '+4930555012' }],
    ['limits', {}],
    ['knownCallers', {}],
    ['statusText', {}],
    ['confirmation', {}],
  ])('is entered without what nobody knows: a slip of the key is told, not dropped (%s)', (key, part) => {
    expect(isTaken({ [key]: part })).toBe(true);
    expect(isTaken({ [key]: { ...part, unheardOf: true } })).toBe(false);
    // What a later version has stored is another matter.
    expect(Line.safeParse({ ...makeLine(), [key]: { ...part, unheardOf: true } }).success).toBe(true);
  });
});

describe('a blocked number', () => {
  it.each(['+1', '+1900', '+14155550100', '+493055501001234'])(
    'is one, or the beginning of some (%s)',
    (number) => {
      expect(BlockedNumber.safeParse(number).success).toBe(true);
    },
  );

  it.each(['', '+', '1900', '+0', '+1 900', '+1900x', '*', '+1234567890123456'])(
    'is nothing else (%s)',
    (number) => {
      expect(BlockedNumber.safeParse(number).success).toBe(false);
    },
  );

  it('is one of a thousand at most, trimmed', () => {
    expect(SaveBlocked.parse({ blocked: [' +1900 '] })).toEqual({ blocked: ['+1900'] });
    const many = Array.from({ length: 1001 }, (_, at) => `+1${at + 1}`);
    expect(SaveBlocked.safeParse({ blocked: many.slice(0, 1000) }).success).toBe(true);
    expect(SaveBlocked.safeParse({ blocked: many }).error?.issues[0]?.message).toBe(
      'There can be 1,000 of them',
    );
    expect(SaveBlocked.safeParse({ blocked: [], extra: 1 }).success).toBe(false);
    expect(Settings.safeParse({ blocked: many }).success).toBe(false);
  });
});
