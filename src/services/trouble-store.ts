import { type Result, Service, succeed } from '../contract/failure';
import { Trouble } from '../contract/trouble';
import type { TroubleBook, Troubles } from '../intake/ports';
import type { Log } from './log';
import { store } from './store';

const keyOf = (service: Service): string => `trouble-${service}`;

/**
 * How services have been failing, in the app's store. It only saves requests: where it is out, they are sent. Each
 * service has a key of its own: a plain write can't be conditional, and the end of one outage must not undo another's.
 */
export const createTroubleStore = (log: Log): TroubleBook => ({
  async load() {
    const loaded = await Promise.all(Service.options.map(loadTrouble));
    const troubles: Troubles = {};
    for (const [index, service] of Service.options.entries()) {
      const trouble = loaded[index];
      if (trouble?.ok === false) return trouble;
      if (trouble?.value !== undefined) troubles[service] = trouble.value;
    }
    return succeed(troubles);
  },
  async change(service, change) {
    const stored = await loadTrouble(service);
    if (!stored.ok) return log({ event: 'trouble-not-kept', failure: stored.failure.kind });
    const after = change(stored.value);
    if (after === stored.value) return;
    const kept = await (after === undefined
      ? store.delete(keyOf(service))
      : store.put(keyOf(service), after));
    if (!kept.ok) log({ event: 'trouble-not-kept', failure: kept.failure.kind });
  },
});

/** What another version of the app has written, and this one can't read, is as good as nothing. */
async function loadTrouble(service: Service): Promise<Result<Trouble | undefined>> {
  const stored = await store.get(keyOf(service), Trouble);
  return !stored.ok && stored.failure.kind === 'malformed' ? succeed(undefined) : stored;
}
