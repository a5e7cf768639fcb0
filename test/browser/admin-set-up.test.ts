import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callSaying, spokenBy } from '../flow/bench';
import { OPENING_MS, type OpenedAdmin, openAdmin } from './open-admin';

const NUMBER = '+14155550100';
const KEY = 'sk-sandbox-00000000000000000000';

/** From installed to the first filed call, with the page alone; and what the page says when something is wrong. */
describe('the first set-up', () => {
  let admin: OpenedAdmin;
  beforeAll(async () => {
    admin = await openAdmin();
  }, OPENING_MS);
  afterAll(() => admin.close());

  it('begins with a list of what is to be done, and why', async () => {
    await admin.until(/1 of 6 done.*TO DO.*Twilio account.*TO DO.*OpenAI key.*TO DO.*Line/is);
    await admin.until(/Enter the Twilio account first/);
    expect(admin.complaints).toEqual([]);
  });

  it('refuses a wrong token in words, and keeps what was typed', async () => {
    const { accountSid } = admin.sandbox.twilio.credentials;
    await admin.press('Enter account');
    await admin.type('Account SID', accountSid);
    await admin.type('Auth token', 'f'.repeat(32));
    await admin.press('Test and save');
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByText(/Twilio does not take this account SID and auth token/).waitFor();
    expect(await dialog.getByLabel('Account SID').inputValue()).toBe(accountSid);
    await admin.page.keyboard.press('Escape');
    await admin.until(/1 of 6 done/);
  });

  it('takes the account and the key once they are right', async () => {
    const { accountSid, authToken } = admin.sandbox.twilio.credentials;
    await admin.press('Enter account');
    await admin.type('Account SID', accountSid);
    await admin.type('Auth token', authToken);
    await admin.press('Test and save');
    await admin.until(/The Twilio account is saved/);
    await admin.until(new RegExp(`Numbers of the account.*\\${NUMBER}`, 's'));
    await admin.press('Enter key');
    await admin.type('API key', KEY);
    await admin.press('Test and save');
    await admin.until(/The OpenAI key is saved.*3 of 6|3 of 6.*The OpenAI key is saved/s);
    expect(await admin.text()).toMatch(new RegExp(`ends in …${authToken.slice(-4)}`));
  });

  it('adds a line with a number of the account, and connects it', async () => {
    await admin.page.getByRole('button', { name: 'Add a line' }).first().click();
    await admin.choose('Number', new RegExp(`\\${NUMBER}`));
    await admin.type('Name, as callers hear it', 'the help desk');
    await admin.choose('Request type', 'Report a problem');
    await admin.until(/The line (?:will ask for|has to ask for nothing)/);
    await admin.press('Save line');
    await admin.until(/The line the help desk is saved/);
    await admin.page.getByRole('tab', { name: 'Set-up' }).click();
    await admin.press(`Connect ${NUMBER}`);
    await admin.until(/is connected\./);
    await admin.until(/5 of 6 done/);
  });

  it('ends with a call that becomes a request, which the page knows of', async () => {
    const report = await callSaying(admin.sandbox, 'The VPN is down and payroll closes today.');
    expect(report.state).toBe('closed');
    expect(spokenBy(report).join(' ')).toContain('the help desk');
    await admin.visit();
    await admin.until(/6 of 6 done/);
    expect(await admin.text()).not.toMatch(/TO DO|NEEDS YOU/i);
    expect(admin.complaints).toEqual([]);
  });

  it('has never brought a secret to the browser (V13)', async () => {
    const { authToken } = admin.sandbox.twilio.credentials;
    const answers = admin.crossings.map(({ answer }) => answer).join('\n');
    expect(answers.length).toBeGreaterThan(2000);
    for (const secret of [authToken, KEY, 'f'.repeat(32)]) expect(answers).not.toContain(secret);
    expect(await admin.page.content()).not.toContain(authToken);
  });

  it('rotates the token without losing a call: the old one counts until the new one has come', async () => {
    const { twilio } = admin.sandbox;
    const { accountSid } = twilio.credentials;
    const second = await makeSecondaryToken(admin);
    await admin.press('Change account');
    await admin.type('Auth token', second);
    await admin.press('Test and save');
    await admin.until(/The Twilio account is saved/);
    await admin.until(/still verifies webhooks/);
    expect((await callSaying(admin.sandbox, 'The scanner is out of paper.')).state).toBe('closed');
    await promoteToken(admin);
    expect((await callSaying(admin.sandbox, 'The beamer is out of light.')).state).toBe('closed');
    await admin.visit();
    await admin.until(/6 of 6 done/);
    expect(await admin.text()).not.toMatch(/still verifies webhooks/);
    expect(accountSid).toBe(twilio.credentials.accountSid);
  });

  it('keeps the form when the network fails half-way, and saves nothing half', async () => {
    await admin.page.getByRole('tab', { name: 'Lines' }).click();
    await admin.press('Edit');
    await admin.page.getByLabel('Name, as callers hear it').fill('the service desk');
    await admin.page.route('**/_sandbox/forge/invoke', (route) => route.abort());
    await admin.press('Save line');
    await admin.until(/did not answer/);
    expect(await admin.page.getByLabel('Name, as callers hear it').inputValue()).toBe('the service desk');
    await admin.page.unroute('**/_sandbox/forge/invoke');
    await admin.press('Save line');
    await admin.until(/The line the service desk is saved/);
  });
});

/** Made in Twilio's console, as the second one of the account. */
async function makeSecondaryToken({ sandbox }: OpenedAdmin): Promise<string> {
  const reply = await sandbox.twilio.control.request('/tokens/secondary', { method: 'POST' });
  const token = JSON.stringify(await reply.json()).match(/"([0-9a-f]{32})"/)?.[1];
  if (token === undefined) throw new Error('Twilio made no token');
  return token;
}

async function promoteToken({ sandbox }: OpenedAdmin): Promise<void> {
  const reply = await sandbox.twilio.control.request('/tokens/promote', { method: 'POST' });
  expect(reply.ok).toBe(true);
}
