import type { Clock } from '../clock';
import type { Speech } from './audio';

/** What the person on the phone can do. */
export type CallerAct =
  | { kind: 'press'; digits: string }
  | { kind: 'speak'; speech: Speech }
  /** Says and presses nothing for as long as the line cares to wait. */
  | { kind: 'silence' }
  | { kind: 'hang-up' };

/** What comes from outside while a call runs. */
export type Interruption =
  | { kind: 'end'; status: 'completed' | 'canceled' }
  | { kind: 'redirect'; url: string; method: 'GET' | 'POST' }
  | { kind: 'replace'; twiml: string };

/** Thrown out of every wait when something from outside changes the call's course. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(readonly by: Interruption) {
    super(`call interrupted: ${by.kind}`);
  }
}

/** Thrown out of a wait that only the end of the call can cut short. */
export class CallerHungUp extends Error {
  override readonly name = 'CallerHungUp';
}

/** Time ran out, and the caller did nothing that counts. */
export type Heard = CallerAct | { kind: 'nothing' };

export interface Line {
  /**
   * The line listens to the caller for up to `ms`.
   *
   * At pace 0 no time passes: the caller's next act is taken, or waited for, and silence has to be said (`silence`),
   * so that a script gives the same call each time. With `only`, an act that doesn't fit stays for later and is
   * silence here, and so is a script that has nothing more; who is `patient` waits for the next act all the same. At any
   * other pace every act counts.
   */
  hear(ms: number, only?: Fits, patient?: boolean): Promise<Heard>;
  /**
   * The line talks for `ms`, or less when the caller does something that is `noticed` (never at pace 0).
   * @throws CallerHungUp
   */
  talk(ms: number, noticed?: Fits): Promise<Heard>;
  /**
   * Time passes, and whatever the caller does waits for later, in a script even hanging up.
   * @throws CallerHungUp
   */
  pass(ms: number): Promise<void>;
  /** Waits for something that takes its own time, unless the call ends before. */
  waitFor<T>(work: Promise<T>): Promise<T>;
  /** Milliseconds of line time since the call began. */
  elapsed(): number;
  give(act: CallerAct): void;
  /** For the next `ms` on the clock the caller is about to say something: silence does not run out before. */
  linger(ms: number): void;
  interrupt(by: Interruption): void;
}

export type Fits = (act: CallerAct) => boolean;

export interface LineOptions {
  clock: Clock;
  /** How fast line time passes on the clock: 0 at once, 1 as in life, 2 at half the speed of life. */
  pace: number;
  /** At pace 0, when the caller has nothing more to do: wait to be told, or stay silent. */
  idle: 'wait' | 'silent';
  script: readonly CallerAct[];
}

const isHangUp: Fits = (act) => act.kind === 'hang-up';

/** The wire between the caller and the TwiML executor: acts go in, silence and time come out. */
export function createLine(options: LineOptions): Line {
  const inbox = createInbox(options.pace === 0 ? options.script : []);
  const timing = { started: options.clock.now(), skew: 0 };
  const listen =
    options.pace === 0 ? listenAtOnce(options, inbox, timing) : listenInTime(options, inbox, timing);
  return {
    ...listen,
    async waitFor<T>(work: Promise<T>): Promise<T> {
      let outcome: { value: T } | undefined;
      const done = work.then((value: T) => {
        outcome = { value };
      });
      // When the call ends first, nobody is left to care how the work ends.
      done.catch(() => {});
      for (;;) {
        inbox.checkInterruption();
        if (options.pace > 0 && inbox.take(isHangUp, 'any')) throw new CallerHungUp();
        if (outcome) return outcome.value;
        await Promise.race([done, inbox.waitForChange()]);
      }
    },
    elapsed: () => options.clock.now() - timing.started + timing.skew,
    interrupt: inbox.interrupt,
  };
}

type Inbox = ReturnType<typeof createInbox>;
type Timing = { started: number; skew: number };

function createInbox(script: readonly CallerAct[]) {
  const queue: CallerAct[] = [...script];
  let interruption: Interruption | undefined;
  let wake = (): void => {};
  return {
    take(fits: Fits, which: 'first' | 'any'): CallerAct | undefined {
      const index = which === 'first' && queue[0] && !fits(queue[0]) ? -1 : queue.findIndex(fits);
      return index === -1 ? undefined : queue.splice(index, 1)[0];
    },
    isEmpty: (): boolean => queue.length === 0,
    give(act: CallerAct) {
      queue.push(act);
      wake();
    },
    interrupt(by: Interruption) {
      interruption ??= by;
      wake();
    },
    checkInterruption() {
      const by = interruption;
      interruption = undefined;
      if (by) throw new Interrupted(by);
    },
    /** Resolves at the next act or interruption, or when the timer that `arm` sets fires. */
    waitForChange: (arm?: (fire: () => void) => () => void): Promise<void> =>
      new Promise((resolve) => {
        const disarm = arm?.(resolve);
        wake = () => {
          disarm?.();
          resolve();
        };
      }),
  };
}

type Listening = Pick<Line, 'hear' | 'talk' | 'pass' | 'give' | 'linger'>;

function listenAtOnce({ idle }: LineOptions, inbox: Inbox, timing: Timing): Listening {
  return {
    async hear(ms, only, patient = only === undefined) {
      for (;;) {
        inbox.checkInterruption();
        const act = inbox.take(only ?? (() => true), 'first');
        const waits = idle === 'wait' && patient && inbox.isEmpty();
        if (act?.kind === 'silence' || (act === undefined && !waits)) {
          timing.skew += ms;
          return { kind: 'nothing' };
        }
        if (act) return act;
        await inbox.waitForChange();
      }
    },
    async talk(ms) {
      inbox.checkInterruption();
      if (inbox.take(isHangUp, 'first')) throw new CallerHungUp();
      timing.skew += ms;
      return { kind: 'nothing' };
    },
    async pass(ms) {
      inbox.checkInterruption();
      timing.skew += ms;
    },
    give: inbox.give,
    // No time passes here, and silence has to be said.
    linger: () => {},
  };
}

/**
 * As in life: keys pressed while nobody listens are lost; words wait, for polite people let the line finish.
 * A script goes on step by step, and only where `only` lets it; what somebody does live counts at once.
 */
function listenInTime({ clock, pace, script }: LineOptions, inbox: Inbox, timing: Timing): Listening {
  const steps = [...script];
  let keysCount = false;
  let lingersUntil = 0;
  const takeStep = (fits: Fits): CallerAct | undefined =>
    steps[0] && fits(steps[0]) ? steps.shift() : undefined;
  const wait = async (ms: number, fits: Fits, readPatience = () => 0): Promise<Heard> => {
    const from = clock.now();
    const until = from + ms * pace;
    try {
      for (;;) {
        inbox.checkInterruption();
        const act = inbox.take(fits, 'any');
        if (act) return act;
        const left = Math.max(until, readPatience()) - clock.now();
        if (left <= 0) return { kind: 'nothing' };
        await inbox.waitForChange((fire) => clock.after(left, fire));
      }
    } finally {
      const real = clock.now() - from;
      timing.skew += real / pace - real;
    }
  };
  return {
    async hear(ms, only) {
      inbox.checkInterruption();
      const step = takeStep(only ?? (() => true));
      if (step && step.kind !== 'silence') return step;
      keysCount = true;
      const notSilence: Fits = (act) => act.kind !== 'silence';
      return wait(ms, notSilence, () => lingersUntil).finally(() => {
        keysCount = false;
      });
    },
    async talk(ms, noticed) {
      if (takeStep(isHangUp)) throw new CallerHungUp();
      keysCount = noticed?.({ kind: 'press', digits: '' }) ?? false;
      const heard = await wait(ms, (act) => isHangUp(act) || (noticed?.(act) ?? false)).finally(() => {
        keysCount = false;
      });
      if (heard.kind === 'hang-up') throw new CallerHungUp();
      return heard;
    },
    async pass(ms) {
      if ((await wait(ms, isHangUp)).kind === 'hang-up') throw new CallerHungUp();
    },
    give(act) {
      if (act.kind !== 'silence' && (act.kind !== 'press' || keysCount)) inbox.give(act);
    },
    linger(ms) {
      lingersUntil = clock.now() + ms;
    },
  };
}
