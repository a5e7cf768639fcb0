import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/intake/reconcile';
import {
  adoptNumber,
  isReconciliationDue,
  reconcileWhenDue,
  wantReconciliation,
} from '../../src/intake/reconcile-when-due';
import { failure, makeLine, makeSettings, OWN_NUMBER, START } from './fakes';
import { createReconciliation, HOUR } from './reconcile-bench';

const MINUTE = 60_000;
const OTHER_LINE = '+493055500100';

describe('a look through the records is due', () => {
  it.each([
    ['when there was none yet', {}, true],
    ['an hour after the last', { until: START - HOUR }, true],
    ['not before', { until: START - HOUR + 1 }, false],
    ['when the last is in the future, by a clock that was wrong', { until: START + 1 }, true],
    ['when one was wanted since', { until: START - MINUTE, wantedFrom: START }, true],
    ['not before the time it was wanted for', { until: START - MINUTE, wantedFrom: START + 1 }, false],
    [
      'when it was wanted again and again for five minutes',
      { until: START - 5 * MINUTE, wantedFrom: START + 1 },
      true,
    ],
    ['not when one began after that', { until: START - MINUTE, wantedFrom: START - MINUTE }, false],
  ])('%s', (_, state, due) => {
    expect(isReconciliationDue({ since: {}, resumeFrom: {}, ...state }, START)).toBe(due);
  });
});

describe('a sweep', () => {
  it('queues one every hour', async () => {
    const bench = createReconciliation();
    for (let minute = 0; minute < 120; minute += 5) {
      bench.clock.now = START + minute * MINUTE;
      const before = bench.queued.length;
      await reconcileWhenDue(bench.world);
      if (bench.queued.length > before) await reconcile(bench.world);
    }
    expect(bench.queued).toEqual([0, 0]);
  });

  it('queues one after a time without sweeps, until a run has been complete', async () => {
    const bench = createReconciliation({ until: START - 20 * MINUTE, lastSweepAt: START - 13 * MINUTE });
    await reconcileWhenDue(bench.world);
    bench.clock.now += 5 * MINUTE;
    await reconcileWhenDue(bench.world);
    expect(bench.queued).toEqual([0, 0]);
    await reconcile(bench.world);
    bench.clock.now += 12 * MINUTE;
    await reconcileWhenDue(bench.world);
    expect(bench.queued).toEqual([0, 0]);
  });

  it('queues none while intake is paused, and before there are lines and credentials', async () => {
    const { twilio: _, ...withoutAccount } = makeSettings();
    for (const settings of [
      { ...makeSettings(), paused: { since: START, by: 'admin' } },
      makeSettings([]),
      withoutAccount,
    ]) {
      const bench = createReconciliation();
      bench.setup.settings = settings;
      await reconcileWhenDue(bench.world);
      expect([bench.queued, bench.kept.state.lastSweepAt]).toEqual([[], START]);
    }
  });

  it('notes from when on a number is ours, and keeps the place of one without a line', async () => {
    const since = { [OWN_NUMBER]: START - HOUR, '+34915550100': START - 99 * HOUR };
    const bench = createReconciliation({ since, until: START - HOUR });
    bench.setup.settings = makeSettings([makeLine(), makeLine({ id: 'de', number: OTHER_LINE })]);
    await reconcileWhenDue(bench.world);
    expect(bench.kept.state.since).toEqual({ ...since, [OTHER_LINE]: START });
    expect(bench.kept.state.resumeFrom).toEqual({ '+34915550100': START - 6 * HOUR });
    bench.clock.now += HOUR;
    bench.kept.state.until = START;
    await reconcileWhenDue(bench.world);
    expect(bench.kept.state.resumeFrom).toEqual({ '+34915550100': START - 6 * HOUR });
  });

  it('survives a store and a queue that are out, and says so', async () => {
    for (const part of ['state', 'settings', 'queue'] as const) {
      const bench = createReconciliation();
      bench.out[part] = failure('unavailable', 'forge');
      await reconcileWhenDue(bench.world);
      expect([bench.queued, bench.lines.map(({ event }) => event)]).toEqual([
        [],
        ['reconciliation-not-queued'],
      ]);
    }
  });
});

describe('a look through the records that is wanted', () => {
  it('is queued once, for when the call is over, however many ask', async () => {
    const bench = createReconciliation({ until: START - MINUTE });
    await wantReconciliation(bench.world);
    bench.clock.now += 10_000;
    await wantReconciliation(bench.world);
    expect(bench.queued).toEqual([31]);
    bench.clock.now = START + 31_000;
    await reconcile(bench.world);
    expect(bench.kept.state.until).toBe(START - MINUTE);
    bench.clock.now = START + 40_000;
    await reconcile(bench.world);
    expect(bench.kept.state.until).toBe(START + 40_000);
    await wantReconciliation(bench.world);
    expect(bench.queued).toEqual([31, 31]);
  });

  it('comes within minutes, and again after that, however steadily others ask', async () => {
    const bench = createReconciliation({ until: START - MINUTE });
    const jobs: number[] = [];
    const runs = new Set<number | undefined>();
    for (let second = 0; second <= 900; second += 20) {
      bench.clock.now = START + second * 1000;
      await wantReconciliation(bench.world);
      if (second % 300 === 0) await reconcileWhenDue(bench.world);
      jobs.push(...bench.queued.splice(0).map((delay = 0) => second + delay));
      for (const due of jobs.splice(0)) {
        if (due > second) jobs.push(due);
        else await reconcile(bench.world);
      }
      runs.add(bench.kept.state.until);
    }
    expect([...runs]).toEqual([-60, 300, 600, 900].map((second) => START + second * 1000));
  });

  it('is queued even when it can not be noted', async () => {
    const bench = createReconciliation({ until: START - MINUTE });
    bench.out.state = failure('unavailable', 'forge');
    await wantReconciliation(bench.world);
    expect(bench.queued).toEqual([31]);
    expect(bench.lines).toEqual([{ event: 'reconciliation-not-noted', failure: 'unavailable' }]);
  });

  it('comes with the next sweep when the queue did not take it', async () => {
    const bench = createReconciliation({ until: START - MINUTE });
    bench.out.queue = failure('unavailable', 'forge');
    await wantReconciliation(bench.world);
    delete bench.out.queue;
    bench.clock.now += 5 * MINUTE;
    await reconcileWhenDue(bench.world);
    expect(bench.queued).toEqual([0]);
  });
});

it('a number is ours from when it was first connected', async () => {
  const bench = createReconciliation({ since: {} });
  await adoptNumber(bench.world.reconciliation, OWN_NUMBER, START);
  await adoptNumber(bench.world.reconciliation, OWN_NUMBER, START + HOUR);
  await adoptNumber(bench.world.reconciliation, OTHER_LINE, START + HOUR);
  expect(bench.kept.state.since).toEqual({ [OWN_NUMBER]: START, [OTHER_LINE]: START + HOUR });
});
