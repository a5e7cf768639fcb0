import { describe, expect, it } from 'vitest';
import { type Boundary, liveThroughCall, type Outcome, type Strike, type Variant, WHOLE } from './one-call';
import { refuseAs } from './refusals';

const VARIANTS: readonly Variant[] = [
  { name: 'a call', expected: {} },
  {
    name: 'a call whose number goes to a field and whose recording stays at Twilio',
    // This type does not ask for the field, so that it is set afterwards.
    line: {
      recording: 'provider',
      numberField: 'customfield_10100',
      requestTypeId: '2',
      fieldValues: { customfield_10101: { value: 'Berlin' } },
    },
    expected: { attachments: 0, recordings: 1 },
  },
  { name: 'a call that OpenAI hears ten minutes late', late: true, expected: {} },
  {
    name: 'a call that OpenAI hears late, with a link to its recording',
    line: { recording: 'provider' },
    late: true,
    expected: { attachments: 0, recordings: 1, linked: true },
  },
  {
    name: 'a call whose recording is deleted',
    line: { recording: 'delete' },
    again: /delete|closed/,
    expected: { attachments: 0 },
  },
  {
    name: 'a call that the fallback took and reconciliation finds',
    unreachable: true,
    again:
      /^sweep: (queue|set|append)|^jobs: (queue|list the|set reconcile|store the new call|append .*reconcile)/,
    expected: {},
  },
  {
    name: 'a call that nobody queued and the sweep finds',
    unqueued: true,
    again: /^sweep: |^jobs: take the lease/,
    expected: {},
  },
];

type Column = readonly [what: string, verdict: Strike['verdict']];
const DIES_BEFORE: Column = ['the worker dies before it', () => ({ do: 'kill-before' })];
const DIES_AFTER: Column = ['the worker dies after it', () => ({ do: 'kill-after' })];
const DIES_MEANWHILE: Column = [
  'the worker dies, and it takes effect a minute later',
  () => ({ do: 'kill-in-flight', ms: 60_000 }),
];
const LOST: Column = ['its answer is lost', () => ({ do: 'lose-answer', hang: false })];
const TIMED_OUT: Column = ['its answer never comes', () => ({ do: 'lose-answer', hang: true })];
const REFUSED: Column = [
  'it is refused (503)',
  ({ kind }) => ({ do: 'refuse', response: refuseAs(kind, 503) }),
];

/**
 * To die after a read, or before an entry of the audit trail, is to die after what came before. The store's client waits
 * for its answer until the function ends: that is a death too.
 */
const COLUMNS: Record<Boundary['weight'], readonly Column[]> = {
  outside: [DIES_BEFORE, DIES_AFTER, DIES_MEANWHILE, LOST, TIMED_OUT, REFUSED],
  own: [DIES_BEFORE, DIES_AFTER, LOST, REFUSED],
  audit: [DIES_AFTER, REFUSED],
  read: [DIES_BEFORE, REFUSED],
};

/** What the table would not be one without. */
const SIDE_EFFECTS = [
  'phone: store the new call, answered',
  'phone: store the call, recorded',
  'phone: queue file-call',
  'jobs: take the lease',
  'jobs: transcribe',
  'jobs: understand',
  'jobs: store its intent',
  'jobs: create the request',
  'jobs: store the call, filed',
  'jobs: write the property',
  'jobs: add the comment',
  'jobs: send the text',
  'jobs: attach the recording',
  'jobs: edit the request',
  'jobs: note the step number-field',
  'jobs: delete the recording',
  'jobs: note the step confirmation',
  'jobs: store the call, closed',
  'sweep: queue file-call',
  'sweep: queue reconcile',
  'jobs: set reconcile-until',
];

type Row = readonly [title: string, strike: Strike];

interface Table {
  variant: Variant;
  clean: Outcome;
  rows: readonly Row[];
}

/**
 * Each variant's clean run tells the boundaries; those that an earlier one has are left to it, but for what this one is
 * about. Of what only reads or writes our own store, the first of a name stands for the others in its run; of what a
 * vendor is asked, the first two do.
 */
const known = new Set<string>();
const isRepeated = (name: string, weight: Boundary['weight']): boolean =>
  known.has(name.replace(weight === 'outside' ? / \((?!2\))\d+\)$/ : / \(\d+\)$/, ''));
const struckNames = new Set<string>();
const tables: [title: string, Table][] = [];
for (const variant of VARIANTS) {
  const { outcome, boundaries } = await liveThroughCall(variant);
  const isAgain = ({ name, weight }: Boundary): boolean =>
    variant.again?.test(name) !== true && (known.has(name) || isRepeated(name, weight));
  const own = boundaries.filter((boundary) => {
    const isNew = !isAgain(boundary);
    known.add(boundary.name);
    return isNew;
  });
  const rows = own.flatMap(({ name, weight }) =>
    COLUMNS[weight].map(([what, verdict]): Row => [`${name} · ${what}`, { at: name, verdict }]),
  );
  const size = `${own.length} boundaries, ${rows.length} faults`;
  tables.push([`${variant.name}: ${size}`, { variant, clean: outcome, rows }]);
  for (const { name } of own) struckNames.add(name);
}

describe.each(tables)('%s', (_, { variant, clean, rows }) => {
  const expected = { ...WHOLE, ...variant.expected };

  it('is filed once, and whole', () => {
    expect(clean).toEqual(expected);
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each(rows)('%s', async (__, strike) => {
    const { outcome, struck } = await liveThroughCall(variant, strike);
    expect(struck).toBe(true);
    expect(outcome).toEqual(expected);
  });
});

describe('the table', () => {
  it.each(SIDE_EFFECTS)('has the side effect “%s”', (name) => {
    expect([...struckNames]).toContain(name);
  });
});
