import type { Answer } from '../contract/admin';
import type { AccountsCheck, ConnectNumber, DisconnectNumber } from '../contract/admin-accounts';
import { fail, type Result, succeed } from '../contract/failure';
import type { Settings } from '../contract/settings';
import { type TwilioAccess, twilioAccess } from './accounts';
import type { Administration } from './administration';
import { checkAccounts } from './check-accounts';
import { explain } from './explain';
import { keptTargets, ownTargets, restoredTargets } from './own-targets';
import type { Providers } from './providers';
import { refuse } from './refuse';
import type { NumberDesk, OpenDesk, OwnNumber } from './wiring';

/**
 * Points the number of a line at the app, and at Twilio's own fallback for when the app does not answer. To be done again
 * when what the fallback says has changed: the line's first language, its notice, the longest message.
 */
export async function connectNumber(
  { lineId }: ConnectNumber,
  admin: Administration,
  openDesk: OpenDesk,
  providers: Providers,
): Promise<Answer<AccountsCheck>> {
  const account = await loadAccount(admin);
  if (!account.ok) return explain(account.failure);
  const { settings, access, phoneUrl } = account.value;
  const line = settings.lines.find(({ id }) => id === lineId);
  if (line === undefined)
    return refuse({
      code: 'line-gone',
      field: 'number',
      message: 'This line does not exist any more. Load the page again.',
    });
  const desk = openDesk(access);
  const found = await desk.findNumber(line.number);
  if (!found.ok) return explain(found.failure);
  const problem = problemOf(found.value, line.number);
  if (problem !== undefined || found.value === undefined) return problem ?? missing(line.number);
  const pointed = await takeOver(found.value, ownTargets(line, phoneUrl), phoneUrl, desk);
  await noteNumber('connect', pointed, admin);
  return pointed.ok ? checkAccounts(admin, openDesk, providers) : explain(pointed.failure);
}

/** Ours and what was there kept, both first: not even the first call can come before that. */
async function takeOver(
  { id, number, targets }: OwnNumber,
  own: ReturnType<typeof ownTargets>,
  phoneUrl: string,
  desk: NumberDesk,
): Promise<Result<void>> {
  const [adopted, kept] = await Promise.all([desk.adoptNumber(number), desk.loadBefore(number)]);
  if (!adopted.ok) return adopted;
  if (!kept.ok) return kept;
  const keeping = await desk.keepBefore(number, keptTargets(targets, kept.value, phoneUrl));
  return keeping.ok ? desk.pointNumber(id, own) : keeping;
}

/** Points a number back at what it pointed at before. */
export async function disconnectNumber(
  { number }: DisconnectNumber,
  admin: Administration,
  openDesk: OpenDesk,
  providers: Providers,
): Promise<Answer<AccountsCheck>> {
  const account = await loadAccount(admin);
  if (!account.ok) return explain(account.failure);
  const { access, phoneUrl } = account.value;
  const desk = openDesk(access);
  const found = await desk.findNumber(number);
  if (!found.ok) return explain(found.failure);
  if (found.value === undefined) return missing(number);
  const restored = await giveBack(found.value, phoneUrl, desk);
  await noteNumber('disconnect', restored, admin);
  return restored.ok ? checkAccounts(admin, openDesk, providers) : explain(restored.failure);
}

export async function giveBack(
  { id, number, targets }: OwnNumber,
  phoneUrl: string,
  desk: NumberDesk,
): Promise<Result<void>> {
  const kept = await desk.loadBefore(number);
  if (!kept.ok) return kept;
  const restored = restoredTargets(targets, kept.value, phoneUrl);
  const pointed =
    Object.keys(restored).length === 0 ? succeed(undefined) : await desk.pointNumber(id, restored);
  if (!pointed.ok) return pointed;
  // Left there it does no harm: the next connecting keeps what is there then.
  await desk.forgetBefore(number);
  return pointed;
}

export const noteNumber = (
  action: 'connect' | 'disconnect',
  done: Result<void>,
  { trail, accountId }: Administration,
): Promise<void> =>
  trail.note({
    action,
    outcome: done.ok ? 'done' : 'failed',
    service: 'twilio',
    ...(!done.ok && { failure: done.failure.kind }),
    by: accountId,
  });

interface Account {
  settings: Settings;
  access: TwilioAccess;
  phoneUrl: string;
}

async function loadAccount(admin: Administration): Promise<Result<Account>> {
  const [settings, secret, phoneUrl] = await Promise.all([
    admin.loadSettings(),
    admin.loadTwilioSecret(),
    admin.loadPhoneUrl(),
  ]);
  if (!settings.ok) return settings;
  if (!secret.ok) return secret;
  if (!phoneUrl.ok) return phoneUrl;
  const access = twilioAccess(settings.value, secret.value);
  return access === undefined
    ? fail({ kind: 'not-configured', service: 'twilio', detail: 'There is no Twilio account yet.' })
    : succeed({ settings: settings.value, access, phoneUrl: phoneUrl.value });
}

const missing = (number: string): Answer<never> =>
  refuse({
    code: 'number-missing',
    field: 'number',
    message: `The Twilio account does not have the number ${number}. Check the number, and the account.`,
    values: { number },
  });

const OVERRULED = {
  application: 'The number belongs to a TwiML App, so Twilio ignores the URLs of its own.',
  trunk: 'The number belongs to a SIP trunk, so Twilio ignores its URLs.',
};

function problemOf(own: OwnNumber | undefined, number: string): Answer<never> | undefined {
  if (own === undefined) return missing(number);
  if (own.overruledBy === undefined) return undefined;
  return refuse({
    code: `number-${own.overruledBy}`,
    field: 'number',
    message: `${OVERRULED[own.overruledBy]} In the Twilio console open the number ${number}, clear that under Voice, then connect it again.`,
    values: { number },
  });
}
