import type { Operation, Request as PlainRequest } from 'openapi-backend';
import { findException, isUndescribed } from './openapi-exceptions';
import type { Spec, SpecName } from './openapi-spec';

type Complaint = string;

/** The description that covers `url`, if there is one. */
export function chooseSpec(url: string): SpecName | undefined {
  const { hostname, pathname } = new URL(url);
  if (hostname.endsWith('.atlassian.net') && pathname.startsWith('/rest/api/3/')) return 'jira-platform-v3';
  if (/^api\.(.*\.)?twilio\.com$/.test(hostname)) return 'twilio-api-v2010';
  if (/^messaging\.(.*\.)?twilio\.com$/.test(hostname)) return 'twilio-messaging-v1';
  if (/^(.*\.)?api\.openai\.com$/.test(hostname)) return 'openai';
  return undefined;
}

const readMediaType = (contentType: string | null): string =>
  (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const isForm = (mediaType: string): boolean =>
  mediaType === 'multipart/form-data' || mediaType === 'application/x-www-form-urlencoded';

/** A form as the object that the description speaks of; a file is an empty text, a repeated field a list. */
async function readForm(request: Request): Promise<Record<string, string | string[]>> {
  const fields: Record<string, string | string[]> = {};
  for (const [rawName, rawValue] of await request.formData()) {
    const name = rawName.replace(/\[\]$/, '');
    const value = typeof rawValue === 'string' ? rawValue : '';
    const before = fields[name];
    fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return fields;
}

/** The operation that a request takes, if the vendor describes it. */
export function matchOperation(spec: Spec, method: string, url: string): Operation | undefined {
  const { pathname } = new URL(url);
  return spec.json.router.matchOperation({ method: method.toLowerCase(), path: pathname, headers: {} });
}

interface ErrorLike {
  instancePath?: string;
  schemaPath?: string;
  keyword?: string;
  message?: string;
  params?: unknown;
}

/** `oneOf` in OpenAI's file means `anyOf` where one reply is another with more fields: several may fit. */
const fitsSeveral = ({ keyword, params }: ErrorLike): boolean =>
  keyword === 'oneOf' &&
  typeof params === 'object' &&
  params !== null &&
  'passingSchemas' in params &&
  Array.isArray(params.passingSchemas);

function dropAmbiguity(errors: ErrorLike[]): ErrorLike[] {
  const fitting = errors.filter(fitsSeveral).map(({ schemaPath }) => schemaPath ?? '');
  return errors.filter(
    ({ schemaPath = '' }) =>
      !fitting.some((path) => schemaPath === path || schemaPath.startsWith(`${path}/`)),
  );
}

/** What the validator said, without the exceptions that we know of and have written down. */
const describeErrors = (
  spec: Spec,
  operation: Operation,
  errors: ErrorLike[] | null | undefined,
): Complaint[] =>
  dropAmbiguity(errors ?? [])
    .map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`)
    .filter((complaint) => !findException(spec.name, operation.operationId ?? '', complaint));

/** The validator does not look for files, because it can't check them; whether they are there, it could. */
function checkFiles(operation: Operation, body: unknown): Complaint[] {
  const content =
    operation.requestBody && 'content' in operation.requestBody ? operation.requestBody.content : {};
  const schema = content['multipart/form-data']?.schema;
  const required = schema && 'required' in schema ? (schema.required ?? []) : [];
  const fields = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  return required.filter((name) => !fields.includes(name)).map((name) => `the form has no ${name}`);
}

async function readBody(request: Request, mediaType: string): Promise<unknown> {
  if (isForm(mediaType)) return readForm(request);
  const text = await request.text();
  return mediaType === 'application/json' && text !== '' ? JSON.parse(text) : text || undefined;
}

/**
 * Whether the vendor would accept `request`: the operation exists, its parameters, media type and body are as described,
 * and nothing is sent that isn't described.
 *
 * @returns what is wrong with it; empty when nothing is.
 */
export async function checkRequest(spec: Spec, request: Request): Promise<Complaint[]> {
  const url = new URL(request.url);
  const operation = matchOperation(spec, request.method, request.url);
  if (operation === undefined) {
    const known = isUndescribed(spec.name, request.method, url.pathname);
    return known ? [] : [`${request.method} ${url.pathname} is not in ${spec.name}`];
  }
  const mediaType = readMediaType(request.headers.get('content-type'));
  const described =
    operation.requestBody && 'content' in operation.requestBody ? operation.requestBody.content : {};
  const body = await readBody(request, mediaType);
  const plain: PlainRequest = {
    method: request.method.toLowerCase(),
    path: url.pathname,
    query: url.search.slice(1),
    headers: Object.fromEntries(request.headers),
    body,
  };
  const { validator } = isForm(mediaType) ? spec.form : spec.json;
  const sendsAnother = body !== undefined && !(mediaType in described);
  const complaints = [
    ...(sendsAnother
      ? [`sends ${mediaType || 'an untyped body'}, not ${Object.keys(described).join(' or ')}`]
      : []),
    ...(mediaType === 'multipart/form-data' ? checkFiles(operation, body) : []),
  ].filter((complaint) => !findException(spec.name, operation.operationId ?? '', complaint));
  return [
    ...complaints,
    ...describeErrors(spec, operation, validator.validateRequest(plain, operation).errors),
  ];
}

type Reply = NonNullable<Operation['responses']>[string];

/** What is wrong with a reply before its body is looked at; `undefined` when the body has to be. */
function checkEnvelope(
  response: Reply,
  status: number,
  mediaType: string,
  body: string,
): Complaint[] | undefined {
  const described = 'content' in response ? Object.keys(response.content ?? {}) : [];
  if (described.length === 0) return body === '' ? [] : [`answers ${status} with a body`];
  if (!described.includes(mediaType) && !described.includes('*/*')) {
    return [`answers ${mediaType || 'untyped'}, not ${described.join(' or ')}`];
  }
  return mediaType === 'application/json' ? undefined : [];
}

function parseJson(text: string): { value?: unknown } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {};
  }
}

/**
 * Whether the vendor could have answered so: the status is described, the body has the media type and the shape.
 *
 * @param body the reply's text; ignored where the description says nothing about it (media, streams).
 */
export function checkReply(
  spec: Spec,
  { method, url }: { method: string; url: string },
  status: number,
  contentType: string | null,
  body: string,
): Complaint[] {
  const operation = matchOperation(spec, method, url);
  if (operation === undefined) return [];
  const accept = (complaints: Complaint[]): Complaint[] =>
    complaints.filter((complaint) => !findException(spec.name, operation.operationId ?? '', complaint));
  const responses = operation.responses ?? {};
  const response = responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default;
  if (response === undefined)
    return status < 500 ? accept([`answers ${status}, which is not described`]) : [];
  const complaints = checkEnvelope(response, status, readMediaType(contentType), body);
  if (complaints) return accept(complaints);
  const { value } = parseJson(body);
  if (value === undefined) return ['answers with JSON that is none'];
  return describeErrors(
    spec,
    operation,
    spec.json.validator.validateResponse(value, operation, status).errors,
  );
}
