import fc from 'fast-check';
import type { JsonSchema } from '../strict-schema';
import { shorten } from './gist';

/** What stands in a format when nothing was said; plainly no fact. */
const BLANKS: Record<string, string> = {
  'date-time': '1970-01-01T00:00:00Z',
  date: '1970-01-01',
  time: '00:00:00Z',
  duration: 'PT0S',
  email: 'unknown@example.com',
  hostname: 'unknown.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '00000000-0000-4000-8000-000000000000',
};
const FORMATS: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/,
  email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
};

/** A text within a schema's limits, and whether it says something that nobody said. */
export function fitString(schema: JsonSchema, said: string | undefined): { text: string; invented: boolean } {
  const { format, pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
  const matches = (text: string): boolean =>
    [...text].length >= minLength &&
    [...text].length <= maxLength &&
    (pattern === undefined || toRegExp(pattern).test(text)) &&
    (format === undefined || (FORMATS[format]?.test(text) ?? false));
  if (said !== undefined) {
    const candidates = [
      said,
      shorten(said, maxLength),
      said.replace(/[^\p{L}\p{N}]+/gu, ''),
      said.toUpperCase(),
      said.toLowerCase(),
    ];
    const fitting = candidates.find(matches);
    if (fitting !== undefined) return { text: fitting, invented: false };
  }
  return { text: makeBlank(schema, matches), invented: true };
}

function makeBlank(
  { format, pattern, minLength = 0 }: JsonSchema,
  matches: (text: string) => boolean,
): string {
  const blank = format === undefined ? '' : (BLANKS[format] ?? '');
  if (matches(blank) || (format !== undefined && pattern === undefined)) return blank;
  if (pattern === undefined) return '-'.repeat(minLength);
  try {
    const made = fc.sample(fc.stringMatching(toRegExp(pattern)).filter(matches), { numRuns: 1, seed: 1 });
    return made[0] ?? '';
  } catch {
    return '';
  }
}

function toRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

/** The number within the limits that is nearest. */
export function fitNumber(schema: JsonSchema, said: number): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const isWhole = [schema.type].flat().includes('integer');
  const step = multipleOf ?? (isWhole ? 1 : undefined);
  const tick = step ?? 1e-6;
  const lowest = Math.max(
    minimum ?? Number.NEGATIVE_INFINITY,
    (exclusiveMinimum ?? Number.NEGATIVE_INFINITY) + tick,
  );
  const highest = Math.min(
    maximum ?? Number.POSITIVE_INFINITY,
    (exclusiveMaximum ?? Number.POSITIVE_INFINITY) - tick,
  );
  const clamped = Math.min(Math.max(said, lowest), highest);
  if (step === undefined) return clamped;
  const rounded = Math.round(clamped / step) * step;
  if (rounded < lowest) return Math.ceil(lowest / step) * step;
  return rounded > highest ? Math.floor(highest / step) * step : rounded;
}
