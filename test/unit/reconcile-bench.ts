import { type Failure, fail, type Result, succeed } from '../../src/contract/failure';
import type { Settings } from '../../src/contract/settings';
import type { ProviderCall, ProviderRecording } from '../../src/intake/ports';
import type { Reconciliation } from '../../src/intake/reconcile';
import { ReconcileState } from '../../src/intake/reconcile-when-due';
import { createFakeCallBook } from './fake-ports';
import { CALLER, makeSettings, OWN_NUMBER, START } from './fakes';

export const HOUR = 60 * 60 * 1000;

/** Reconciliation with everything in memory; tests change the provider's records and what is out. */
export function createReconciliation(state: Partial<ReconcileState> = {}) {
  const clock = { now: START };
  const now = () => clock.now;
  const out: { [part in 'records' | 'queue' | 'state' | 'settings']?: Failure } = {};
  const answer = async <T>(part: keyof typeof out, act: () => T): Promise<Result<T>> => {
    const failure = out[part];
    return failure === undefined ? succeed(act()) : fail(failure);
  };
  const provider: { calls: ProviderCall[]; recordings: ProviderRecording[] } = { calls: [], recordings: [] };
  const kept = { state: ReconcileState.parse({ since: { [OWN_NUMBER]: START - 20 * HOUR }, ...state }) };
  const setup: { settings: Settings } = { settings: makeSettings() };
  const asked: { what: string; since: number; before?: number }[] = [];
  const filed: string[] = [];
  const queued: (number | undefined)[] = [];
  const audited: Parameters<Reconciliation['audit']>[0][] = [];
  const lines: { event: string; callId?: string; failure?: string; reason?: string }[] = [];
  const world = {
    calls: createFakeCallBook(now),
    reconciliation: {
      load: () => answer('state', () => structuredClone(kept.state)),
      save: (part: Partial<ReconcileState>) =>
        answer('state', () => {
          kept.state = { ...kept.state, ...part };
        }),
    },
    phone: {
      listRecordings: (since: number, before?: number) => {
        asked.push({ what: 'recordings', since, ...(before !== undefined && { before }) });
        return answer('records', () =>
          provider.recordings.filter(({ at }) => at >= since && at < (before ?? Number.POSITIVE_INFINITY)),
        );
      },
      listCalls: (to: string, since: number, before?: number) => {
        asked.push({ what: to, since, ...(before !== undefined && { before }) });
        return answer('records', () =>
          provider.calls.filter(
            ({ to: number, startedAt }) =>
              number === to && startedAt >= since && startedAt < (before ?? Number.POSITIVE_INFINITY),
          ),
        );
      },
    },
    fileLater: (callId: string) => answer('queue', () => void filed.push(callId)),
    reconcileLater: (delaySeconds?: number) => answer('queue', () => void queued.push(delaySeconds)),
    loadSettings: () => answer('settings', () => setup.settings),
    get settings() {
      return setup.settings;
    },
    audit: async (entry: Parameters<Reconciliation['audit']>[0]) => void audited.push(entry),
    now,
    random: () => 0.5,
    log: (line: { event: string }) => void lines.push(line),
  };
  return { world, clock, out, provider, kept, setup, asked, filed, queued, audited, lines };
}

let count = 0;
const hex = (): string => (++count).toString(16).padStart(32, '0');

/** A call at the provider that ended at `endedAt`, and its recordings, by their seconds. */
export function leaveMessage(
  { provider }: Pick<ReturnType<typeof createReconciliation>, 'provider'>,
  endedAt: number,
  { seconds = [12], from = CALLER, to = OWN_NUMBER }: { seconds?: number[]; from?: string; to?: string } = {},
): { callId: string; recordings: string[] } {
  const id = `CA${hex()}`;
  const startedAt = endedAt - 50_000;
  provider.calls.push({ id, from, to, startedAt, endedAt, seconds: 50 });
  const recordings = seconds.map((length) => ({
    sid: `RE${hex()}`,
    callId: id,
    seconds: length,
    at: startedAt,
  }));
  provider.recordings.push(...recordings);
  return { callId: id, recordings: recordings.map(({ sid }) => sid) };
}
