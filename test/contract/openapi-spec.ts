import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import addFormats from 'ajv-formats';
import { OpenAPIBackend } from 'openapi-backend';
import { z } from 'zod';

/** The vendors' own files, beside the repository; no part of it. */
export const specFolder = resolve(import.meta.dirname, '../../../shared/specs');

export type SpecName = 'jira-platform-v3' | 'twilio-api-v2010' | 'twilio-messaging-v1' | 'openai';

type Definition = Extract<ConstructorParameters<typeof OpenAPIBackend>[0]['definition'], object>;
type Ajv = Parameters<typeof addFormats>[0];

type Schema = Record<string, unknown>;

export interface Spec {
  name: SpecName;
  /** For JSON bodies and replies. */
  json: OpenAPIBackend;
  /** For forms, where every value is text: types are coerced, one value stands for a list of one. */
  form: OpenAPIBackend;
}

interface Dialect {
  apiRoot: string;
  /** The formats that the vendor means by a name of its own, or otherwise than RFC 3339 and 3986 do. */
  formats: Record<string, true | RegExp | ((value: string) => boolean)>;
  /** What an error reply looks like, where the operations don't say. */
  error: Schema;
  /** Fills in what the vendor's file leaves open but its service keeps. */
  tighten?: (document: Schema) => void;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function visit(node: unknown, change: (schema: Schema) => void): void {
  if (Array.isArray(node)) for (const item of node) visit(item, change);
  if (!isSchema(node)) return;
  change(node);
  for (const value of Object.values(node)) visit(value, change);
}

/**
 * Twilio's file requires no field and forbids none. Its service sends every field of a resource each time (null where
 * there is nothing), and a parameter that it doesn't know is a typing error of ours.
 * https://www.twilio.com/docs/usage/twilios-response
 */
function tightenTwilio(document: Schema): void {
  const components = isSchema(document.components) ? document.components.schemas : undefined;
  for (const schema of Object.values(isSchema(components) ? components : {})) {
    if (!isSchema(schema) || schema.type !== 'object' || !isSchema(schema.properties)) continue;
    schema.additionalProperties = false;
    schema.required = Object.keys(schema.properties);
  }
  visit(document.paths, (node) => {
    const form = isSchema(node['application/x-www-form-urlencoded'])
      ? node['application/x-www-form-urlencoded']
      : {};
    if (isSchema(form.schema)) form.schema.additionalProperties = false;
  });
}

const twilioFormats = {
  // Twilio's own URIs begin with a slash.
  uri: (value: string) => URL.canParse(value, 'https://api.twilio.com'),
  'date-time-rfc-2822': /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}$/,
  // Channel addresses and client names are allowed where numbers are.
  'phone-number': /^(\+?[1-9]\d{1,14}|[a-z]+:.+)$/,
  currency: /^[A-Za-z]{3}$/,
  'iso-country-code': /^[A-Z]{2}$/,
  'http-method': /^(GET|POST)$/,
  'uri-map': true,
  'phone-number-capabilities': true,
  'ice-server': true,
  endpoint: true,
  twiml: true,
} as const;

/** https://www.twilio.com/docs/usage/twilios-response#exceptions */
const twilioError = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'message', 'more_info', 'status'],
  properties: {
    code: { type: 'integer' },
    message: { type: 'string' },
    more_info: { type: 'string', pattern: '^https://www\\.twilio\\.com/docs/errors/\\d+$' },
    status: { type: 'integer', minimum: 400 },
  },
};

const DIALECTS: Record<SpecName, Dialect> = {
  'jira-platform-v3': {
    apiRoot: '/',
    formats: {
      // Jira writes its offsets without a colon: 2021-01-17T12:34:00.000+0000.
      'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/,
      url: true,
    },
    error: { $ref: '#/components/schemas/ErrorCollection' },
  },
  'twilio-api-v2010': { apiRoot: '/', formats: twilioFormats, error: twilioError, tighten: tightenTwilio },
  'twilio-messaging-v1': { apiRoot: '/', formats: twilioFormats, error: twilioError, tighten: tightenTwilio },
  openai: {
    apiRoot: '/v1',
    formats: { unixtime: true },
    error: { $ref: '#/components/schemas/ErrorResponse' },
  },
};

const documentSchema = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** Error replies that an operation leaves out, or names without saying what is in them. */
function describeErrors(responses: Schema, error: Schema): void {
  // A copy each: the dereferencer replaces a shared object once only.
  const describe = (): Schema => ({ 'application/json': { schema: structuredClone(error) } });
  for (const [status, response] of Object.entries(responses)) {
    if (/^[45]/.test(status) && isSchema(response) && !response.content && !response.$ref)
      response.content = describe();
  }
  responses['4XX'] ??= { description: 'Any other error', content: describe() };
}

function readDefinition(file: string, dialect: Dialect): Definition {
  const document = documentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const operation of Object.values(document.paths).flatMap((item) => Object.values(item))) {
    if (isSchema(operation) && isSchema(operation.responses))
      describeErrors(operation.responses, dialect.error);
  }
  // "nullable" without "type" says nothing that isn't said already, and the validator refuses it.
  visit(document, (schema) => {
    if (schema.nullable === true && schema.type === undefined) delete schema.nullable;
  });
  dialect.tighten?.(document);
  return document as unknown as Definition;
}

async function build(
  definition: Definition,
  dialect: Dialect,
  coerceTypes: boolean,
): Promise<OpenAPIBackend> {
  const prepare = <T extends Ajv>(ajv: T): T => {
    addFormats(ajv);
    for (const [name, format] of Object.entries(dialect.formats)) ajv.addFormat(name, format);
    return ajv;
  };
  const backend = new OpenAPIBackend({
    definition,
    apiRoot: dialect.apiRoot,
    quick: true,
    ajvOpts: { strict: false, allErrors: true, ...(coerceTypes ? { coerceTypes: 'array' as const } : {}) },
    customizeAjv: prepare,
  });
  return backend.init();
}

const loaded = new Map<SpecName, Promise<Spec | undefined>>();

async function readSpec(name: SpecName): Promise<Spec | undefined> {
  const file = join(specFolder, `${name}.json`);
  if (!existsSync(file)) return undefined;
  const dialect = DIALECTS[name];
  const [json, form] = [false, true].map((coerce) => build(readDefinition(file, dialect), dialect, coerce));
  return json && form ? { name, json: await json, form: await form } : undefined;
}

/** A vendor's description of its API, ready to check against; `undefined` where the folder is absent. */
export function loadSpec(name: SpecName): Promise<Spec | undefined> {
  const spec = loaded.get(name) ?? readSpec(name);
  loaded.set(name, spec);
  return spec;
}
