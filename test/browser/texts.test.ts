import { describe, expect, it } from 'vitest';
import { dial, open, preparePage, waitForStatus } from './open-page';

const opened = preparePage();
const OWN = '+14155550123';
const texts = () => opened.page.getByRole('log', { name: 'Texts' });
const announcement = () => opened.page.getByRole('status', { name: 'New text' });
const look = () => opened.page.getByRole('tab', { name: /Texts/ }).click();

describe('the texts on the phone', () => {
  it('go out and come in', async () => {
    opened.host.answers['/text'] = '<Response><Message>Noted.</Message></Response>';
    await open(opened);
    await look();
    await opened.page.getByText('No texts yet.').waitFor();
    await opened.page.getByLabel('Text message').fill('Any news?');
    await opened.page.getByText('9 characters · 1 text').waitFor();
    await opened.page.getByRole('button', { name: 'Send' }).click();
    await texts().getByText('Any news?').waitFor();
    await texts().getByText('Noted.').waitFor();
    await texts().getByText('Delivered').waitFor();
    expect(await opened.page.getByLabel('Text message').inputValue()).toBe('');
    expect(opened.host.webhooks[0]?.params).toMatchObject({ From: OWN, Body: 'Any news?' });
    expect(opened.complaints).toEqual([]);
  });

  it('slide in during a call, with a code that can be read, and are counted until they are read', async () => {
    await open(opened);
    await dial(opened);
    await waitForStatus(opened, /Recording/);
    await opened.host.sendText(OWN, 'Acme Support: your code is 482913. Never tell it to anybody.');
    await announcement().getByText('Support (English)').waitFor();
    expect(await announcement().locator('.text-code').innerText()).toContain('482913');
    await opened.page.getByRole('status', { name: '1 unread' }).waitFor();
    await announcement()
      .getByRole('button', { name: /482913|code is/ })
      .click();
    await texts()
      .getByText(/your code is/)
      .waitFor();
    expect(await opened.page.getByRole('status', { name: '1 unread' }).count()).toBe(0);
    expect(await announcement().innerText()).toBe('');
    // The call goes on behind it.
    await opened.page.getByRole('tab', { name: 'Call' }).click();
    await waitForStatus(opened, /Recording/);
  });

  it('can be put aside', async () => {
    await open(opened);
    await opened.host.sendText(OWN, 'Your request is SUP-142.');
    await announcement().getByRole('button', { name: 'Close' }).click();
    await announcement().getByText('SUP-142').waitFor({ state: 'detached' });
    await opened.page.getByRole('status', { name: '1 unread' }).waitFor();
  });

  it('have answers at hand: STOP ends them, and the phone shows why nothing comes', async () => {
    await open(opened);
    await opened.host.sendText(OWN, 'Your request is SUP-142.');
    await look();
    await texts().getByText('SUP-142').waitFor();
    await opened.page.getByRole('button', { name: 'STOP', exact: true }).click();
    await texts()
      .getByText(/successfully been unsubscribed/)
      .waitFor();
    await expect(opened.host.sendText(OWN, 'One more')).rejects.toThrow(/unsubscribed/);
    await opened.page.getByRole('button', { name: 'START', exact: true }).click();
    await texts()
      .getByText(/re-subscribed/)
      .waitFor();
    await opened.host.sendText(OWN, 'One more');
    await texts().getByText('One more').waitFor();
  });

  it('of several lines show one at a time, and where something is new', async () => {
    const [, other] = opened.host.twilio.listNumbers();
    if (!other) throw new Error('The account has one number only');
    await open(opened);
    await opened.host.sendText(OWN, 'From the first.');
    await look();
    await texts().getByText('From the first.').waitFor();
    await opened.host.sendText(OWN, 'From the second.', other.phoneNumber);
    const choice = opened.page.getByRole('group', { name: 'Texts with' });
    await choice.getByRole('button', { name: /1 unread/ }).click();
    await texts().getByText('From the second.').waitFor();
    expect(await texts().getByText('From the first.').count()).toBe(0);
  });

  it('tell of themselves where another part of the page shows', async () => {
    await open(opened, { width: 390 });
    await opened.page.getByRole('tab', { name: 'What happens' }).click();
    await opened.host.sendText(OWN, 'Your request is SUP-142.');
    await opened.page.getByRole('tab', { name: /Phone/ }).getByLabel('1 unread').waitFor();
  });
});
