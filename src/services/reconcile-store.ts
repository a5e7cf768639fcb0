import { z } from 'zod';
import { type Result, succeed } from '../contract/failure';
import type { ReconcileBook, ReconcileState } from '../intake/reconcile-when-due';
import { store } from './store';

const Moment = z.number();
const SCHEMAS = {
  since: z.record(z.string(), Moment),
  resumeFrom: z.record(z.string(), Moment),
  until: Moment,
  lastSweepAt: Moment,
  wantedFrom: Moment,
} satisfies Record<keyof ReconcileState, z.ZodType>;

const PARTS = [
  'since',
  'resumeFrom',
  'until',
  'lastSweepAt',
  'wantedFrom',
] as const satisfies (keyof ReconcileState)[];

const keyOf = (part: keyof ReconcileState): string => `reconcile-${part}`;

/** Each part has a key of its own: a plain write can't be conditional, and the parts have different writers. */
export const reconcileBook: ReconcileBook = {
  async load() {
    const [since, resumeFrom, until, lastSweepAt, wantedFrom] = await Promise.all([
      store.get(keyOf('since'), SCHEMAS.since),
      store.get(keyOf('resumeFrom'), SCHEMAS.resumeFrom),
      store.get(keyOf('until'), SCHEMAS.until),
      store.get(keyOf('lastSweepAt'), SCHEMAS.lastSweepAt),
      store.get(keyOf('wantedFrom'), SCHEMAS.wantedFrom),
    ]);
    if (!since.ok) return since;
    if (!resumeFrom.ok) return resumeFrom;
    if (!until.ok) return until;
    if (!lastSweepAt.ok) return lastSweepAt;
    if (!wantedFrom.ok) return wantedFrom;
    return succeed({
      since: since.value ?? {},
      resumeFrom: resumeFrom.value ?? {},
      until: until.value,
      lastSweepAt: lastSweepAt.value,
      wantedFrom: wantedFrom.value,
    });
  },

  save: (change) =>
    firstFailure(
      PARTS.flatMap((part) => (change[part] === undefined ? [] : store.put(keyOf(part), change[part]))),
    ),
};

/** So that an app that is installed again does not file what happened meanwhile. */
export const forgetReconciliation = (): Promise<Result<void>> =>
  firstFailure(PARTS.map((part) => store.delete(keyOf(part))));

async function firstFailure(writes: Promise<Result<void>>[]): Promise<Result<void>> {
  return (await Promise.all(writes)).find(({ ok }) => !ok) ?? succeed(undefined);
}
