import { describe, expect, it } from 'vitest';
import { EMPTY_SETTINGS, type Settings, unreadNumbers } from '../../src/contract/settings';
import { readStoredSettings, toStoredSettings } from '../../src/contract/stored-settings';
import { ACCOUNT, makeLine, makeSettings, OWN_NUMBER } from './fakes';

const asStored = (settings: Settings): Record<string, unknown> =>
  JSON.parse(JSON.stringify(toStoredSettings(settings)));

describe('settings that another version stored', () => {
  it('are read without what this one does not know', () => {
    const settings = makeSettings();
    const stored = asStored(settings);
    expect(readStoredSettings(stored)).toEqual({ settings, understood: true });
    const later = [
      { ...stored, newSwitch: true },
      { ...stored, twilio: { accountSid: ACCOUNT, region: 'us1', edge: 'ashburn' } },
      { ...stored, lines: [{ ...makeLine(), menu: ['1'] }] },
      { ...stored, lines: [{ ...makeLine(), confirmation: { enabled: true, channel: 'whatsapp' } }] },
    ];
    for (const one of later) expect(readStoredSettings(one)).toEqual({ settings, understood: false });
  });

  it.each([
    [true, 'speech'],
    [false, 'fixed'],
  ] as const)(
    'of before there was a choice of languages say what they said then (%s)',
    (detectLanguage, policy) => {
      const { languagePolicy: _, ...line } = makeLine({ languages: ['de', 'en'] });
      const stored = { ...asStored(makeSettings()), lines: [{ ...line, detectLanguage }] };
      const settings = makeSettings([makeLine({ languages: ['de', 'en'], languagePolicy: policy })]);
      // Nothing is lost, so the settings may be saved again.
      expect(readStoredSettings(stored)).toEqual({ settings, understood: true });
      expect(readStoredSettings(asStored(settings))).toEqual({ settings, understood: true });
    },
  );

  it('with both the old choice and the new one go by the new one', () => {
    const line = { ...makeLine({ languagePolicy: 'key' }), detectLanguage: true };
    const read = readStoredSettings({ ...asStored(makeSettings()), lines: [line] });
    expect(read).toEqual({ settings: makeSettings([makeLine({ languagePolicy: 'key' })]), understood: true });
  });

  it('of before the conversation have its defaults', () => {
    const old = {
      ...{
        id: 'support',
        number: OWN_NUMBER,
        name: 'Example Support',
        serviceDeskId: '1',
        requestTypeId: '10',
      },
      ...{ languages: ['en'], detectLanguage: true, ticketLanguage: 'caller', vocabulary: [] },
      ...{ maxMessageSeconds: 300, recording: 'attach', fieldValues: {}, confirmation: { enabled: true } },
    };
    const { blocked: _, ...stored } = asStored(makeSettings());
    expect(readStoredSettings({ ...stored, lines: [old] })).toEqual({
      settings: makeSettings(),
      understood: true,
    });
  });

  it('of before, on a line that can not be read, are put aside as they were', () => {
    const klingon = {
      ...makeLine({ id: 'x' }),
      languagePolicy: undefined,
      detectLanguage: false,
      languages: ['tlh'],
    };
    const read = readStoredSettings({ ...asStored(makeSettings()), lines: [klingon, makeLine()] });
    if (!('settings' in read)) throw new Error('unread');
    expect(read.settings.unread).toEqual([expect.objectContaining({ id: 'x', languages: ['tlh'] })]);
    expect(read.settings.lines).toEqual([makeLine()]);
  });

  it('lack nothing where something was left out', () => {
    expect(readStoredSettings({})).toEqual({ settings: EMPTY_SETTINGS, understood: true });
  });

  it('keep a line that can not be read as it was, and do without it', () => {
    const settings = makeSettings();
    const klingon = { ...makeLine({ id: 'x', number: '+14155550177' }), languages: ['tlh'] };
    const stored = { ...asStored(settings), lines: [klingon, 7, makeLine()] };
    const read = readStoredSettings(stored);
    expect(read).toEqual({ settings: { ...settings, unread: [klingon, 7] }, understood: false });
    if (!('settings' in read)) throw new Error('unread');
    expect(unreadNumbers(read.settings)).toEqual(['+14155550177']);
    expect(read.settings.lines.map(({ number }) => number)).toEqual([OWN_NUMBER]);
    expect(asStored(read.settings)).toEqual({ ...stored, lines: [makeLine(), klingon, 7] });
  });

  it('are no settings when the whole is something else', () => {
    expect(readStoredSettings('none')).toEqual({ problem: '' });
    expect(readStoredSettings({ version: 2 })).toEqual({ problem: 'version' });
    expect(readStoredSettings({ lines: 'none' })).toEqual({ problem: 'lines' });
  });
});
