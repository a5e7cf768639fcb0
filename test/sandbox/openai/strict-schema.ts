import { z } from 'zod';
import { Problem } from './problem';

/** A JSON Schema as far as the stand-in reads it. */
export interface JsonSchema {
  type?: string | string[] | undefined;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  additionalProperties?: boolean | JsonSchema | undefined;
  items?: JsonSchema | undefined;
  anyOf?: JsonSchema[] | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  $ref?: string | undefined;
  $defs?: Record<string, JsonSchema> | undefined;
  definitions?: Record<string, JsonSchema> | undefined;
  description?: string | undefined;
  title?: string | undefined;
  pattern?: string | undefined;
  format?: string | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  exclusiveMinimum?: number | undefined;
  exclusiveMaximum?: number | undefined;
  multipleOf?: number | undefined;
  minItems?: number | undefined;
  maxItems?: number | undefined;
}

export const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), jsonSchema]).optional(),
    items: jsonSchema.optional(),
    anyOf: z.array(jsonSchema).min(1).optional(),
    enum: z.array(z.unknown()).min(1).optional(),
    const: z.unknown().optional(),
    $ref: z.string().optional(),
    $defs: z.record(z.string(), jsonSchema).optional(),
    definitions: z.record(z.string(), jsonSchema).optional(),
    description: z.string().optional(),
    title: z.string().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    minLength: z.int().min(0).optional(),
    maxLength: z.int().min(0).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
    multipleOf: z.number().positive().optional(),
    minItems: z.int().min(0).optional(),
    maxItems: z.int().min(0).optional(),
  }),
);

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const FORMATS = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'];
/** Everything else of JSON Schema that constrains: refused, since the service can't hold a model to it. */
const REFUSED = [
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
  'minProperties',
  'maxProperties',
  'prefixItems',
  'contains',
  'minContains',
  'maxContains',
  'uniqueItems',
  'default',
];
const MOST_PROPERTIES = 5000;
const MOST_ENUM_VALUES = 1000;
const DEEPEST = 10;

interface Tally {
  properties: number;
  enumValues: number;
}

/**
 * Checks a schema as strict mode does: https://developers.openai.com/api/docs/guides/structured-outputs#supported-schemas
 * @throws Problem 400 `invalid_json_schema`
 */
export function checkStrictSchema(name: string, schema: JsonSchema): void {
  const fail = (path: string[], complaint: string): never => {
    const context = `(${path.map((part) => `'${part}'`).join(', ')}${path.length === 1 ? ',' : ''})`;
    throw new Problem(400, {
      message: `Invalid schema for response_format '${name}': In context=${context}, ${complaint}.`,
      param: 'text.format.schema',
      code: 'invalid_json_schema',
    });
  };
  if (schema.anyOf) fail([], "schema must have type 'object' and not have 'anyOf' at the top level");
  if (schema.type !== 'object') {
    throw new Problem(400, {
      message: `Invalid schema for response_format '${name}': schema must be a JSON Schema of 'type: "object"', got 'type: "${schema.type ?? 'None'}"'.`,
      param: 'text.format.schema',
      code: 'invalid_json_schema',
    });
  }
  const tally: Tally = { properties: 0, enumValues: 0 };
  checkNode(schema, [], 0, { fail, root: schema, tally });
  if (tally.properties > MOST_PROPERTIES) fail([], `more than ${MOST_PROPERTIES} properties`);
  if (tally.enumValues > MOST_ENUM_VALUES) fail([], `more than ${MOST_ENUM_VALUES} enum values`);
}

interface Check {
  fail: (path: string[], complaint: string) => never;
  root: JsonSchema;
  tally: Tally;
}

function checkNode(schema: JsonSchema, path: string[], depth: number, check: Check): void {
  const refused = REFUSED.find((keyword) => keyword in schema);
  if (refused !== undefined) check.fail(path, `'${refused}' is not permitted`);
  if (schema.$ref !== undefined && resolveRef(check.root, schema.$ref) === undefined) {
    check.fail(path, `reference to component '${schema.$ref}' which was not found in the schema`);
  }
  checkType(schema, path, check);
  if (depth > DEEPEST) check.fail(path, `schema exceeds the maximum depth of ${DEEPEST}`);
  check.tally.enumValues += schema.enum?.length ?? 0;
  if (schema.properties || listTypes(schema).includes('object')) checkObject(schema, path, check);
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    checkNode(child, [...path, 'properties', key], depth + 1, check);
  }
  if (schema.items) checkNode(schema.items, [...path, 'items'], depth + 1, check);
  schema.anyOf?.forEach((branch, index) => {
    checkNode(branch, [...path, 'anyOf', String(index)], depth, check);
  });
  for (const bag of ['$defs', 'definitions'] as const) {
    for (const [key, child] of Object.entries(schema[bag] ?? {})) checkNode(child, [bag, key], 1, check);
  }
}

function checkType(schema: JsonSchema, path: string[], check: Check): void {
  const types = listTypes(schema);
  const wrong = types.find((type) => !TYPES.includes(type));
  if (wrong !== undefined) check.fail(path, `'${wrong}' is not a valid type`);
  if (
    types.length === 0 &&
    !schema.anyOf &&
    schema.$ref === undefined &&
    !schema.enum &&
    schema.const === undefined
  ) {
    check.fail(path, "schema must have a 'type' key");
  }
  if (types.includes('array') && !schema.items) check.fail(path, 'array schema missing items');
  if (schema.format !== undefined && !FORMATS.includes(schema.format)) {
    check.fail(path, `'${schema.format}' is not a valid format`);
  }
  if (schema.pattern !== undefined && /\(\?<?[=!]/.test(schema.pattern)) {
    check.fail(path, `'pattern' may not use lookaround`);
  }
}

function checkObject(schema: JsonSchema, path: string[], check: Check): void {
  const keys = Object.keys(schema.properties ?? {});
  check.tally.properties += keys.length;
  if (schema.additionalProperties !== false) {
    check.fail(path, "'additionalProperties' is required to be supplied and to be false");
  }
  const missing = keys.find((key) => !schema.required?.includes(key));
  if (missing !== undefined) {
    check.fail(
      path,
      `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'`,
    );
  }
  const extra = schema.required?.find((key) => !keys.includes(key));
  if (extra !== undefined) check.fail(path, `'required' has the extra key '${extra}'`);
}

export const listTypes = (schema: JsonSchema): string[] =>
  schema.type === undefined ? [] : [schema.type].flat();

/** Follows a reference within the schema: `#`, `#/$defs/x`, `#/properties/y/items`. */
export function resolveRef(root: JsonSchema, ref: string): JsonSchema | undefined {
  if (!ref.startsWith('#')) return undefined;
  let at: unknown = root;
  for (const part of ref.slice(1).split('/').filter(Boolean)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    at = typeof at === 'object' && at !== null ? Object.getOwnPropertyDescriptor(at, key)?.value : undefined;
  }
  const parsed = jsonSchema.safeParse(at);
  return parsed.success && at !== undefined ? parsed.data : undefined;
}
