import { describe, expect, it } from 'vitest';
import { dial, open, preparePage, until, waitForStatus } from './open-page';

const opened = preparePage();
const findSpoken = () => opened.host.webhooks.find(({ path }) => path === '/recorded');

describe('the phone on the page', () => {
  it('calls a line, shows what it says and says what is typed, ahead of the beep too', async () => {
    await open(opened);
    await dial(opened);
    await opened.page.getByLabel('What you say').fill('Der Drucker brennt.');
    await opened.page.keyboard.press('Enter');
    const talk = opened.page.getByRole('log', { name: 'Conversation' });
    await talk.getByText('Willkommen beim Support.').waitFor();
    await waitForStatus(opened, /Recording/);
    await talk.locator('.bubble-said', { hasText: 'Der Drucker brennt.' }).waitFor();
    // Typed speech takes the language of the line, unless another is chosen.
    await opened.page.getByText('German (Germany)').waitFor();
    await opened.page.getByRole('group', { name: 'Dial pad' }).getByRole('button', { name: 'Hash' }).click();
    await waitForStatus(opened, /The line hung up/);
    await talk.getByText('Vielen Dank.').waitFor();
    const spoken = findSpoken();
    expect(spoken?.params).toMatchObject({ From: '+14155550123', To: '+14155550100', Digits: '#' });
    const [recording] = await (await fetch(`${opened.host.url}_sandbox/twilio/recordings`)).json();
    const sound = await fetch(`${opened.host.url}_sandbox/twilio/recordings/${recording.sid}.wav`);
    expect(sound.headers.get('content-language')).toBe('de-DE');
    expect(opened.complaints).toEqual([]);
  });

  it('says a sample call', async () => {
    await open(opened);
    await dial(opened);
    await waitForStatus(opened, /Recording/);
    await opened.page.getByRole('combobox', { name: 'Play a sample call' }).click();
    await opened.page.getByRole('option', { name: 'VPN is down (0:03)' }).click();
    await opened.page.locator('.bubble-said', { hasText: 'Sample call: VPN is down' }).waitFor();
    await opened.page.getByRole('button', { name: 'Hang up' }).click();
    await waitForStatus(opened, /You hung up/);
    await until(() => findSpoken() !== undefined);
    expect(Number(findSpoken()?.params.RecordingDuration)).toBeGreaterThan(0);
  });

  it('carries the sound of the microphone, and says that the stand-in has no ears', async () => {
    await open(opened);
    await dial(opened);
    await waitForStatus(opened, /Recording/);
    await opened.page.getByRole('button', { name: 'Use the microphone' }).click();
    await opened.page.getByText('Speak now').waitFor();
    await opened.page.getByText(/cannot understand real speech/).waitFor();
    await opened.page.locator('.microphone-strip').getByText('0:01').waitFor();
    await opened.page.getByRole('button', { name: 'Done speaking' }).click();
    await opened.page.locator('.bubble-said', { hasText: /microphone/ }).waitFor();
    await opened.page.getByRole('button', { name: 'Hang up' }).click();
    await until(() => findSpoken() !== undefined);
    expect(Number(findSpoken()?.params.RecordingDuration)).toBeGreaterThan(0);
    expect(opened.complaints).toEqual([]);
  });

  it('has no warning about ears when a real service listens', async () => {
    opened.host.state.hearsRealAudio = true;
    await open(opened);
    await opened.page.getByText(/a real service that understands speech/).waitFor();
    await dial(opened);
    await opened.page.getByRole('button', { name: 'Use the microphone' }).click();
    await opened.page.getByText('Speak now').waitFor();
    expect(await opened.page.getByText(/cannot understand real speech/).count()).toBe(0);
  });

  it('shows why a number cannot be called', async () => {
    await open(opened);
    await opened.page.getByLabel('Number to dial').fill('212 555 0199');
    await opened.page.keyboard.press('Enter');
    await waitForStatus(opened, /\+12125550199 is not a number of this account/);
    await opened.page.getByRole('button', { name: 'Close' }).click();
    await opened.page.getByLabel('Number to dial').waitFor();
  });

  it('dials with its keys, and calls from a number of one’s own', async () => {
    await open(opened);
    await opened.page.getByText('Support (English)').waitFor();
    await opened.page.getByLabel('Number to dial').fill('');
    const pad = opened.page.getByRole('group', { name: 'Dial pad' });
    for (const key of '4155550100') await pad.getByRole('button', { name: key, exact: true }).click();
    await opened.page.getByLabel('Your number').fill('(312) 555-0142');
    await opened.page.keyboard.press('Enter');
    await opened.page.getByRole('button', { name: 'Call', exact: true }).click();
    await waitForStatus(opened, /Recording/);
    expect(opened.host.webhooks[0]?.params).toMatchObject({ From: '+13125550142', To: '+14155550100' });
  });
});
