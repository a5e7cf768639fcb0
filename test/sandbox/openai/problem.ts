/** An error as OpenAI reports it: https://developers.openai.com/api/docs/guides/error-codes */
export class Problem extends Error {
  readonly status: number;
  readonly body: { error: { message: string; type: string; param: string | null; code: string | null } };
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    error: { message: string; type?: string; param?: string; code?: string },
    headers: Record<string, string> = {},
  ) {
    super(error.message);
    this.name = 'Problem';
    this.status = status;
    this.headers = headers;
    const { message, type = 'invalid_request_error', param = null, code = null } = error;
    this.body = { error: { message, type, param, code } };
  }
}

/** 400 for one parameter. */
export const refuse = (param: string, message: string, code = 'invalid_value'): Problem =>
  new Problem(400, { message, param, code });

export const missingKey = (): Problem =>
  new Problem(401, {
    message:
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
  });

export function wrongKey(key: string): Problem {
  const masked = key.length > 8 ? `${key.slice(0, 3)}${'*'.repeat(8)}${key.slice(-4)}` : '*'.repeat(8);
  return new Problem(401, {
    message: `Incorrect API key provided: ${masked}. You can find your API key at https://platform.openai.com/account/api-keys.`,
    code: 'invalid_api_key',
  });
}

/** A key's project has its data in one region, and is served at that region's host alone. */
export const wrongRegion = (host: string): Problem =>
  new Problem(401, {
    message: `Attempted to access resource with incorrect regional hostname. Please make your request to ${host}`,
    code: 'incorrect_hostname',
  });

export const wrongProject = (): Problem =>
  new Problem(401, {
    message: 'OpenAI-Project header should match project for API key',
    code: 'mismatched_project',
  });

/** A restricted key without the permission to list models. */
export const missingScope = (scope: string): Problem =>
  new Problem(403, {
    message: `You have insufficient permissions for this operation. Missing scopes: ${scope}. Check that you have the correct role in your organization (Reader, Writer, Owner) and project (Member, Owner), and if you're using a restricted API key, that it has the necessary scopes.`,
  });

export const rateLimited = (retryAfterSeconds: number): Problem =>
  new Problem(
    429,
    {
      message: `Rate limit reached for requests. Please try again in ${retryAfterSeconds}s.`,
      type: 'requests',
      code: 'rate_limit_exceeded',
    },
    {
      'retry-after': String(Math.ceil(retryAfterSeconds)),
      'retry-after-ms': String(retryAfterSeconds * 1000),
    },
  );

export const quotaExceeded = (): Problem =>
  new Problem(429, {
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  });

export const serverError = (): Problem =>
  new Problem(500, {
    message: 'The server had an error while processing your request. Sorry about that!',
    type: 'server_error',
  });

export const unknownModel = (status: 400 | 404, model: string): Problem =>
  new Problem(status, {
    message:
      status === 400
        ? `The requested model '${model}' does not exist.`
        : `The model \`${model}\` does not exist or you do not have access to it.`,
    param: 'model',
    code: 'model_not_found',
  });
