import { describe, expect, it } from 'vitest';
import { saveBlocked, saveLine } from '../../src/settings/administer';
import { explainTextTrouble } from '../../src/settings/explain';
import { readSetup } from '../../src/settings/read-setup';
import { createAdmin } from './fake-admin';
import { failure, makeLine, makeSettings, OWN_NUMBER, START } from './fakes';

const OTHER_NUMBER = '+493055500100';
const troubleOf = (code: number) => ({ code, since: START - 60_000, count: 3, lastId: 'SM1' });

describe('texts that do not arrive', () => {
  it('are told of by number, with what to do about it, and without the text they happened to', async () => {
    const { admin, troubles } = createAdmin();
    troubles.push({ number: OWN_NUMBER, trouble: troubleOf(30034) });
    troubles.push({ number: OTHER_NUMBER, trouble: troubleOf(30007) });
    expect(await readSetup(admin)).toMatchObject({
      ok: true,
      value: {
        textTroubles: [
          {
            ...{ number: OWN_NUMBER, code: 30034, since: START - 60_000, count: 3 },
            reason: expect.stringContaining('Register it for A2P 10DLC'),
          },
          { number: OTHER_NUMBER, code: 30007, reason: expect.stringContaining('filter') },
        ],
      },
    });
    expect(JSON.stringify(await readSetup(admin))).not.toContain('SM1');
  });

  it('that can not be read do not keep the rest of the set-up from being shown', async () => {
    const { admin, troubles } = createAdmin({ listTextTroubles: failure('unavailable', 'forge') });
    troubles.push({ number: OWN_NUMBER, trouble: troubleOf(30034) });
    expect(await readSetup(admin)).toMatchObject({ ok: true, value: { textTroubles: [] } });
  });

  it.each([30034, 30032, 30007, 30003, 63038])('are explained in words (%i)', (code) => {
    expect(explainTextTrouble(code)).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('of a kind that nobody foresaw are told of by their code', () => {
    expect(explainTextTrouble(30999)).toContain('30999');
    for (const code of [30034, 30032, 30007]) expect(explainTextTrouble(code)).not.toContain(`${code}`);
  });
});

describe('blocked numbers', () => {
  it('are saved all at once, each once, and shown', async () => {
    const { admin, stored } = createAdmin();
    const saved = await saveBlocked({ blocked: ['+1900', '+44', '+1900'] }, admin);
    expect(saved).toMatchObject({ ok: true, value: { blocked: ['+1900', '+44'] } });
    expect(stored().settings.blocked).toEqual(['+1900', '+44']);
    expect(await saveBlocked({ blocked: [] }, admin)).toMatchObject({ value: { blocked: [] } });
    expect(stored().settings.blocked).toEqual([]);
  });

  it('and lines leave each other alone', async () => {
    const { admin, kept, stored } = createAdmin();
    kept.settings = makeSettings([makeLine()]);
    await saveBlocked({ blocked: ['+1900'] }, admin);
    expect(stored().settings.lines).toEqual([makeLine()]);
    await saveLine({ ...makeLine({ id: 'b', number: OTHER_NUMBER }) }, admin);
    expect(stored().settings).toMatchObject({ blocked: ['+1900'], lines: [{ id: 'support' }, { id: 'b' }] });
  });

  it('stay as they were where they can not be stored, or there are too many', async () => {
    const { admin, broken, stored } = createAdmin();
    await saveBlocked({ blocked: ['+1900'] }, admin);
    const many = Array.from({ length: 1001 }, (_, at) => `+1${at + 1}`);
    expect(await saveBlocked({ blocked: many }, admin)).toEqual({
      ok: false,
      error: { message: 'There can be 1,000 of them' },
    });
    broken.saveSettings = failure('unavailable', 'forge');
    expect(await saveBlocked({ blocked: [] }, admin)).toMatchObject({ ok: false });
    expect(stored().settings.blocked).toEqual(['+1900']);
  });
});
