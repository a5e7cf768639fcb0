import { fail, type Result } from './contract/failure';
import { adoptNumber } from './intake/reconcile-when-due';
import { now } from './services/clock';
import { askModel } from './services/openai-account';
import { reconcileBook } from './services/reconcile-store';
import { vault } from './services/settings-store';
import { askAccount, tryApiKey } from './services/twilio-account';
import { createNumberWiring } from './services/twilio-numbers';
import { twilioAccess } from './settings/accounts';
import type { Providers } from './settings/providers';
import type { NumberDesk } from './settings/wiring';

/* The composition root's part for the accounts at Twilio and OpenAI, as the admin page deals with them. */

export const composeProviders = (): Providers => ({ askAccount, tryApiKey, askModel });

/** The numbers of the Twilio account as it is entered now. */
export const composeNumbers = (): NumberDesk => ({
  async wireNumber(number, targets) {
    const [settings, secret] = await Promise.all([vault.loadSettings(), vault.loadTwilioSecret()]);
    if (!settings.ok) return settings;
    if (!secret.ok) return secret;
    const access = twilioAccess(settings.value, secret.value);
    return access === undefined ? noTwilio() : createNumberWiring(access)(number, targets);
  },
  adoptNumber: (number) => adoptNumber(reconcileBook, number, now()),
});

const noTwilio = (): Result<never> =>
  fail({ kind: 'not-configured', service: 'twilio', detail: 'Enter the Twilio account on the admin page.' });
