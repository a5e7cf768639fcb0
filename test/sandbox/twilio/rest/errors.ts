import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An error as the 2010-04-01 API words it. */
export class RestError extends Error {
  override readonly name = 'RestError';
  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** https://www.twilio.com/docs/usage/twilios-response#exceptions */
export const answerError = (context: Context, { code, message, status, headers }: RestError): Response =>
  context.json(
    { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
    status,
    headers,
  );

export const makeNotFound = (path: string): RestError =>
  new RestError(404, 20404, `The requested resource ${path} was not found`);

export const makeBadRequest = (code: number, message: string): RestError => new RestError(400, code, message);
