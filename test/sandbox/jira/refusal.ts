import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';

/** A request that Jira turns down. Each API renders it in its own shape. */
export class Refusal extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
    readonly detail: {
      /** Field id to what is wrong with it. */
      errors?: Record<string, string>;
      /** Jira Service Management's message key; most of these are not documented. */
      i18nKey?: string;
      parameters?: string[];
    } = {},
  ) {
    super(message);
  }
}

export const missingIssue = (): Refusal =>
  new Refusal(404, 'Issue does not exist or you do not have permission to see it.', {
    i18nKey: 'sd.agent.error.issue.not.found',
  });

export const forbidden = (message: string): Refusal =>
  new Refusal(403, message, { i18nKey: 'sd.error.forbidden' });

/** https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes (ErrorCollection). */
export function renderPlatformError(context: Context, error: unknown): Response {
  const refusal = asRefusal(error);
  const errors = refusal.detail.errors ?? {};
  // Field errors stand alone; errorMessages is for what concerns the whole request.
  const errorMessages = Object.keys(errors).length > 0 ? [] : [refusal.message];
  return context.json({ errorMessages, errors }, refusal.status);
}

/** https://developer.atlassian.com/cloud/jira/service-desk/rest/intro/#response (ErrorResponse). */
export function renderServiceError(context: Context, error: unknown): Response {
  const refusal = asRefusal(error);
  const { i18nKey = 'sd.error.unknown', parameters = [] } = refusal.detail;
  return context.json(
    { errorMessage: refusal.message, i18nErrorMessage: { i18nKey, parameters } },
    refusal.status,
  );
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

const NOT_JSON = 'There was an error parsing JSON. Check that your request body is valid.';
const WRONG_SHAPE = 'Invalid request payload. Refer to the REST API documentation and try again.';

/** The request's body, checked. @throws Refusal 400 in the words that Jira uses. */
export async function readJson<S extends z.ZodType>(context: Context, schema: S): Promise<z.infer<S>> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) throw new Refusal(415, 'Unsupported Media Type');
  let body: unknown;
  try {
    body = JSON.parse(await context.req.text());
  } catch {
    throw new Refusal(400, NOT_JSON, { i18nKey: 'sd.error.invalid.json' });
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Refusal(400, WRONG_SHAPE, { i18nKey: 'sd.error.invalid.payload' });
  return parsed.data;
}
