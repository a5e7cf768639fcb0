import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN_ID, AGENT_ID } from '../sandbox/jira';
import { APP_DIRECTORY } from '../sandbox/sandbox';
import { OPENING_MS, type OpenedAdmin, openAdmin } from './open-admin';

/** UI Kit as the product draws it, shown by a small app that uses all of it. */
describe('UI Kit in the sandbox', () => {
  let admin: OpenedAdmin;
  beforeAll(async () => {
    const appDirectory = join(APP_DIRECTORY, 'test', 'fixtures', 'ui-kit-app');
    admin = await openAdmin({ moduleKey: 'gallery', sandbox: { appDirectory } });
  }, OPENING_MS);
  beforeEach(() => {
    admin.complaints.length = 0;
    admin.crossings.length = 0;
  });
  afterAll(() => admin.close());

  const problems = () => admin.page.locator('.ui-kit-problem').allTextContents();

  it.each(['light', 'dark'] as const)(
    'draws each component in %s colours, and nothing complains',
    async (theme) => {
      for (const width of [1280, 390]) {
        await admin.visit({ theme, width });
        await admin.until(/Charts/);
        expect(await problems()).toEqual([]);
        const scrolled = await admin.page.evaluate(() => document.documentElement.scrollWidth);
        expect(scrolled).toBeLessThanOrEqual(width);
      }
      expect(await admin.text()).toMatch(/No calls yet.*Try it.*A mistake/s);
      const { page } = admin;
      await page.getByRole('figure', { name: 'Calls' }).getByRole('row', { name: 'Tue 9 3' }).waitFor();
      await page.getByRole('table', { name: 'Calls' }).first().getByRole('button', { name: 'Call' }).click();
      await page.getByRole('row', { name: 'C-1 Waiting' }).waitFor();
      await page.getByRole('tab', { name: 'Two' }).click();
      await admin.until(/The second panel/);
      await admin.press('Open the modal');
      await page.getByRole('dialog', { name: 'A modal' }).getByText('Its body').waitFor();
      await admin.press('Close it');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(admin.complaints).toEqual([]);
    },
  );

  it('says aloud what it does not draw, a component or a prop, and draws the rest', async () => {
    await admin.visit({ moduleKey: 'broken' });
    await admin.until(/Before.*After/s);
    const expected = [/UI Kit's Image/, /prop apearance of UI Kit's Lozenge/];
    const found = await problems();
    for (const [index, words] of expected.entries()) {
      expect(found[index]).toMatch(words);
      expect(admin.complaints[index]).toMatch(words);
    }
    expect(found).toHaveLength(2);
  });

  it('keeps what is typed and where the keys go, while the app draws anew with each of them', async () => {
    await admin.visit({ moduleKey: 'forms' });
    const digits = admin.page.getByLabel('Digits', { exact: true });
    await digits.pressSequentially('1a2b3');
    await admin.until(/Digits so far: 123/);
    await expect.poll(() => digits.inputValue()).toBe('123');
    expect(await digits.evaluate((field) => field === document.activeElement)).toBe(true);
    await digits.press('ArrowLeft');
    await digits.pressSequentially('9');
    await admin.until(/Digits so far: 1293/);
    expect(await digits.inputValue()).toBe('1293');
    expect(admin.complaints).toEqual([]);
  });

  it('gives useForm what every field holds', async () => {
    await admin.visit({ moduleKey: 'forms' });
    const { page } = admin;
    await page.getByLabel(/^Name/).fill('');
    await admin.press('Send');
    await admin.until(/Enter a name\./);
    await page.getByLabel(/^Name/).pressSequentially('Grace');
    await admin.type('Secret', 's3cret');
    await admin.type('Notes', 'One\nTwo');
    await admin.choose('City', 'Munich');
    await admin.choose('Tools', 'Saw');
    await page.keyboard.press('Escape');
    await page.getByLabel('Agreed').uncheck();
    await admin.toggle('Loud');
    await page.getByLabel('Blue').check();
    await page.getByLabel('Friday').check();
    await page.getByLabel('Start').fill('2/18/2027');
    await page.keyboard.press('Enter');
    await admin.press('Send');
    await admin.until(/Sent: \{/);
    const sent = /Sent: (\{.*\})/.exec(await admin.text())?.[1] ?? '';
    expect(JSON.parse(sent)).toEqual({
      name: 'Grace',
      secret: 's3cret',
      notes: 'One\nTwo',
      city: { label: 'Munich', value: 'm' },
      tools: [{ label: 'Saw', value: 's' }],
      agreed: false,
      loud: true,
      colour: 'blue',
      days: ['fr'],
      start: '2027-02-18',
    });
    const flag = page.getByRole('alert').filter({ hasText: 'It is sent' });
    await flag.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => admin.text()).not.toMatch(/Sent: \{/);
    expect(admin.complaints).toEqual([]);
  });

  it('speaks the language of the viewer, with what falls back, and tells the resolver of it', async () => {
    await admin.visit({ moduleKey: 'language', locale: 'de-DE', as: 'agent' });
    await admin.until(/Hallo, English only, by default/);
    await admin.page.getByRole('heading', { level: 1, name: 'Wörter' }).waitFor();
    await admin.until(`"accountId":"${AGENT_ID}"`);
    await admin.press('Who am I');
    await admin.until(`Answer: ${JSON.stringify({ accountId: AGENT_ID, locale: 'de-DE' })}`);
    await admin.visit({ moduleKey: 'language', locale: 'fr-FR' });
    await admin.until(/Hello, English only/);
    expect(admin.complaints).toEqual([]);
  });

  it('lets nothing but plain data across, and a refusal as such', async () => {
    await admin.visit({ moduleKey: 'language' });
    await admin.press('Echo');
    await admin.until('Answer: {"names":["kept"],"payload":{"kept":1}}');
    await admin.press('Refuse');
    await admin.until('Answer: refused: Not today');
    expect(admin.crossings.map(({ functionKey }) => functionKey)).toEqual(['echo', 'refuse']);
    expect(admin.crossings[1]?.answer).toContain('Not today');
  });

  it('tells the front end of its licence, and switches who looks, the language and the colours', async () => {
    admin.sandbox.forge.setLicense({ active: true, isEvaluation: true });
    await admin.visit({ moduleKey: 'language' });
    await admin.until('"license":{"active":true,"isEvaluation":true}');
    await admin.until(`"accountId":"${ADMIN_ID}"`);
    await admin.press(/Who looks/);
    await admin.page.getByRole('menuitemradio', { name: /Abel Agent \(no administrator\)/ }).click();
    await admin.until(`"accountId":"${AGENT_ID}"`);
    await admin.press('Language');
    await admin.page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await admin.until(/Hallo/);
    await admin.press('Colours');
    await admin.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await admin.until('"colorMode":"dark"');
    await admin.page.getByRole('link', { name: 'Sandbox' }).click();
    await admin.page.getByRole('link', { name: 'Admin page' }).waitFor();
    expect(admin.complaints).toEqual([]);
  });
});
