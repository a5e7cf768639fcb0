import { pseudonymOf } from './caller/pseudonym';
import type { Call } from './contract/call';
import { type Result, succeed } from './contract/failure';
import { waitOf } from './intake/waiting';
import type { Keeping } from './privacy/retention';
import { forgetEntries } from './services/audit-store';
import { createCallBook } from './services/call-book';
import { loadPepper } from './services/caller-pepper';
import { callerStore } from './services/caller-store';
import { now } from './services/clock';
import { deleteCall, ledger } from './services/ledger-store';
import { log } from './services/log';
import { vault } from './services/settings-store';
import { forgetRequestOf } from './services/status-store';
import type { Bookkeeping } from './settings/usage';

/* The composition root's part for how long things are kept, and for what stays of them. */

/** For the sweep. */
export const composeKeeping = (): Keeping & Bookkeeping => ({
  calls: createCallBook(now, waitOf, log),
  ledger,
  loadSettings: vault.loadSettings,
  deleteCall,
  forgetBeside,
  forgetEntries,
  now,
  log,
});

async function forgetBeside({ from, request, about }: Call): Promise<Result<void>> {
  // A request that was there before is another call's.
  if (request === undefined || about !== undefined) return succeed(undefined);
  const forgotten = await forgetRequestOf(request.key);
  if (!forgotten.ok || from === null) return forgotten;
  const pepper = await loadPepper();
  if (!pepper.ok) return pepper;
  const pseudonym = pseudonymOf(from, pepper.value);
  return pseudonym === undefined ? succeed(undefined) : callerStore.forgetRequest(pseudonym, request.key);
}
