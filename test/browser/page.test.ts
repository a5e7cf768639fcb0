import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Browser, launchBrowser } from '../sandbox/browser';
import { type PageHost, startPageHost } from './page-host';

const ASK = `<Response>
  <Say language="de-DE">Willkommen beim Support.</Say>
  <Record action="recorded" timeout="100" finishOnKey="#" />
</Response>`;
const THANK = '<Response><Say language="de-DE">Vielen Dank.</Say><Hangup/></Response>';

// The first test may have to build the page and install a browser.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 600_000 });

let browser: Browser;
let host: PageHost;
let page: Page;
/** What a developer would see in the console, and what would have left the machine. */
let complaints: string[];

beforeAll(async () => {
  // A device that beeps plays the microphone.
  browser = await launchBrowser({
    args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  host = await startPageHost();
  host.answers['/call'] = ASK;
  host.answers['/recorded'] = THANK;
  complaints = [];
  page = await browser.context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(host.url) && !/^(?:data|blob):/.test(request.url()))
      complaints.push(request.url());
  });
});
afterEach(async () => {
  await page.close();
  await host.close();
});

const open = async ({ width = 1280 } = {}): Promise<void> => {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(host.url);
  await page.getByLabel('Your number').waitFor();
};
const dial = async (): Promise<void> => {
  await page.getByText('Support (English)').waitFor();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
};
const waitForStatus = (words: RegExp): Promise<void> =>
  page.getByRole('status', { name: 'Call status' }).filter({ hasText: words }).waitFor();
const findRequest = (name: RegExp) =>
  page.getByRole('list', { name: 'Requests' }).getByRole('button', { name });
const findSpoken = () => host.webhooks.find(({ path }) => path === '/recorded');
const until = (condition: () => boolean): Promise<void> =>
  expect.poll(condition, { timeout: 10_000 }).toBe(true);

describe('the phone on the page', () => {
  it('calls a line, shows what it says and says what is typed, ahead of the beep too', async () => {
    await open();
    await dial();
    await page.getByLabel('What you say').fill('Der Drucker brennt.');
    await page.keyboard.press('Enter');
    const talk = page.getByRole('log', { name: 'Conversation' });
    await talk.getByText('Willkommen beim Support.').waitFor();
    await waitForStatus(/Recording/);
    await talk.locator('.bubble-said', { hasText: 'Der Drucker brennt.' }).waitFor();
    // Typed speech takes the language of the line, unless another is chosen.
    await page.getByText('German (Germany)').waitFor();
    await page.getByRole('button', { name: 'Dial pad' }).click();
    await page.getByRole('group', { name: 'Dial pad' }).getByRole('button', { name: 'Hash' }).click();
    await waitForStatus(/The line hung up/);
    await talk.getByText('Vielen Dank.').waitFor();
    const spoken = findSpoken();
    expect(spoken?.params).toMatchObject({ From: '+14155550123', To: '+14155550100', Digits: '#' });
    const [recording] = await (await fetch(`${host.url}_sandbox/twilio/recordings`)).json();
    const sound = await fetch(`${host.url}_sandbox/twilio/recordings/${recording.sid}.wav`);
    expect(sound.headers.get('content-language')).toBe('de-DE');
    expect(complaints).toEqual([]);
  });

  it('says a sample call', async () => {
    await open();
    await dial();
    await waitForStatus(/Recording/);
    await page.getByRole('combobox', { name: 'Play a sample call' }).click();
    await page.getByRole('option', { name: 'VPN is down (0:03)' }).click();
    await page.locator('.bubble-said', { hasText: 'Sample call: VPN is down' }).waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await waitForStatus(/You hung up/);
    await until(() => findSpoken() !== undefined);
    expect(Number(findSpoken()?.params.RecordingDuration)).toBeGreaterThan(0);
  });

  it('carries the sound of the microphone, and says that the stand-in has no ears', async () => {
    await open();
    await dial();
    await waitForStatus(/Recording/);
    await page.getByRole('button', { name: 'Use the microphone' }).click();
    await page.getByText('Speak now').waitFor();
    await page.getByText(/cannot understand real speech/).waitFor();
    await page.locator('.microphone-strip').getByText('0:01').waitFor();
    await page.getByRole('button', { name: 'Done speaking' }).click();
    await page.locator('.bubble-said', { hasText: /microphone/ }).waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await until(() => findSpoken() !== undefined);
    expect(Number(findSpoken()?.params.RecordingDuration)).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  it('has no warning about ears when a real service listens', async () => {
    host.state.hearsRealAudio = true;
    await open();
    await page.getByText(/a real service that understands speech/).waitFor();
    await dial();
    await page.getByRole('button', { name: 'Use the microphone' }).click();
    await page.getByText('Speak now').waitFor();
    expect(await page.getByText(/cannot understand real speech/).count()).toBe(0);
  });

  it('shows why a number cannot be called', async () => {
    await open();
    await page.getByLabel('Number to dial').fill('212 555 0199');
    await page.keyboard.press('Enter');
    await waitForStatus(/\+12125550199 is not a number of this account/);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Number to dial').waitFor();
  });

  it('dials with its keys, and calls from a number of one’s own', async () => {
    await open();
    await page.getByText('Support (English)').waitFor();
    await page.getByLabel('Number to dial').fill('');
    const pad = page.getByRole('group', { name: 'Dial pad' });
    for (const key of '4155550100') await pad.getByRole('button', { name: key, exact: true }).click();
    await page.getByLabel('Your number').fill('(312) 555-0142');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await waitForStatus(/Recording/);
    expect(host.webhooks[0]?.params).toMatchObject({ From: '+13125550142', To: '+14155550100' });
  });

  it('takes and sends texts', async () => {
    host.answers['/text'] = '<Response><Message>Noted.</Message></Response>';
    await open();
    await page.getByRole('tab', { name: /Texts/ }).click();
    await page.getByText('No texts yet.').waitFor();
    await page.getByLabel('Text message').fill('STATUS');
    await page.getByRole('button', { name: 'Send' }).click();
    const texts = page.getByRole('log', { name: 'Texts' });
    await texts.getByText('STATUS').waitFor();
    await texts.getByText('Noted.').waitFor();
    expect(host.webhooks[0]?.params).toMatchObject({ From: '+14155550123', Body: 'STATUS' });
  });
});

describe('the log on the page', () => {
  it('follows what happens, shows TwiML indented, filters and pauses', async () => {
    await open();
    await page.getByText('Nothing has happened yet.').waitFor();
    const log = page.getByRole('log', { name: 'Log' });
    host.log.add({
      source: 'twilio',
      kind: 'webhook-sent',
      title: 'A webhook',
      detail: { request: { method: 'POST' }, reply: '<Response><Say>Hi &amp; bye</Say></Response>' },
    });
    host.log.add({ source: 'jira', kind: 'request-answered', title: 'A request of Jira' });
    await log.getByRole('button', { name: /A webhook/ }).click();
    await expect.poll(() => log.locator('code').last().textContent()).toContain('  <Say>Hi &amp; bye</Say>');

    await page
      .getByRole('group', { name: 'Show entries of' })
      .getByRole('button', { name: /Twilio/ })
      .click();
    await log.getByText('A webhook').waitFor({ state: 'detached' });
    await log.getByText('A request of Jira').waitFor();

    await page.getByRole('button', { name: 'Pause' }).click();
    host.log.add({ source: 'jira', kind: 'request-answered', title: 'Another request' });
    await page.getByText('Paused, 1 new').waitFor();
    expect(await log.getByText('Another request').count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    await log.getByText('Another request').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('Jira on the page', () => {
  const row = (name: string, value: string): object => ({
    type: 'tableRow',
    content: [cell('tableHeader', name), cell('tableCell', value)],
  });
  const cell = (type: string, text: string): object => ({ type, attrs: {}, content: [paragraph(text)] });
  const paragraph = (text: string): object => ({ type: 'paragraph', content: [{ type: 'text', text }] });

  it('shows a new request by itself, and all that is in it', async () => {
    await open();
    await page.getByText('No requests yet.').waitFor();
    const key = await host.fileRequest('VPN is down', [
      paragraph('Nobody can work.'),
      { type: 'table', content: [row('Error', 'E 809')] },
      { type: 'blockquote', content: [paragraph('It is <b>dead</b>.')] },
    ]);
    await findRequest(/VPN is down/).click();
    const request = page.getByRole('article', { name: `Request ${key}` });
    await request.getByRole('row', { name: 'Error E 809' }).waitFor();
    await request.locator('blockquote', { hasText: 'It is <b>dead</b>.' }).waitFor();

    await host.askJira('PUT', `/rest/api/3/issue/${key}/properties/voice.call`, { reference: 'K7-4421' });
    await host.askJira('POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: 'Transcript',
      public: false,
    });
    await request
      .locator('.comment-internal', { hasText: 'Transcript' })
      .getByText('Internal note')
      .waitFor();
    await request.getByText('voice.call').click();
    await request.getByText('"K7-4421"').waitFor();
    expect(complaints).toEqual([]);
  });

  it('plays a recording that is attached', async () => {
    const key = await host.fileRequest('With a recording');
    const form = new FormData();
    const sound = await (await fetch(`${host.url}_sandbox/samples/outage-vpn.wav`)).blob();
    form.set('file', new File([sound], 'call.wav', { type: 'audio/wav' }));
    const reply = await host.jira.fetch(
      new Request(`https://sandbox.atlassian.net/rest/api/3/issue/${key}/attachments`, {
        method: 'POST',
        headers: {
          'x-atlassian-token': 'no-check',
          'x-sandbox-account': '557058:a1f0c0de-0000-4000-8000-000000000001',
        },
        body: form,
      }),
    );
    expect(reply.status).toBe(200);
    await open();
    await findRequest(/With a recording/).click();
    const player = page.getByLabel('Recording call.wav');
    const readLength = () => player.evaluate((element) => Reflect.get(element, 'duration'));
    await expect.poll(readLength).toBeCloseTo(3, 0);
  });

  it('lets the agent answer and move the request', async () => {
    const key = await host.fileRequest('Printer');
    await open();
    await findRequest(/Printer/).click();
    await page.getByLabel('Comment as the agent').fill('We are on it.');
    await page.getByRole('button', { name: 'Reply to customer' }).click();
    await page.getByRole('list', { name: 'Comments' }).getByText('We are on it.').waitFor();
    expect(await page.getByText('Internal note', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Change status' }).click();
    await page.getByRole('menuitem', { name: /resolve/i }).click();
    await page.getByRole('article').getByText('Resolved').first().waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    await page
      .getByRole('list', { name: 'History' })
      .getByText(/Abel Agent.*status.*Resolved/i)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Back to the requests' }).click();
    await findRequest(new RegExp(`${key}.*Resolved`)).waitFor();
  });

  it('says what is wrong, and tries again when asked', async () => {
    host.failures.set('jira/requests', 'Jira sleeps.');
    await open();
    const alert = page.getByRole('alert').filter({ hasText: 'Jira sleeps.' });
    await alert.waitFor();
    host.failures.clear();
    await host.fileRequest('Awake again');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await findRequest(/Awake again/).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('the page', () => {
  it('says what is a stand-in, and links to what that means', async () => {
    await open();
    const note = page.getByRole('note', { name: 'About the stand-ins' });
    await note.getByText(/are stand-ins on this machine/).waitFor();
    const [readme] = await Promise.all([
      browser.context.waitForEvent('page'),
      note.getByRole('link', { name: /What that means/ }).click(),
    ]);
    await readme.getByRole('heading', { level: 1 }).waitFor();
    await readme.close();
  });

  it('shows one area at a time on a narrow screen, without scrolling sideways', async () => {
    await host.fileRequest('A summary that is so long that it has to go over several lines on a telephone');
    host.log.add({
      source: 'jira',
      kind: 'request-answered',
      title: 'x'.repeat(300),
      detail: { key: 'y'.repeat(300) },
    });
    await open({ width: 390 });
    const measure = () => page.evaluate('document.documentElement.scrollWidth');
    expect(await measure()).toBe(390);
    await page.getByRole('tab', { name: 'What happens' }).click();
    await page.getByRole('button', { name: /xxx/ }).click();
    expect(await measure()).toBe(390);
    await page.getByRole('tab', { name: 'Jira' }).click();
    await findRequest(/A summary/).click();
    await page.getByRole('article').waitFor();
    expect(await measure()).toBe(390);
    expect(await page.getByLabel('Your number').isVisible()).toBe(false);
  });

  it('follows the system between light and dark, until one is chosen', async () => {
    const mode = () => page.locator('html').getAttribute('data-color-mode');
    await page.emulateMedia({ colorScheme: 'dark' });
    await open();
    await expect.poll(mode).toBe('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(mode).toBe('light');
    await page.getByRole('button', { name: 'Colours' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(mode).toBe('dark');
    await page.reload();
    await expect.poll(mode).toBe('dark');
    await page.evaluate('localStorage.clear()');
  });
});
