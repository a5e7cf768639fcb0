import { AuthenticationError, BadRequestError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import type { ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses';
import { describe, expect, it } from 'vitest';
import { Understanding } from '../../src/contract/understanding';
import { createOpenAiBench } from './openai-bench';

const model = 'gpt-6.1-terra';
const transcript =
  'Hi, this is Dana Whitfield. The scanner at gate 4 shows error E 809. Please call me on 512 555 0143.';
const format = zodTextFormat(Understanding, 'understanding');

const ask = (params: Partial<ResponseCreateParamsNonStreaming>) =>
  createOpenAiBench().client.responses.create({ model, input: transcript, ...params });

const askFor = (schema: Record<string, unknown>) =>
  ask({ text: { format: { type: 'json_schema', name: 'wanted', strict: true, schema } } });

describe('responses with the official client', () => {
  it.each([
    ['plain', transcript],
    ['a JSON document', JSON.stringify({ transcript })],
    ['between tags', `Here is the call.\n<transcript>\n${transcript}\n</transcript>\nRemember the rules.`],
    ['between fences', `Transcript:\n"""\n${transcript}\n"""`],
    ['behind a label', `The transcript of the call:\n${transcript}`],
    ['as a JSON string', `Language: en\nTranscript: ${JSON.stringify(transcript)}`],
    [
      'in messages',
      [
        { role: 'developer' as const, content: 'Be brief.' },
        { role: 'user' as const, content: [{ type: 'input_text' as const, text: transcript }] },
      ],
    ],
  ])('parses into the schema of the app; the transcript comes %s', async (_, input) => {
    const { client } = createOpenAiBench();
    const response = await client.responses.parse({
      model,
      input,
      text: { format },
      store: false,
      safety_identifier: 'a1b2',
      reasoning: { effort: 'low' },
    });
    expect(response.status).toBe('completed');
    expect(response.output_parsed).toEqual({
      summary: 'The scanner at gate 4 shows error E 809',
      description: 'The scanner at gate 4 shows error E 809.',
      language: 'en',
      urgency: 'normal',
      intent: 'incident',
      entities: [
        { kind: 'person', value: 'Dana Whitfield', quote: 'Dana Whitfield' },
        { kind: 'product', value: 'scanner', quote: 'scanner' },
        { kind: 'place', value: 'gate 4', quote: 'gate 4' },
        { kind: 'error-code', value: 'E809', quote: 'error E 809' },
        { kind: 'phone', value: '5125550143', quote: '512 555 0143' },
      ],
      callback: { wanted: true, when: null, number: '5125550143' },
      smsOptOut: false,
    });
  });

  it('puts a reasoning item first for models that think, unless told not to', async () => {
    expect((await ask({})).output.map(({ type }) => type)).toEqual(['reasoning', 'message']);
    expect((await ask({ reasoning: { effort: 'none' } })).output.map(({ type }) => type)).toEqual([
      'message',
    ]);
    expect((await ask({ model: 'gpt-4.1-mini' })).output.map(({ type }) => type)).toEqual(['message']);
  });

  it('keeps a response unless told not to', async () => {
    const { client } = createOpenAiBench();
    const kept = await client.responses.create({ model, input: 'Hello' });
    const dropped = await client.responses.create({ model, input: 'Hello', store: false });
    expect((await client.responses.retrieve(kept.id)).id).toBe(kept.id);
    await expect(client.responses.retrieve(dropped.id)).rejects.toMatchObject({ status: 404 });
    await client.responses.delete(kept.id);
    await expect(client.responses.retrieve(kept.id)).rejects.toMatchObject({ status: 404 });
  });

  it('stops at max_output_tokens with what is there', async () => {
    const { client } = createOpenAiBench();
    const params = { model, input: transcript, text: { format }, max_output_tokens: 16 };
    const response = await client.responses.create(params);
    expect(response).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
    expect(response.usage?.output_tokens).toBe(16);
    expect(() => JSON.parse(response.output_text)).toThrow(SyntaxError);
    expect((await client.responses.parse(params)).output_parsed).toBeNull();
  });

  it('streams events that add up', async () => {
    const { client } = createOpenAiBench();
    const stream = client.responses.stream({ model, input: transcript, text: { format } });
    const types = new Set<string>();
    stream.on('event', ({ type }) => types.add(type));
    const final = await stream.finalResponse();
    expect(final.output_parsed?.summary).toBe('The scanner at gate 4 shows error E 809');
    expect([...types]).toEqual(
      expect.arrayContaining(['response.created', 'response.output_text.delta', 'response.completed']),
    );
  });

  it('keeps the words of the caller when another ticket language is asked for', async () => {
    const { client } = createOpenAiBench();
    const instructions = 'Write the summary in English.';
    const input = JSON.stringify({ transcript: 'Guten Tag, der Drucker im dritten Stock ist defekt.' });
    const { output_parsed: parsed } = await client.responses.parse({
      model,
      instructions,
      input,
      text: { format },
    });
    expect(parsed).toMatchObject({ language: 'de', summary: 'Der Drucker im dritten Stock ist defekt' });
  });
});

describe('the key', () => {
  it('must look like one', async () => {
    const { withKey } = createOpenAiBench();
    const error = await withKey('nonsense-key')
      .models.list()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
      requestID: expect.stringMatching(/^req_[0-9a-f]{32}$/),
    });
    expect(String(error)).not.toContain('nonsense-key');
  });

  it('can be one of a few', async () => {
    const { withKey } = createOpenAiBench({ apiKeys: ['sk-right-one'] });
    await expect(withKey('sk-wrong-one').models.list()).rejects.toBeInstanceOf(AuthenticationError);
    expect((await withKey('sk-right-one').models.list()).data).not.toHaveLength(0);
  });

  it('is missed', async () => {
    const { openai } = createOpenAiBench();
    const response = await openai.fetch(new Request('https://api.openai.com/v1/models'));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', code: null } });
  });
});

describe('what strict mode refuses', () => {
  const object = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
    ...more,
  });
  const text = { type: 'string' };

  it.each([
    [
      'open objects',
      object({ a: text }, { additionalProperties: true }),
      /In context=\(\), 'additionalProperties' is required/,
    ],
    [
      'objects that say nothing of it',
      object({ a: { type: 'object', properties: {}, required: [] } }),
      /In context=\('properties', 'a'\), 'additionalProperties'/,
    ],
    ['optional properties', object({ a: text, b: text }, { required: ['a'] }), /Missing 'b'/],
    [
      'required properties that are not there',
      object({ a: text }, { required: ['a', 'z'] }),
      /extra key 'z'/,
    ],
    ['a root that is no object', { type: 'array', items: text }, /got 'type: "array"'/],
    ['a choice at the root', { anyOf: [object({})] }, /not have 'anyOf' at the top level/],
    ['oneOf', object({ a: { oneOf: [text, { type: 'null' }] } }), /'oneOf' is not permitted/],
    ['allOf', object({ a: { allOf: [text] } }), /'allOf' is not permitted/],
    ['defaults', object({ a: { ...text, default: '' } }), /'default' is not permitted/],
    [
      'unique items',
      object({ a: { type: 'array', items: text, uniqueItems: true } }),
      /'uniqueItems' is not permitted/,
    ],
    ['lists of anything', object({ a: { type: 'array' } }), /array schema missing items/],
    ['formats of its own', object({ a: { ...text, format: 'uri' } }), /'uri' is not a valid format/],
    ['looking ahead', object({ a: { ...text, pattern: '^(?!x).*$' } }), /lookaround/],
    ['properties without a type', object({ a: { description: 'anything' } }), /must have a 'type' key/],
    ['references to nothing', object({ a: { $ref: '#/$defs/gone' } }), /which was not found/],
    [
      'faults deep inside',
      object({ a: { type: 'array', items: object({ b: { not: text } }) } }),
      /'properties', 'a', 'items', 'properties', 'b'/,
    ],
  ])('%s', async (_, schema, message) => {
    const error = await askFor(schema).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      param: 'text.format.schema',
      code: 'invalid_json_schema',
      message: expect.stringMatching(message),
    });
  });

  it('takes references, recursion, limits and null', async () => {
    const node = object({ name: text, next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } });
    const limited = { type: ['integer', 'null'], minimum: 1, maximum: 9 };
    const response = await askFor(object({ node: { $ref: '#/$defs/node' }, limited }, { $defs: { node } }));
    expect(JSON.parse(response.output_text)).toMatchObject({
      limited: null,
      node: { name: 'Dana Whitfield' },
    });
  });
});

describe('requests that the service refuses', () => {
  it.each([
    ['an unknown model', { model: 'gpt-99' }, 'model', 'model_not_found'],
    ['a model that only hears', { model: 'gpt-transcribe' }, 'model', 'model_not_found'],
    ['no input', { input: undefined }, 'input', 'missing_required_parameter'],
    ['too few tokens', { max_output_tokens: 4 }, 'max_output_tokens', 'invalid_value'],
    ['a long identifier', { safety_identifier: 'x'.repeat(129) }, 'safety_identifier', 'invalid_value'],
    ['a number for instructions', { instructions: 7 }, 'instructions', 'invalid_type'],
    [
      'a name with spaces',
      { text: { format: { ...format, name: 'my format' } } },
      'text.format.name',
      'invalid_value',
    ],
    [
      'a parameter of another API',
      { response_format: { type: 'json_object' } },
      'response_format',
      'unknown_parameter',
    ],
    ['JSON without the word', { text: { format: { type: 'json_object' } } }, 'input', 'invalid_value'],
  ])('%s', async (_, params, param, code) => {
    const { client } = createOpenAiBench();
    const body = { model, input: 'Hello', ...params };
    const error = await client.post('/responses', { body }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ param, code });
  });
});
