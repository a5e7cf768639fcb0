import type { Context } from 'hono';
import { z } from 'zod';
import { makeBadRequest, RestError } from './errors';

/** The body of a REST call, by name; a name that comes twice keeps all its values. */
export type Form = ReadonlyMap<string, readonly string[]>;

const httpMethod = z.enum(['GET', 'POST']);

/** @throws RestError 415 on anything but a form, as at Twilio. */
export async function readForm(context: Context): Promise<Form> {
  const type = context.req.header('content-type') ?? 'application/x-www-form-urlencoded';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw new RestError(415, 20415, `Unsupported Media Type: ${type}`);
  }
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(await context.req.text())) {
    form.set(name, [...(form.get(name) ?? []), value]);
  }
  return form;
}

export const readField = (form: Form, name: string): string | undefined => form.get(name)?.[0];

/** @throws RestError 400 with `code` when the field isn't an absolute http(s) URL. */
export function readUrlField(form: Form, name: string, code: number): string | undefined {
  const value = readField(form, name);
  if (value === undefined || value === '') return value;
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw makeBadRequest(code, `${name} is not a valid URL: ${value}`);
  return value;
}

/** @throws RestError 400 with `code` on another method. */
export function readMethodField(form: Form, name: string, code: number): 'GET' | 'POST' | undefined {
  const value = readField(form, name);
  if (value === undefined || value === '') return undefined;
  const method = httpMethod.safeParse(value);
  if (!method.success) throw makeBadRequest(code, `${name} is not a valid HTTP method: ${value}`);
  return method.data;
}
