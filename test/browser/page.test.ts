import { describe, expect, it } from 'vitest';
import { open, preparePage } from './open-page';

const opened = preparePage();
const findRequest = (name: RegExp) =>
  opened.page.getByRole('list', { name: 'Requests' }).getByRole('button', { name });

describe('the log on the page', () => {
  it('follows what happens, shows TwiML indented, filters and pauses', async () => {
    await open(opened);
    await opened.page.getByText('Nothing has happened yet.').waitFor();
    const log = opened.page.getByRole('log', { name: 'Log' });
    opened.host.log.add({
      source: 'twilio',
      kind: 'webhook-sent',
      title: 'A webhook',
      detail: { request: { method: 'POST' }, reply: '<Response><Say>Hi &amp; bye</Say></Response>' },
    });
    opened.host.log.add({ source: 'jira', kind: 'request-answered', title: 'A request of Jira' });
    await log.getByRole('button', { name: /A webhook/ }).click();
    await expect
      .poll(() => log.locator('code').last().textContent(), { timeout: 10_000 })
      .toContain('  <Say>Hi &amp; bye</Say>');

    await opened.page
      .getByRole('group', { name: 'Show entries of' })
      .getByRole('button', { name: /Twilio/ })
      .click();
    await log.getByText('A webhook').waitFor({ state: 'detached' });
    await log.getByText('A request of Jira').waitFor();

    await opened.page.getByRole('button', { name: 'Pause' }).click();
    opened.host.log.add({ source: 'jira', kind: 'request-answered', title: 'Another request' });
    await opened.page.getByText('Paused, 1 new').waitFor();
    expect(await log.getByText('Another request').count()).toBe(0);
    await opened.page.getByRole('button', { name: 'Go on' }).click();
    await log.getByText('Another request').waitFor();
    expect(opened.complaints).toEqual([]);
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
    await open(opened);
    await opened.page.getByText('No requests yet.').waitFor();
    const key = await opened.host.fileRequest('VPN is down', [
      paragraph('Nobody can work.'),
      { type: 'table', content: [row('Error', 'E 809')] },
      { type: 'blockquote', content: [paragraph('It is <b>dead</b>.')] },
    ]);
    await findRequest(/VPN is down/).click();
    const request = opened.page.getByRole('article', { name: `Request ${key}` });
    await request.getByRole('row', { name: 'Error E 809' }).waitFor();
    await request.locator('blockquote', { hasText: 'It is <b>dead</b>.' }).waitFor();

    await opened.host.askJira('PUT', `/rest/api/3/issue/${key}/properties/voice.call`, {
      reference: 'K7-4421',
    });
    await opened.host.askJira('POST', `/rest/servicedeskapi/request/${key}/comment`, {
      body: 'Transcript',
      public: false,
    });
    await request
      .locator('.comment-internal', { hasText: 'Transcript' })
      .getByText('Internal note')
      .waitFor();
    await request.getByText('voice.call').click();
    await request.getByText('"K7-4421"').waitFor();
    expect(opened.complaints).toEqual([]);
  });

  it('plays a recording that is attached', async () => {
    const key = await opened.host.fileRequest('With a recording');
    const form = new FormData();
    const sound = await (await fetch(`${opened.host.url}_sandbox/samples/outage-vpn.wav`)).blob();
    form.set('file', new File([sound], 'call.wav', { type: 'audio/wav' }));
    const reply = await opened.host.jira.fetch(
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
    await open(opened);
    await findRequest(/With a recording/).click();
    const player = opened.page.getByLabel('Recording call.wav');
    const readLength = () => player.evaluate((element) => Reflect.get(element, 'duration'));
    await expect.poll(readLength, { timeout: 10_000 }).toBeCloseTo(3, 0);
  });

  it('lets the agent answer and move the request', async () => {
    const key = await opened.host.fileRequest('Printer');
    await open(opened);
    await findRequest(/Printer/).click();
    await opened.page.getByLabel('Comment as the agent').fill('We are on it.');
    await opened.page.getByRole('button', { name: 'Reply to customer' }).click();
    await opened.page.getByRole('list', { name: 'Comments' }).getByText('We are on it.').waitFor();
    expect(await opened.page.getByText('Internal note', { exact: true }).count()).toBe(0);
    await opened.page.getByRole('button', { name: 'Change status' }).click();
    await opened.page.getByRole('menuitem', { name: /resolve/i }).click();
    await opened.page.getByRole('article').getByText('Resolved').first().waitFor();
    await opened.page.getByRole('tab', { name: 'History' }).click();
    await opened.page
      .getByRole('list', { name: 'History' })
      .getByText(/Abel Agent.*status.*Resolved/i)
      .first()
      .waitFor();
    await opened.page.getByRole('button', { name: 'Back to the requests' }).click();
    await findRequest(new RegExp(`${key}.*Resolved`)).waitFor();
  });

  it('says what is wrong, and tries again when asked', async () => {
    opened.host.failures.set('jira/requests', 'Jira sleeps.');
    await open(opened);
    const alert = opened.page.getByRole('alert').filter({ hasText: 'Jira sleeps.' });
    await alert.waitFor();
    opened.host.failures.clear();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
    await opened.host.fileRequest('Awake again');
    await findRequest(/Awake again/).waitFor();
    expect(await opened.page.getByRole('alert').count()).toBe(0);
  });
});

describe('the page', () => {
  it('says what is a stand-in, and links to what that means', async () => {
    await open(opened);
    const note = opened.page.getByRole('note', { name: 'About the stand-ins' });
    await note.getByText(/are stand-ins on this machine/).waitFor();
    const [readme] = await Promise.all([
      opened.browser.context.waitForEvent('page'),
      note.getByRole('link', { name: /What that means/ }).click(),
    ]);
    await readme.getByRole('heading', { level: 1 }).waitFor();
    await readme.close();
  });

  it('shows one area at a time on a narrow screen, without scrolling sideways', async () => {
    await opened.host.fileRequest(
      'A summary that is so long that it has to go over several lines on a telephone',
    );
    opened.host.log.add({
      source: 'jira',
      kind: 'request-answered',
      title: 'x'.repeat(300),
      detail: { key: 'y'.repeat(300) },
    });
    await open(opened, { width: 390 });
    const measure = () => opened.page.evaluate('document.documentElement.scrollWidth');
    expect(await measure()).toBe(390);
    await opened.page.getByRole('tab', { name: 'What happens' }).click();
    await opened.page.getByRole('button', { name: /xxx/ }).click();
    expect(await measure()).toBe(390);
    await opened.page.getByRole('tab', { name: 'Jira' }).click();
    await findRequest(/A summary/).click();
    await opened.page.getByRole('article').waitFor();
    expect(await measure()).toBe(390);
    expect(await opened.page.getByLabel('Your number').isVisible()).toBe(false);
  });

  it('follows the system between light and dark, until one is chosen', async () => {
    const mode = () => opened.page.locator('html').getAttribute('data-color-mode');
    await opened.page.emulateMedia({ colorScheme: 'dark' });
    await open(opened);
    await expect.poll(mode).toBe('dark');
    await opened.page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(mode).toBe('light');
    await opened.page.getByRole('button', { name: 'Colours' }).click();
    await opened.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expect.poll(mode).toBe('dark');
    await opened.page.reload();
    await expect.poll(mode).toBe('dark');
    await opened.page.evaluate('localStorage.clear()');
  });
});
