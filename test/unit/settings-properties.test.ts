import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/contract/language';
import { Line, Settings } from '../../src/contract/settings';
import { readStoredSettings, toStoredSettings } from '../../src/contract/stored-settings';

const word = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,20}[A-Za-z]$/);
const usd = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1000);
const line = fc
  .record(
    {
      id: fc.stringMatching(/^[a-z0-9-]{1,20}$/),
      number: fc.stringMatching(/^\+[1-9]\d{6,14}$/),
      name: word,
      serviceDeskId: fc.stringMatching(/^\d{1,10}$/),
      requestTypeId: fc.stringMatching(/^\d{1,10}$/),
      typePolicy: fc.constantFrom('fixed', 'key', 'speech'),
      languages: fc.subarray([...LANGUAGES], { minLength: 1 }),
      languagePolicy: fc.constantFrom('fixed', 'key', 'country', 'speech'),
      greeting: word,
      prompts: fc.constantFrom({}, { de: { prompt: 'Bitte sprechen.' } }),
      vocabulary: fc.array(word, { maxLength: 5 }),
      hours: fc.constantFrom(
        {
          timeZone: 'Europe/Berlin',
          weekly: { mon: [['09:00', '17:00']] },
          holidays: ['2026-12-25'],
          outside: 'goodbye',
        },
        { timeZone: 'Asia/Tokyo', weekly: {} },
      ),
      transfer: fc.constant({ number: '+14155550199', ringSeconds: 30 }),
      fieldValues: fc.dictionary(
        fc.stringMatching(/^customfield_\d{1,8}$/),
        fc.constantFrom('a', 1, true, { id: '1' }, ['x']),
      ),
      confirmation: fc.constantFrom({ enabled: false }, { enabled: true, template: 'Thank you: {request}' }),
    },
    { requiredKeys: ['id', 'number', 'name', 'serviceDeskId', 'requestTypeId'] },
  )
  .map((entered) => Line.parse(entered));
const settings = fc
  .record(
    {
      twilio: fc.constant({ accountSid: `AC${'a'.repeat(32)}` }),
      retention: fc.record({
        callDays: fc.integer({ min: 1, max: 90 }),
        auditDays: fc.integer({ min: 7, max: 90 }),
      }),
      prices: fc.record({ callMinute: usd, inputTokens: usd }, { requiredKeys: [] }),
      rotationDays: fc.integer({ min: 7, max: 730 }),
      lines: fc.array(line, { maxLength: 4 }),
      paused: fc.constant({ since: 1, by: 'admin-1' }),
      blocked: fc.array(fc.stringMatching(/^\+[1-9]\d{0,14}$/), { maxLength: 4 }),
      // Of a later version: without what this one wants of a line.
      unread: fc.array(fc.record({ number: fc.constant('+14155550111'), kind: word }), {
        minLength: 1,
        maxLength: 2,
      }),
    },
    { requiredKeys: [] },
  )
  .map((entered) => Settings.parse(entered));

describe('any settings', () => {
  it('are the same after they were stored', () => {
    fc.assert(
      fc.property(settings, (before) => {
        const stored: unknown = JSON.parse(JSON.stringify(toStoredSettings(before)));
        const read = readStoredSettings(stored);
        if ('problem' in read) throw new Error(read.problem);
        expect(read.settings).toEqual(before);
        expect(read.understood).toBe(before.unread === undefined);
        // Stored once more nothing is lost either.
        expect(JSON.parse(JSON.stringify(toStoredSettings(read.settings)))).toEqual(stored);
      }),
    );
  });

  it('of an older version have the defaults of what came since', () => {
    fc.assert(
      fc.property(settings, (before) => {
        const { prices: _, retention: __, rotationDays: ___, ...old } = before;
        const read = readStoredSettings(JSON.parse(JSON.stringify(toStoredSettings(old as Settings))));
        if ('problem' in read) throw new Error(read.problem);
        const { prices, retention, rotationDays } = Settings.parse({});
        expect(read.settings).toEqual({ ...before, prices, retention, rotationDays });
      }),
    );
  });

  it('of a newer version are refused, with where they do not fit', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 2, max: 99 }), (before, version) => {
        expect(readStoredSettings({ ...(toStoredSettings(before) as object), version })).toEqual({
          problem: 'version',
        });
      }),
    );
  });
});
