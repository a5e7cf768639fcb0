import type { Context } from 'hono';
import { Refusal } from './refusal';
import type { PageQuery } from './service-json';

/** A list parameter: repeated, separated by commas, or both. */
export const readList = (context: Context, name: string): string[] =>
  (context.req.queries(name) ?? [])
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean);

/** @throws Refusal 400 when the parameter is there and no whole number from 0 */
export function readNumber(context: Context, name: string, fallback: number): number {
  const text = context.req.query(name);
  if (text === undefined || text === '') return fallback;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Refusal(400, `The parameter '${name}' must be a number, and is '${text}'.`, {
    i18nKey: 'sd.error.parameter.invalid',
  });
}

export const readPage = (context: Context): PageQuery => ({
  start: readNumber(context, 'start', 0),
  limit: Math.min(100, readNumber(context, 'limit', 50) || 50),
});

export const readFlag = (context: Context, name: string, fallback: boolean): boolean => {
  const text = context.req.query(name);
  return text === undefined ? fallback : text === 'true';
};
