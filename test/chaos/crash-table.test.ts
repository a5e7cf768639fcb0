import { describe, expect, it } from 'vitest';
import { type Boundary, liveThroughCall, type Strike, type Variant, WHOLE } from './one-call';
import { refuseAs } from './refusals';

const VARIANTS: readonly Variant[] = [
  { name: 'a call', expected: {} },
  {
    name: 'a call whose number goes to a field and whose recording stays at Twilio',
    line: { recording: 'provider', numberField: 'customfield_10100' },
    expected: { attachments: 0, recordings: 1 },
  },
  { name: 'a call that OpenAI hears ten minutes late', late: true, expected: {} },
  {
    name: 'a call that OpenAI hears late, with a link to its recording',
    line: { recording: 'provider' },
    late: true,
    expected: { attachments: 0, recordings: 1, comments: 2 },
  },
  {
    name: 'a call whose recording is deleted',
    line: { recording: 'delete' },
    expected: { attachments: 0 },
  },
  { name: 'a call that the fallback took and reconciliation finds', unreachable: true, expected: {} },
  { name: 'a call that nobody queued and the sweep finds', unqueued: true, expected: {} },
];

type Column = readonly [what: string, verdict: Strike['verdict']];
/** A read has no effect: to die after it is to die before what comes next. */
const READ: readonly Column[] = [
  ['the worker dies at it', () => ({ do: 'kill-before' })],
  ['it is refused (503)', ({ kind }) => ({ do: 'refuse', response: refuseAs(kind, 503) })],
];
const EFFECT: readonly Column[] = [
  ['the worker dies before it', () => ({ do: 'kill-before' })],
  ['the worker dies after it', () => ({ do: 'kill-after' })],
  ['its answer is lost', () => ({ do: 'lose-answer', hang: false })],
  ['its answer never comes', () => ({ do: 'lose-answer', hang: true })],
  ['it is refused (503)', ({ kind }) => ({ do: 'refuse', response: refuseAs(kind, 503) })],
];

interface Row {
  variant: Variant;
  boundary: Boundary;
  what: string;
  verdict: Strike['verdict'];
}

/** Each variant's clean run tells the boundaries; those that an earlier one has are left to it. */
const known = new Set<string>();
const tables: { variant: Variant; clean: unknown; rows: Row[]; boundaries: number }[] = [];
for (const variant of VARIANTS) {
  const { outcome, boundaries } = await liveThroughCall(variant);
  const own = boundaries.filter(({ name }) => !known.has(name));
  for (const { name } of own) known.add(name);
  const rows = own.flatMap((boundary) =>
    (boundary.effect ? EFFECT : READ).map(([what, verdict]) => ({ variant, boundary, what, verdict })),
  );
  tables.push({ variant, clean: outcome, rows, boundaries: own.length });
}

describe.each(tables)('$variant.name ($boundaries boundaries)', ({ variant, clean, rows }) => {
  it('is filed once, and whole', () => {
    expect(clean).toEqual({ ...WHOLE, ...variant.expected });
  });

  it.each(rows)('$boundary.name · $what', async ({ boundary, verdict }) => {
    const { outcome, struck } = await liveThroughCall(variant, { at: boundary.name, verdict });
    expect(struck).toBe(true);
    expect(outcome).toEqual({ ...WHOLE, ...variant.expected });
  });
});
