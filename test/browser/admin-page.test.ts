import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { breakJira, callSaying } from '../flow/bench';
import { OPENING_MS, type OpenedAdmin, openAdmin } from './open-admin';

// A call is waited for until the app is done with it, its retries included.
vi.setConfig({ testTimeout: 120_000 });

const SECOND = '+14155550101';

/** What an admin does with an app that is set up. */
describe('the admin page', () => {
  let admin: OpenedAdmin;
  beforeAll(async () => {
    admin = await openAdmin({ setUp: true });
  }, OPENING_MS);
  beforeEach(() => {
    admin.complaints.length = 0;
  });
  afterAll(() => admin.close());

  const tab = (name: string) => admin.page.getByRole('tab', { name }).click();

  it('finds a number that a voice application overrules, before a caller does', async () => {
    const [first] = admin.sandbox.twilio.listNumbers();
    const number = first?.phoneNumber ?? '';
    admin.sandbox.twilio.configureNumber(number, { voiceApplicationSid: `AP${'1'.repeat(32)}` });
    await admin.press('Check everything again');
    await admin.until(/NEEDS YOU.*Number connected.*TwiML App/is);
    admin.sandbox.twilio.configureNumber(number, { voiceApplicationSid: null });
    await admin.press('Check everything again');
    await admin.until(/DONE\s+Number connected/i);
  });

  it('tries a line with typed words: every stage, its time and cost, and the request as it would be', async () => {
    await tab('Try it');
    await admin.press('Run it');
    await admin.until(/Turn into words|Understand/);
    await admin.until(/What the caller would hear.*The request as it would be.*VPN/s);
    expect(await admin.text()).toMatch(/Together [\d.]+ m?s, \$/);
    await admin.press('File it as a request');
    await admin.until(/Request SUP-\d+ was made/);
    expect(admin.complaints).toEqual([]);
  });

  it('previews everything that a line says, and a text with its segments and price', async () => {
    await tab('Lines');
    await admin.page.getByRole('button', { name: 'Edit' }).first().click();
    await admin.press('Show: What callers hear');
    await admin.press('Preview everything that the line says');
    const dialog = admin.page.getByRole('dialog');
    await dialog
      .getByText(/press 1/i)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await admin.press('Show: Text messages');
    await admin.page.getByRole('button', { name: 'Preview', exact: true }).first().click();
    await admin.until(/SUP-142.*1 segment, GSM-7, about \$0\.0083/s);
    await admin.page.getByLabel('Text of the confirmation').fill('Your {secret}');
    await admin.page.getByRole('button', { name: 'Preview', exact: true }).first().click();
    await admin.until(/can’t stand|can stand here/);
    await admin.press('Leave without saving');
  });

  it('adds a second line with opening hours, and says at the field what is wrong', async () => {
    await admin.press('Add a line');
    // All numbers of the account have a line; another can be typed all the same.
    await admin.type('Number', '+1 415 555 0100');
    await admin.until(/has this number already/);
    await admin.page.getByLabel('Number', { exact: true }).fill(SECOND);
    await admin.type('Name, as callers hear it', 'the night desk');
    await admin.choose('Request type', 'Report a problem');
    await admin.press('Show: Opening hours');
    await admin.toggle('Always open');
    await admin.page.getByLabel('Monday').fill('nine to five');
    await admin.press('Save line');
    await admin.until(/Write opening hours as/);
    await admin.page.getByLabel('Monday').fill('9:00-17:00');
    await admin.press('Save line');
    await admin.until(/The line the night desk is saved/);
  });

  it('lists calls, shows what was done for one and what it cost, and tries a parked one again', async () => {
    expect((await callSaying(admin.sandbox, 'The gate at Brightwater is stuck.')).state).toBe('closed');
    // Once with all fields, once with the required ones.
    const match = { method: 'POST', path: 'servicedeskapi/request$' };
    await breakJira(admin.sandbox, { match, kind: 'status', status: 400, times: 2 });
    const parked = await callSaying(admin.sandbox, 'The lift is stuck as well.');
    expect(parked.state).toBe('parked');
    await admin.visit();
    await admin.until(/1 call waits for you/);
    await admin.press('Show them');
    await admin.until(/WAITS FOR YOU.*Try again/is);
    await admin.page.getByRole('button', { name: 'Try again' }).click();
    await admin.until(/It is under way/);
    await admin.choose('Show', 'Filed');
    await expect
      .poll(async () => (await admin.text()).match(/SUP-\d+/g)?.length ?? 0, { timeout: 20_000 })
      .toBeGreaterThan(1);
    await admin.page.getByRole('button', { name: 'Details' }).first().click();
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByText('Make the request').first().waitFor();
    await dialog.getByText('Call, minutes').waitFor();
    expect(await dialog.innerText()).not.toMatch(/lift|\+1512/i);
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  });

  it('adds up what calls cost, by a price table that can be changed', async () => {
    await tab('Usage');
    await admin.until(/Total/);
    await admin.page.getByLabel('A minute of a call').fill('1');
    await admin.press('Save');
    await admin.until(/The prices are saved/);
    await admin.until(/\$\d\.\d\d/);
    await admin.press('Export as CSV');
    await admin.page
      .getByRole('dialog')
      .getByText(/day,calls,minutes/)
      .waitFor();
    await admin.page.keyboard.press('Escape');
  });

  it('pauses intake with one switch, and nobody can miss it', async () => {
    await tab('Privacy and safety');
    await admin.press('Pause intake');
    await admin.until(/Intake is paused/);
    const report = await callSaying(admin.sandbox, 'Anybody there?');
    expect(report.request).toBeUndefined();
    await admin.page.getByRole('button', { name: 'Take calls again' }).first().click();
    await admin.until(/Calls are taken again/);
  });

  it('shows what the app did, by ids and codes', async () => {
    await admin.press('Show what the app did');
    await admin.until(/Pause intake.*Done/s);
    expect(await admin.text()).not.toMatch(/Brightwater/);
  });

  it('is German for whoever reads German', async () => {
    await admin.visit({ locale: 'de-DE' });
    await admin.until(/Einrichtung/);
    await admin.page.getByRole('tab', { name: 'Leitungen' }).click();
    await admin.until(/Leitung hinzufügen/);
    expect(admin.complaints).toEqual([]);
  });

  it('works with the keyboard alone', async () => {
    await admin.visit();
    const { page } = admin;
    await page.getByRole('tab', { name: 'Set-up' }).focus();
    await page.keyboard.press('ArrowRight');
    await admin.until(/Add a line/);
    await page.getByRole('button', { name: 'Edit' }).first().focus();
    await page.keyboard.press('Enter');
    await admin.until(/Save line/);
    await page.getByRole('button', { name: 'Leave without saving' }).focus();
    await page.keyboard.press('Enter');
    await admin.until(/Add a line/);
  });

  it('refuses whoever is no administrator, and notes it (V15)', async () => {
    await admin.visit({ as: 'agent' });
    await admin.until(/Only Jira administrators/);
    await admin.visit();
    await tab('Privacy and safety');
    await admin.press('Show what the app did');
    await admin.until(/Refuse somebody who is no administrator/);
  });

  it('can be read, but not changed, once the licence has lapsed (V14)', async () => {
    admin.sandbox.forge.setLicense({ active: false } as never);
    await admin.visit();
    await admin.until(/The licence is not active/);
    await tab('Privacy and safety');
    await admin.page.getByLabel('Records of calls').fill('30');
    await admin.page.getByRole('button', { name: 'Save' }).nth(1).click();
    await admin.until(/settings can’t be changed/);
    await admin.press('Pause intake');
    await admin.until(/Intake is paused/);
  });
});
