import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkStrictSchema, type JsonSchema } from '../sandbox/openai/strict-schema';
import { fillSchema } from '../sandbox/openai/understanding/fill-schema';
import { readMessage } from '../sandbox/openai/understanding/read-message';

/** Schemas as strict mode allows them, with names that mean something and names that don't. */
const schemas = fc.letrec<{ node: JsonSchema; object: JsonSchema }>((tie) => ({
  object: fc
    .dictionary(
      fc.constantFrom(
        'summary',
        'caller_email',
        'isUrgent',
        'priority',
        'items',
        'phones',
        'x',
        'dueDate',
        'entities',
        'note',
        'score',
      ),
      tie('node'),
      { maxKeys: 5 },
    )
    .map(
      (properties): JsonSchema => ({
        type: 'object',
        properties,
        required: Object.keys(properties),
        additionalProperties: false,
      }),
    ),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonSchema>(
      { type: 'boolean' },
      { type: 'null' },
      { type: ['string', 'null'] },
      { type: ['integer', 'null'], minimum: 3 },
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
      { type: 'integer', multipleOf: 7, minimum: 10, maximum: 30 },
      { const: 'v1' },
      { type: 'string', enum: ['alpha', 'beta'] },
      { type: 'string', enum: ['P1', 'P2', 'P3', 'P4'] },
      { type: 'string', minLength: 3, maxLength: 12 },
      { type: 'string', pattern: '^[A-Z]{2}-[0-9]{4}$' },
      { type: 'string', pattern: '^\\+?[0-9]{5,15}$' },
      ...['date-time', 'date', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'].map(
        (format) => ({ type: 'string', format }),
      ),
    ),
    tie('object'),
    fc.record({
      type: fc.constant('array'),
      items: tie('node'),
      minItems: fc.nat(2),
      maxItems: fc.integer({ min: 2, max: 4 }),
    }),
    fc.record({ anyOf: fc.tuple(tie('node'), fc.constant<JsonSchema>({ type: 'null' })) }),
  ),
}));

describe('filling schemas', () => {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const reading = readMessage(
    'Hi, this is Dana Whitfield. Error E 809 on the VPN, order number 4 4 1 7. Mail me at dana@example.com or call 512 555 0143.',
  );

  it('fills any schema of strict mode validly', () => {
    fc.assert(
      fc.property(schemas.object, (schema) => {
        checkStrictSchema('any', schema);
        const filled = fillSchema(schema, reading);
        const valid = ajv.validate(schema, filled);
        expect(valid ? [] : ajv.errors, JSON.stringify(filled)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('understands other names for the same things', () => {
    const text = { type: 'string' };
    const properties: Record<string, JsonSchema> = {
      title: text,
      detected_language: { type: 'string', enum: ['English', 'German'] },
      priority: { type: 'string', enum: ['P1', 'P2', 'P3', 'P4'] },
      category: { type: 'string', enum: ['billing', 'network', 'hardware'] },
      caller: {
        type: 'object',
        properties: { name: text, email: { type: 'string', format: 'email' }, phone: text },
      },
      orderNumber: { type: ['string', 'null'] },
      error_codes: { type: 'array', items: text },
      company: { type: ['string', 'null'] },
      no_texts: { type: 'boolean' },
    };
    expect(fillSchema({ type: 'object', properties }, reading)).toEqual({
      title: 'Error E 809 on the VPN, order number 4 4 1 7',
      detected_language: 'English',
      priority: 'P3',
      category: 'network',
      caller: { name: 'Dana Whitfield', email: 'dana@example.com', phone: '5125550143' },
      orderNumber: '4417',
      error_codes: ['E809'],
      company: null,
      no_texts: false,
    });
  });
});
