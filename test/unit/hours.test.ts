import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from '../../src/call/hours';
import { Hours } from '../../src/contract/settings';
import { WEEKDAYS } from '../../src/contract/weekdays';

const hoursIn = (timeZone: string, more: Partial<Hours> = {}): Hours =>
  Hours.parse({
    timeZone,
    weekly: {
      mon: [
        ['09:00', '12:00'],
        ['13:00', '17:00'],
      ],
      fri: [['09:00', '15:00']],
      sat: [['00:00', '24:00']],
    },
    ...more,
  });
const at = (iso: string): number => Date.parse(iso);

describe('the opening hours', () => {
  it('are always, where there are none', () => {
    expect(isOpen(undefined, at('2026-11-22T03:00:00Z'))).toBe(true);
  });

  it.each([
    // A Monday.
    ['2026-11-23T08:59:59+01:00', false],
    ['2026-11-23T09:00:00+01:00', true],
    ['2026-11-23T11:59:59+01:00', true],
    ['2026-11-23T12:00:00+01:00', false],
    ['2026-11-23T13:00:00+01:00', true],
    ['2026-11-23T17:00:00+01:00', false],
    // A Tuesday has none, a Friday is short, a Saturday whole, a Sunday none.
    ['2026-11-24T10:00:00+01:00', false],
    ['2026-11-27T14:59:00+01:00', true],
    ['2026-11-27T15:00:00+01:00', false],
    ['2026-11-28T00:00:00+01:00', true],
    ['2026-11-28T23:59:59+01:00', true],
    ['2026-11-29T00:00:00+01:00', false],
  ])('are those of the wall clock where the line is: %s', (moment, expected) => {
    expect(isOpen(hoursIn('Europe/Berlin'), at(moment))).toBe(expected);
  });

  it('are of the day that it is there, not here', () => {
    const moment = at('2026-11-22T23:30:00Z');
    // Monday morning in Tokyo and half past twelve in Auckland, Sunday still in New York.
    expect(isOpen(hoursIn('Asia/Tokyo'), moment)).toBe(false);
    expect(isOpen(hoursIn('Asia/Tokyo'), moment + 31 * 60_000)).toBe(true);
    expect(isOpen(hoursIn('Pacific/Auckland'), moment)).toBe(false);
    expect(isOpen(hoursIn('Pacific/Auckland'), moment + 31 * 60_000)).toBe(true);
    expect(isOpen(hoursIn('America/New_York'), moment)).toBe(false);
    // Half hours and quarters of one exist.
    expect(isOpen(hoursIn('Asia/Kathmandu'), at('2026-11-23T03:14:59Z'))).toBe(false);
    expect(isOpen(hoursIn('Asia/Kathmandu'), at('2026-11-23T03:15:00Z'))).toBe(true);
  });

  it('move with the clocks: nine is nine in summer and in winter', () => {
    const berlin = hoursIn('Europe/Berlin');
    expect(isOpen(berlin, at('2026-03-23T08:00:00Z'))).toBe(true);
    expect(isOpen(berlin, at('2026-03-23T07:59:00Z'))).toBe(false);
    // The clocks went forward on the 29th.
    expect(isOpen(berlin, at('2026-03-30T07:00:00Z'))).toBe(true);
    expect(isOpen(berlin, at('2026-03-30T06:59:00Z'))).toBe(false);
    // And back on October 25th.
    expect(isOpen(berlin, at('2026-10-26T07:59:00Z'))).toBe(false);
    expect(isOpen(berlin, at('2026-10-26T08:00:00Z'))).toBe(true);
  });

  it('are as the clock shows in the hour that comes twice, and in the one that never comes', () => {
    const night = hoursIn('Europe/Berlin', { weekly: { sun: [['02:00', '03:00']] } });
    // 2026-10-25: from two to three, twice.
    for (const moment of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])
      expect(isOpen(night, at(moment))).toBe(true);
    // 2026-03-29: two o'clock is three at once.
    for (const moment of ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z'])
      expect(isOpen(night, at(moment))).toBe(false);
  });

  it('are none on a holiday, which is a day of the place as well', () => {
    const berlin = hoursIn('Europe/Berlin', { holidays: ['2026-11-23'] });
    expect(isOpen(berlin, at('2026-11-23T10:00:00+01:00'))).toBe(false);
    expect(isOpen(berlin, at('2026-11-30T10:00:00+01:00'))).toBe(true);
    const auckland = hoursIn('Pacific/Auckland', { holidays: ['2026-11-23'] });
    expect(isOpen(auckland, at('2026-11-22T21:00:00Z'))).toBe(false);
    const saturday = hoursIn('Europe/Berlin', { holidays: ['2026-11-28'] });
    expect(isOpen(saturday, at('2026-11-28T00:00:00+01:00'))).toBe(false);
    expect(isOpen(saturday, at('2026-11-27T14:00:00+01:00'))).toBe(true);
  });

  it('agree with the offset of the zone at any moment', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    ];
    const anyClock = fc
      .integer({ min: 0, max: 24 * 60 })
      .map(
        (minutes) =>
          `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
      );
    const anySpan = fc.tuple(anyClock, anyClock).filter(([from, to]) => from < to);
    const moments = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), anySpan, moments, (timeZone, span, moment) => {
        const weekly = Object.fromEntries(WEEKDAYS.map((day) => [day, [span]]));
        // Written another way: the whole date and time, as Swedes write it.
        const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
        const time = wall.format(moment).slice(11, 16);
        expect(isOpen(hoursIn(timeZone, { weekly }), moment)).toBe(time >= span[0] && time < span[1]);
      }),
    );
  });

  it('can’t be entered in a way that means nothing', () => {
    const refused = [
      { timeZone: 'Mars/Olympus' },
      { weekly: { mon: [['17:00', '09:00']] } },
      { weekly: { mon: [['09:00', '09:00']] } },
      { weekly: { mon: [['9:00', '17:00']] } },
      { weekly: { mon: [['09:00', '25:00']] } },
      { holidays: ['2026-02-30'] },
    ];
    for (const more of refused)
      expect(Hours.safeParse({ timeZone: 'UTC', weekly: {}, ...more }).success).toBe(false);
  });
});
