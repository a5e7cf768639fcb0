import type { Answer, Setup } from '../contract/admin';
import { type Result, succeed } from '../contract/failure';
import { twilioAccess } from './accounts';
import { changeSettings } from './administer';
import type { Administration } from './administration';
import { giveBack, noteNumber } from './connect-number';
import { explain } from './explain';
import { isConnected } from './own-targets';
import { pauseIntake } from './pause';
import { refuse } from './refuse';
import type { OpenDesk } from './wiring';

/**
 * Lets go of both accounts: takes no more calls, gives the numbers back, and forgets the credentials, in this order, so
 * that it can be done again from wherever it stopped. The credentials are what numbers are given back with: while one is
 * not given back, they stay.
 */
export async function disconnect(admin: Administration, openDesk: OpenDesk): Promise<Answer<Setup>> {
  const paused = await pauseIntake(admin);
  if (!paused.ok) return paused;
  const given = await giveAllBack(admin, openDesk);
  if (!given.ok) return explain(given.failure);
  const { failed, left } = given.value;
  if (failed.length > 0) {
    const numbers = failed.join(', ');
    return refuse({
      code: 'disconnect-incomplete',
      message: `Intake is paused, but Twilio did not change ${numbers}. Nothing else was forgotten. Try again in a minute.`,
      values: { numbers },
    });
  }
  const forgotten = await forgetAccounts(admin);
  if (!forgotten.ok || left.length === 0) return forgotten;
  const numbers = left.join(', ');
  return refuse({
    code: 'disconnect-numbers-left',
    message: `Intake is paused and the credentials are forgotten. Twilio did not let the app in any more, so ${numbers} may still point at it: change that in the Twilio console.`,
    values: { numbers },
  });
}

interface Given {
  /** Numbers that could not be given back this time. */
  failed: string[];
  /** Numbers that the app can't give back at all. */
  left: string[];
}

async function giveAllBack(admin: Administration, openDesk: OpenDesk): Promise<Result<Given>> {
  const [settings, secret, phoneUrl] = await Promise.all([
    admin.loadSettings(),
    admin.loadTwilioSecret(),
    admin.loadPhoneUrl(),
  ]);
  if (!settings.ok) return settings;
  if (!secret.ok) return secret;
  if (!phoneUrl.ok) return phoneUrl;
  const access = twilioAccess(settings.value, secret.value);
  if (access === undefined) return succeed({ failed: [], left: [] });
  const desk = openDesk(access);
  const numbers = await desk.listNumbers();
  if (!numbers.ok)
    return numbers.failure.kind === 'unauthorised'
      ? succeed({ failed: [], left: settings.value.lines.map(({ number }) => number) })
      : numbers;
  const failed: string[] = [];
  for (const number of numbers.value.filter((own) => isConnected(own, phoneUrl.value))) {
    const given = await giveBack(number, phoneUrl.value, desk);
    await noteNumber('disconnect', given, admin);
    if (!given.ok) failed.push(number.number);
  }
  return succeed({ failed, left: [] });
}

async function forgetAccounts(admin: Administration): Promise<Answer<Setup>> {
  for (const forget of [admin.forgetOpenAiSecret, admin.forgetTwilioSecret]) {
    const forgotten = await forget();
    if (!forgotten.ok) return explain(forgotten.failure);
  }
  return changeSettings(admin, ({ twilio: _, openai: { project: __, ...openai }, ...settings }) => ({
    ...settings,
    openai,
  }));
}
