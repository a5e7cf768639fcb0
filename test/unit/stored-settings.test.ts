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
      { ...stored, twilio: { accountSid: ACCOUNT, region: 'ie1' } },
      { ...stored, lines: [{ ...makeLine(), menu: ['1'] }] },
      { ...stored, lines: [{ ...makeLine(), confirmation: { enabled: true, channel: 'whatsapp' } }] },
    ];
    for (const one of later) expect(readStoredSettings(one)).toEqual({ settings, understood: false });
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
