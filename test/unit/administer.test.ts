import { describe, expect, it } from 'vitest';
import { EMPTY_SETTINGS, type Settings } from '../../src/contract/settings';
import { ReconcileState } from '../../src/intake/reconcile-when-due';
import { removeLine, saveLine } from '../../src/settings/administer';
import { readSetup } from '../../src/settings/read-setup';
import { saveOpenAi } from '../../src/settings/save-openai';
import { saveTwilio } from '../../src/settings/save-twilio';
import { createAdmin, PHONE_URL } from './fake-admin';
import { createProviders } from './fake-providers';
import { ACCOUNT, failure, makeCall, makeLine, makeSettings, START } from './fakes';

const TOKEN = '0123456789abcdef0123456789abcdef';
const NEXT_TOKEN = 'fedcba9876543210fedcba9876543210';
const KEY = 'sk-proj-abcdefghijklmnopqrstuvwxyz';
const { providers } = createProviders();
const DAY = 24 * 60 * 60 * 1000;

const lineOf = (id: string | undefined, number: string) => {
  const { id: _, ...line } = makeLine({ number });
  return id === undefined ? line : { ...line, id };
};

describe('the state of the set-up', () => {
  it('is complete from the first moment', async () => {
    expect(await readSetup(createAdmin({}, [makeCall({ state: 'parked' })]).admin)).toEqual({
      ok: true,
      value: {
        licensed: undefined,
        twilio: undefined,
        openai: { key: undefined, project: undefined, ...EMPTY_SETTINGS.openai },
        rotationDays: 180,
        retention: { callDays: 90, auditDays: 90 },
        lines: [],
        unreadLines: [],
        webhooks: {
          voice: `${PHONE_URL}/call`,
          status: `${PHONE_URL}/status`,
          text: `${PHONE_URL}/text`,
        },
        blocked: [],
        textTroubles: [],
        parkedCalls: 1,
        paused: undefined,
        outages: [],
        notComparedSince: undefined,
      },
    });
  });

  it('shows of a secret its end and its age, and no answer holds more (V13)', async () => {
    const { admin, clock } = createAdmin();
    const answers = [
      await saveTwilio({ accountSid: ACCOUNT, authToken: TOKEN }, admin, providers),
      await saveTwilio({ accountSid: ACCOUNT, authToken: NEXT_TOKEN }, admin, providers),
      await saveOpenAi({ apiKey: KEY }, admin, providers),
      await saveLine(lineOf('a', '+14155550100'), admin),
      await removeLine({ id: 'a' }, admin),
    ];
    clock.now += 2.5 * DAY;
    const setup = await readSetup(admin);
    expect(setup).toMatchObject({
      value: {
        twilio: { accountSid: ACCOUNT, token: { endsWith: '3210', ageDays: 2 } },
        openai: { key: { endsWith: 'wxyz', ageDays: 2 } },
      },
    });
    const shown = JSON.stringify([...answers, setup]);
    for (const secret of [TOKEN, NEXT_TOKEN, KEY]) expect(shown).not.toContain(secret.slice(0, -4));
  });

  it('can be read while the URL, the calls or the outages cannot', async () => {
    const { admin, book } = createAdmin({
      loadPhoneUrl: failure('unavailable', 'forge'),
      listOutages: failure('unavailable', 'forge'),
    });
    book.faults.always.count = failure('unavailable', 'forge');
    expect(await readSetup(admin)).toMatchObject({
      ok: true,
      value: { webhooks: undefined, parkedCalls: 0, outages: [] },
    });
  });

  it('is never of a negative age, whatever the clocks say', async () => {
    const { admin, clock } = createAdmin();
    await saveOpenAi({ apiKey: KEY }, admin, providers);
    clock.now -= DAY;
    expect(await readSetup(admin)).toMatchObject({ value: { openai: { key: { ageDays: 0 } } } });
  });
});

describe("a comparison with Twilio's records", () => {
  const HOUR = DAY / 24;
  const line = makeLine();
  const started = () => {
    const { admin, kept, clock } = createAdmin();
    kept.settings = makeSettings([line]);
    kept.reconciliation = ReconcileState.parse({ since: { [line.number]: START - 10 * DAY }, until: START });
    const shown = async () => {
      const setup = await readSetup(admin);
      return setup.ok ? setup.value.notComparedSince : setup;
    };
    return { kept, clock, shown };
  };

  it('that did not come for hours is told of, with the time up to which all is known', async () => {
    const { clock, shown } = started();
    clock.now += 3 * HOUR;
    expect(await shown()).toBeUndefined();
    clock.now += 1;
    expect(await shown()).toBe(START);
  });

  it('that never came is missed from when the number became ours', async () => {
    const { kept, shown } = started();
    kept.reconciliation = ReconcileState.parse({ since: { [line.number]: START - 4 * HOUR } });
    expect(await shown()).toBe(START - 4 * HOUR);
    kept.reconciliation = ReconcileState.parse({});
    expect(await shown()).toBeUndefined();
  });

  it('is not missed while intake is paused, nor without lines', async () => {
    const { kept, clock, shown } = started();
    clock.now += DAY;
    kept.settings = { ...makeSettings([line]), paused: { since: START, by: 'admin-1' } };
    expect(await shown()).toBeUndefined();
    kept.settings = makeSettings([]);
    expect(await shown()).toBeUndefined();
  });
});

describe('lines', () => {
  const idsOf = (settings: Settings) => settings.lines.map(({ id, number }) => [id, number]);

  it('are added, with an id of their own if need be, and replaced by id or number', async () => {
    const { admin, stored } = createAdmin();
    await saveLine(lineOf(undefined, '+14155550100'), admin);
    expect(idsOf(stored().settings)).toEqual([['14155550100', '+14155550100']]);
    await saveLine(lineOf('b', '+14155550101'), admin);
    await saveLine(lineOf('b', '+14155550102'), admin);
    expect(idsOf(stored().settings)).toEqual([
      ['14155550100', '+14155550100'],
      ['b', '+14155550102'],
    ]);
    await saveLine(lineOf('c', '+14155550100'), admin);
    expect(idsOf(stored().settings)).toEqual([
      ['b', '+14155550102'],
      ['c', '+14155550100'],
    ]);
    await removeLine({ id: 'b' }, admin);
    await removeLine({ id: 'unknown' }, admin);
    expect(idsOf(stored().settings)).toEqual([['c', '+14155550100']]);
  });

  it('that a later version saved are shown, and kept until they are entered anew', async () => {
    const { admin, kept, stored } = createAdmin();
    const unread = [{ ...makeLine({ id: 'x', number: '+14155550177' }), languages: ['tlh'] }, { odd: 1 }];
    kept.settings = { ...EMPTY_SETTINGS, unread };
    const saved = await saveLine(lineOf('a', '+14155550100'), admin);
    expect(saved).toMatchObject({ value: { unreadLines: ['+14155550177'] } });
    expect(stored().settings.unread).toEqual(unread);
    await saveLine(lineOf('b', '+14155550177'), admin);
    expect(stored().settings.unread).toEqual([{ odd: 1 }]);
  });

  it('are at most 50, and the 51st is refused in words', async () => {
    const { admin, stored } = createAdmin();
    for (let index = 0; index < 50; index++)
      await saveLine(lineOf(undefined, `+141555501${10 + index}`), admin);
    expect(await saveLine(lineOf(undefined, '+14155550199'), admin)).toEqual({
      ok: false,
      error: { message: 'There can be 50 lines' },
    });
    expect(stored().settings.lines).toHaveLength(50);
  });

  it('are not changed by what cannot be stored', async () => {
    const { admin, broken, stored } = createAdmin();
    await saveLine(lineOf('a', '+14155550100'), admin);
    broken.saveSettings = failure('rate-limited', 'forge');
    expect(await removeLine({ id: 'a' }, admin)).toMatchObject({ ok: false });
    expect(stored().settings.lines).toHaveLength(1);
  });
});

describe('an outage', () => {
  const since = START - 60_000;

  it('is shown with what to do about it', async () => {
    const { admin, outages } = createAdmin();
    outages.push({ service: 'openai', since, failure: 'quota-exceeded' });
    expect(await readSetup(admin)).toMatchObject({
      value: {
        outages: [
          {
            service: 'openai',
            since,
            reason:
              'OpenAI says that the account has used up what it may. Add credit or raise the limits of the OpenAI project, then try again.',
          },
        ],
      },
    });
  });

  it('is over for the app once the service has new credentials, and for that service alone', async () => {
    const { admin, outages } = createAdmin();
    outages.push({ service: 'openai', since, failure: 'unauthorised' });
    outages.push({ service: 'twilio', since, failure: 'unauthorised' });
    const answer = await saveOpenAi({ apiKey: KEY }, admin, providers);
    expect(answer).toMatchObject({ value: { outages: [{ service: 'twilio' }] } });
    expect(outages.map(({ service }) => service)).toEqual(['twilio']);
    await saveTwilio({ accountSid: ACCOUNT, authToken: TOKEN }, admin, providers);
    expect(outages).toEqual([]);
  });

  it('stays when the credentials could not be kept', async () => {
    const { admin, broken, outages } = createAdmin({ saveOpenAiSecret: failure('unavailable', 'forge') });
    outages.push({ service: 'openai', since, failure: 'unauthorised' });
    expect(await saveOpenAi({ apiKey: KEY }, admin, providers)).toMatchObject({ ok: false });
    delete broken.saveOpenAiSecret;
    broken.saveSettings = failure('unavailable', 'forge');
    expect(await saveOpenAi({ apiKey: KEY }, admin, providers)).toMatchObject({ ok: false });
    expect(outages).toHaveLength(1);
  });

  it('that can not be forgotten does not keep credentials from being saved, and is still shown', async () => {
    const { admin, outages } = createAdmin({ forgetOutage: failure('unavailable', 'forge') });
    outages.push({ service: 'openai', since, failure: 'unauthorised' });
    expect(await saveOpenAi({ apiKey: KEY }, admin, providers)).toMatchObject({
      ok: true,
      value: { outages: [{ service: 'openai' }] },
    });
  });
});
