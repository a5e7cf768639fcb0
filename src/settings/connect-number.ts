import { fallbackUrl } from '../call/fallback';
import type { Answer, Setup } from '../contract/admin';
import type { ConnectNumber } from '../contract/admin-accounts';
import type { Administration } from './administration';
import { explain } from './explain';
import { readSetup } from './read-setup';
import type { NumberDesk, Wired } from './wiring';

/**
 * Points the number of a line at the app, and at Twilio's own fallback for when the app does not answer. To be done again
 * when what the fallback says has changed: the line's first language, its notice, the longest message.
 */
export async function connectNumber(
  { lineId }: ConnectNumber,
  admin: Administration,
  desk: NumberDesk,
): Promise<Answer<Setup>> {
  const [settings, phoneUrl] = await Promise.all([admin.loadSettings(), admin.loadPhoneUrl()]);
  if (!settings.ok) return explain(settings.failure);
  if (!phoneUrl.ok) return explain(phoneUrl.failure);
  const line = settings.value.lines.find(({ id }) => id === lineId);
  if (line === undefined) return refuse('This line does not exist any more. Load the page again.');
  // First, so that not even the first call can come before it.
  const adopted = await desk.adoptNumber(line.number);
  if (!adopted.ok) return explain(adopted.failure);
  const wired = await desk.wireNumber(line.number, {
    voiceUrl: `${phoneUrl.value}/call`,
    fallbackUrl: fallbackUrl(line, phoneUrl.value),
    statusUrl: `${phoneUrl.value}/status`,
    textUrl: `${phoneUrl.value}/text`,
  });
  if (!wired.ok) return explain(wired.failure);
  const problem = problemOf(wired.value, line.number);
  return problem === undefined ? readSetup(admin) : refuse(problem);
}

function problemOf(wired: Wired, number: string): string | undefined {
  switch (wired.kind) {
    case 'wired':
      return undefined;
    case 'missing':
      return `The Twilio account does not have the number ${number}. Check the number, and the account.`;
    case 'overruled':
      return `${OVERRULED[wired.by]} In the Twilio console open the number ${number}, clear that under Voice, then connect it again.`;
  }
}

const OVERRULED = {
  application: 'The number belongs to a TwiML App, so Twilio ignores the URLs of its own.',
  trunk: 'The number belongs to a SIP trunk, so Twilio ignores its URLs.',
};

const refuse = (message: string): Answer<never> => ({ ok: false, error: { message, field: 'number' } });
