import type { Kind } from './crossings';

/** What each service says when it can't or won't, in its own shape. */
export function refuseAs(kind: Kind, status: number, retryAfter?: number): Response {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return Response.json(bodyOf(kind, status), { status, headers });
}

function bodyOf(kind: Kind, status: number): object {
  switch (kind) {
    case 'kvs':
      return { code: status === 429 ? 'RATE_LIMIT_EXCEEDED' : 'INTERNAL_SERVER_ERROR', message: 'Not now.' };
    case 'queue':
    case 'forge':
      return { errors: [{ message: 'Not now.' }] };
    case 'jira':
      return { errorMessages: ['Not now.'], errors: {} };
    case 'twilio':
      return { code: status === 429 ? 20429 : 20500, message: 'Not now.', status };
    case 'openai': {
      const type = status === 401 ? 'invalid_request_error' : 'server_error';
      const code = status === 401 ? 'invalid_api_key' : status === 429 ? 'rate_limit_exceeded' : null;
      return { error: { message: 'Not now.', type, param: null, code } };
    }
  }
}

/** A gateway's page, where JSON was due. */
export const answerHtml = (status: number): Response =>
  new Response('<html><body>upstream connect error</body></html>', {
    status,
    headers: { 'content-type': 'text/html' },
  });
