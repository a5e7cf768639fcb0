import type { Outage } from '../contract/admin';
import { type Failure, type FailureKind, fail, type Result, Service, succeed } from '../contract/failure';
import type { Trouble } from '../contract/trouble';
import type { TroubleBook, Troubles } from './ports';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** One mishap is none. */
const FAILURES_IN_A_ROW = 4;
const FIRST_PAUSE_MS = 30 * SECOND_MS;
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;
/** Who asks for more has made a mistake, and all calls would pay for it. */
const LONGEST_ASKED_MS = 60 * MINUTE_MS;
/** The one that asks whether it is over has so long before another may. */
const PROBE_MS = MINUTE_MS;
/** How far the clocks of two workers may be apart. */
const CLOCK_SKEW_MS = MINUTE_MS;

/** Whether a service is taken to be out, and not only stumbling. */
export const isOut = (trouble: Trouble | undefined): boolean => (trouble?.until ?? 0) > 0;

/** Whether nobody asks the service now. */
export const isShut = ({ until, notedAt = 0 }: Trouble, now: number): boolean =>
  until > now && notedAt <= now + CLOCK_SKEW_MS;

/** A service that works again, or may: an admin has put it right. */
export const end = (trouble: Trouble, now: number): Trouble => ({
  ...trouble,
  count: 0,
  until: 0,
  endedAt: now,
});

/**
 * What is known of a service after one more failure: several in a row, or one that only an admin can put right, and it is
 * left alone for a while, which doubles each time, and for as long as it asks. Until then an outage that is over stays
 * so: calls that waited for it are still being woken.
 *
 * @param random from 0 up to, but not, 1
 */
export function afterFailure(
  stored: Trouble | undefined,
  failure: Failure,
  now: number,
  random: number,
): Trouble {
  const count = (stored?.count ?? 0) + 1;
  const since = stored !== undefined && stored.count > 0 ? stored.since : now;
  const trouble = { since, failure: failure.kind, count, notedAt: now };
  const beyond = needsAdmin(failure) ? count - 1 : count - FAILURES_IN_A_ROW;
  if (beyond < 0 && !isOut(stored))
    return { ...trouble, until: 0, ...(stored?.endedAt === undefined ? {} : { endedAt: stored.endedAt }) };
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, beyond)) * (0.75 + random / 2);
  const askedMs = Math.min(LONGEST_ASKED_MS, (failure.retryAfterSeconds ?? 0) * SECOND_MS);
  return { ...trouble, until: now + Math.round(Math.max(pauseMs, askedMs)) };
}

/** Mishaps are forgotten; that an outage is over is kept, for the calls that waited for it. */
function afterSuccess(stored: Trouble, now: number): Trouble | undefined {
  if (isOut(stored)) return end(stored, now);
  if (stored.endedAt === undefined) return undefined;
  return stored.count === 0 ? stored : { ...stored, count: 0 };
}

/** Failures of the service itself rather than of what it was asked. */
export const countsAsTrouble = (failure: Failure): boolean => needsAdmin(failure) || OUT.has(failure.kind);

const OUT: ReadonlySet<FailureKind> = new Set(['unreachable', 'timed-out', 'rate-limited', 'unavailable']);

/** The account as a whole; Jira's 401 and 403 are about one project. */
const needsAdmin = ({ kind, service, status }: Failure): boolean =>
  kind === 'quota-exceeded' || (kind === 'unauthorised' && service !== 'jira' && status === 401);

/** What admins are told of outages, and that one is over as far as they can tell: they have put something right. */
export const outagesIn = (book: TroubleBook, now: () => number) => ({
  async listOutages(): Promise<Result<Outage[]>> {
    const troubles = await book.load();
    if (!troubles.ok) return troubles;
    return succeed(
      Service.options.flatMap((service) => {
        const trouble = troubles.value[service];
        return trouble && isOut(trouble) ? [{ service, since: trouble.since, failure: trouble.failure }] : [];
      }),
    );
  },
  async forgetOutage(service: Service): Promise<Result<void>> {
    await book.change(service, (stored) => stored && end(stored, now()));
    return succeed(undefined);
  },
});

type Port = { [method: string]: (...args: never[]) => Promise<Result<unknown>> };

interface Guarding {
  service: Service;
  /** What was known when this run began. */
  troubles: Troubles;
  book: TroubleBook;
  now: () => number;
  random: () => number;
  /** Told when a service works again that was out. */
  onRecovery: () => Promise<void>;
}

/**
 * A port that asks its service only while that seems to work: what is out gets one question at a time, now and then, so
 * that an outage costs few requests and few waiting workers.
 */
export function guardPort<P extends object>(port: P, guarding: Guarding): P;
export function guardPort(port: Port, guarding: Guarding): Port {
  const guarded = Object.entries(port).map(([name, ask]) => [
    name,
    async (...args: never[]): Promise<Result<unknown>> => {
      const refused = await refuse(guarding);
      if (refused !== undefined) return fail(refused);
      const answer = await ask(...args);
      await learn(answer, guarding);
      return answer;
    },
  ]);
  return Object.fromEntries(guarded);
}

/** Why the service isn't asked now, if it isn't; whoever asks first after a pause does so alone. */
async function refuse({ service, troubles, book, now }: Guarding): Promise<Failure | undefined> {
  const trouble = troubles[service];
  if (trouble === undefined || !isOut(trouble)) return undefined;
  const at = now();
  if (isShut(trouble, at)) {
    return {
      // What the service said last is what an admin has to know.
      kind: trouble.failure,
      service,
      detail: 'It has been failing; it is asked again in a while.',
      retryAfterSeconds: Math.ceil((trouble.until - at) / SECOND_MS),
      untried: true,
      notAsked: true,
    };
  }
  await book.change(
    service,
    // Another may have found meanwhile that it is over, or that it is not.
    (stored) =>
      stored && isOut(stored) && !isShut(stored, at + PROBE_MS)
        ? { ...stored, until: at + PROBE_MS, notedAt: at }
        : stored,
  );
  return undefined;
}

async function learn(answer: Result<unknown>, guarding: Guarding): Promise<void> {
  const { service, troubles, book, now, random, onRecovery } = guarding;
  if (!answer.ok && countsAsTrouble(answer.failure)) {
    const { failure } = answer;
    await book.change(service, (stored) => {
      const trouble = afterFailure(stored, failure, now(), random());
      troubles[service] = trouble;
      return trouble;
    });
  } else if (troubles[service] !== undefined && troubles[service].count > 0) {
    const wasOut = isOut(troubles[service]);
    delete troubles[service];
    await book.change(service, (stored) => stored && afterSuccess(stored, now()));
    if (wasOut) await onRecovery();
  }
}
