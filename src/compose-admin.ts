import { adoptNumber } from './intake/reconcile-when-due';
import { now } from './services/clock';
import { numberStore } from './services/number-store';
import { askModel } from './services/openai-account';
import { reconcileBook } from './services/reconcile-store';
import { askAccount, tryApiKey } from './services/twilio-account';
import { createNumbers } from './services/twilio-numbers';
import { createAccountDesk } from './services/twilio-registrations';
import type { Providers } from './settings/providers';
import type { OpenDesk } from './settings/wiring';

/* The composition root's part for the accounts at Twilio and OpenAI, as the admin page deals with them. */

export const providers: Providers = { askAccount, tryApiKey, askModel };

/** The numbers of a Twilio account, and what else it says of itself. */
export const openDesk: OpenDesk = (access) => ({
  ...createNumbers(access),
  ...createAccountDesk(access),
  ...numberStore,
  adoptNumber: (number) => adoptNumber(reconcileBook, number, now()),
});
