import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { breakJira, callSaying } from '../flow/bench';
import { systemClock } from '../sandbox/clock';
import { APP_DIRECTORY } from '../sandbox/sandbox';
import { type OpenedAdmin, openAdmin } from './open-admin';

/**
 * `npm run screens [-- FOLDER]`: every tab of the admin page, wide and narrow, light and dark, as somebody finds it who has
 * used the app for some days. For people to look at; nothing is asserted.
 */

const DAY_MS = 86_400_000;
const WIDTHS = [1280, 560];
const THEMES = ['light', 'dark'] as const;

/** What was said on the days before today, the longest ago first; a day without a call has none. */
const DAYS = [
  ['The VPN is down and payroll closes today.', 'My badge does not open the lab.'],
  ['The printer on floor two prints blank pages.'],
  [],
  ['I need a second monitor.', 'The scanner is out of paper.', 'Nobody can log in to the wiki.'],
  ['My password has expired.', 'The beamer in room four stays dark.'],
];
const TODAY = ['The gate at Brightwater is stuck.', 'My laptop does not start any more.'];

const TABS = ['Set-up', 'Lines', 'Try it', 'Calls', 'Usage', 'Privacy and safety'] as const;

/** What a tab shows once it has what it shows. */
const SETTLED: Record<(typeof TABS)[number], string | RegExp> = {
  'Set-up': /Twilio and OpenAI were asked at/,
  Lines: 'Add a line',
  'Try it': 'The request as it would be',
  Calls: 'Try again',
  Usage: 'Calls per day',
  'Privacy and safety': 'Show what the app did',
};

const folder = process.argv[2] ?? join(APP_DIRECTORY, '.sandbox', 'screens');
await mkdir(folder, { recursive: true });
const past = { days: DAYS.length };
const admin = await openAdmin({
  setUp: true,
  sandbox: {
    clock: { ...systemClock, now: () => Date.now() - past.days * DAY_MS },
    latency: { ring: 0, recordingCallback: 30, media: 20, messageStep: 10 },
  },
});
await live(admin);
for (const theme of THEMES)
  for (const width of WIDTHS) {
    await admin.visit({ theme, width });
    for (const tab of TABS) {
      await show(admin, tab);
      await take(`${theme}-${width}-${tab}`);
    }
    await takeDialogs(`${theme}-${width}`);
  }
const complaints = [
  ...admin.complaints,
  ...(await admin.page.locator('.ui-kit-problem').allTextContents()),
].join('\n');
await admin.close();
process.stdout.write(`${folder}\n${complaints}`);
process.exitCode = complaints === '' ? 0 : 1;

/** Some days of calls; the last of them waits for a person. */
async function live({ sandbox }: OpenedAdmin): Promise<void> {
  for (const said of DAYS) {
    for (const words of said) await callSaying(sandbox, words);
    past.days -= 1;
    await sandbox.forge.runSchedule('sweep');
  }
  for (const words of TODAY) await callSaying(sandbox, words);
  // Once with all fields, once with the required ones.
  const match = { method: 'POST', path: 'servicedeskapi/request$' };
  await breakJira(sandbox, { match, kind: 'status', status: 400, times: 2 });
  await callSaying(sandbox, 'The lift is stuck as well.');
}

async function show({ page }: OpenedAdmin, tab: (typeof TABS)[number]): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  if (tab === 'Try it') await page.getByRole('button', { name: 'Run it' }).click();
  await page.locator('.ui-kit').getByText(SETTLED[tab]).first().waitFor();
}

async function takeDialogs(name: string): Promise<void> {
  const { page } = admin;
  await show(admin, 'Calls');
  await page.getByRole('button', { name: 'Details' }).nth(1).click();
  await page.getByRole('dialog').getByText('Make the request').first().waitFor();
  await take(`${name}-One call`, { fullPage: false });
  await page.keyboard.press('Escape');
  await show(admin, 'Set-up');
  await page.getByRole('button', { name: 'Change account' }).click();
  await page.getByRole('dialog').getByLabel('Auth token').waitFor();
  await take(`${name}-Credentials`, { fullPage: false });
  await page.keyboard.press('Escape');
  await show(admin, 'Lines');
  await page.getByRole('button', { name: 'Edit' }).first().click();
  const sections = page.getByRole('button', { name: /^Show: / });
  await sections.first().waitFor();
  while ((await sections.count()) > 0) await sections.first().click();
  await take(`${name}-One line`);
}

async function take(name: string, { fullPage = true } = {}): Promise<void> {
  const file = `${name.toLowerCase().replaceAll(' ', '-')}.png`;
  await admin.page.mouse.move(0, 0);
  // Jira's bar stays where the window is.
  await admin.page.evaluate(() => window.scrollTo(0, 0));
  // What appears does so gradually.
  await admin.page.waitForTimeout(400);
  await admin.page.screenshot({ path: join(folder, file), fullPage, animations: 'disabled' });
}
