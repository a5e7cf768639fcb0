import { z } from 'zod';
import { type Result, Service, succeed } from '../contract/failure';
import { Trouble } from '../contract/trouble';
import type { TroubleBook, Troubles } from '../intake/ports';
import type { Log } from './log';
import { store } from './store';

const TROUBLES = 'troubles';
const Stored = z.partialRecord(Service, Trouble);

/** How services have been failing, in the app's store. It only saves requests: where it is out, they are sent. */
export const createTroubleStore = (log: Log): TroubleBook => ({
  load: loadTroubles,
  async change(service, change) {
    const stored = await loadTroubles();
    if (!stored.ok) return log({ event: 'trouble-not-kept', failure: stored.failure.kind });
    const before = stored.value[service];
    const after = change(before);
    if (after === before) return;
    const { [service]: _, ...others } = stored.value;
    const kept = await store.put(TROUBLES, after === undefined ? others : { ...others, [service]: after });
    if (!kept.ok) log({ event: 'trouble-not-kept', failure: kept.failure.kind });
  },
});

async function loadTroubles(): Promise<Result<Troubles>> {
  const stored = await store.get(TROUBLES, Stored);
  return stored.ok ? succeed(stored.value ?? {}) : stored;
}
