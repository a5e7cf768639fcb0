import { z } from 'zod';
import { isResponseModel } from './models';
import { Problem, refuse, unknownModel } from './problem';
import { checkStrictSchema, jsonSchema } from './strict-schema';

const contentPart = z.union([
  z.looseObject({ type: z.enum(['input_text', 'output_text']), text: z.string() }),
  z.looseObject({ type: z.enum(['input_image', 'input_file', 'refusal']) }),
]);

const inputItem = z.union([
  z.looseObject({
    type: z.literal('message').optional(),
    role: z.enum(['user', 'assistant', 'system', 'developer']),
    content: z.union([z.string(), z.array(contentPart)]),
  }),
  z.looseObject({ type: z.enum(['reasoning', 'item_reference']) }),
]);

const textFormat = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
    schema: jsonSchema,
    strict: z.boolean().nullish(),
    description: z.string().nullish(),
  }),
]);

/** What isn't played by the stand-in is refused loudly, where silence would mislead. */
const notPlayed = z.null('This stand-in does not play this parameter').optional();

const responseSchema = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(inputItem).min(1)]),
  instructions: z.string().nullish(),
  text: z
    .strictObject({ format: textFormat.optional(), verbosity: z.enum(['low', 'medium', 'high']).nullish() })
    .nullish(),
  max_output_tokens: z.int().min(16).nullish(),
  reasoning: z
    .looseObject({ effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish() })
    .nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  safety_identifier: z.string().max(128).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  prompt_cache_key: z.string().nullish(),
  prompt_cache_retention: z.enum(['in_memory', '24h']).nullish(),
  prompt_cache_options: z.unknown().optional(),
  service_tier: z.enum(['auto', 'default', 'flex', 'priority']).nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
  user: z.string().optional(),
  include: z.array(z.string()).nullish(),
  stream_options: z.unknown().optional(),
  tools: z.array(z.never('This stand-in does not play tools')).optional(),
  tool_choice: z.enum(['none', 'auto']).optional(),
  max_tool_calls: z.int().nullish(),
  background: z.literal(false, 'This stand-in does not play this parameter').nullish(),
  previous_response_id: notPlayed,
  conversation: notPlayed,
  prompt: notPlayed,
  moderation: notPlayed,
  context_management: notPlayed,
});

export type ResponseRequest = z.output<typeof responseSchema>;
export type TextFormat = z.output<typeof textFormat>;

/**
 * Checks the body of `POST /v1/responses`.
 * @throws Problem 400 naming the first parameter that is wrong
 */
export function parseResponseRequest(body: unknown): ResponseRequest {
  const parsed = responseSchema.safeParse(body);
  if (!parsed.success) throw explain(parsed.error, body);
  const request = parsed.data;
  if (!isResponseModel(request.model)) throw unknownModel(400, request.model);
  const format = request.text?.format;
  if (format?.type === 'json_schema' && format.strict) checkStrictSchema(format.name, format.schema);
  if (format?.type === 'json_object' && !/json/i.test(listTexts(request).join(' '))) {
    throw refuse(
      'input',
      "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
    );
  }
  return request;
}

function explain(error: z.ZodError, body: unknown): Problem {
  const issue = error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const key = [...issue.path, issue.keys[0]].join('.');
    return refuse(key, `Unknown parameter: '${key}'.`, 'unknown_parameter');
  }
  const param = issue?.path.join('.') ?? '';
  const top = issue?.path[0];
  const isMissing = issue?.path.length === 1 && typeof top === 'string' && !hasKey(body, top);
  if (isMissing)
    return refuse(param, `Missing required parameter: '${param}'.`, 'missing_required_parameter');
  const message = `Invalid value for '${param}': ${issue?.message ?? 'unexpected'}.`;
  return new Problem(400, {
    message,
    param,
    code: issue?.code === 'invalid_type' ? 'invalid_type' : 'invalid_value',
  });
}

const hasKey = (body: unknown, key: string): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, key);

/** Every text of a request, the instructions first. */
export const listTexts = (request: ResponseRequest): string[] => [
  ...(request.instructions ? [request.instructions] : []),
  ...listMessages(request).map(({ text }) => text),
];

/** The messages as role and text; pictures and files have none. */
export function listMessages(request: ResponseRequest): { role: string; text: string }[] {
  if (typeof request.input === 'string') return [{ role: 'user', text: request.input }];
  return request.input.flatMap((item) => {
    if (!('role' in item) || !('content' in item)) return [];
    const { role, content } = item;
    if (typeof content === 'string') return [{ role: String(role), text: content }];
    const parts = z.array(contentPart).parse(content);
    return parts.flatMap((part) => ('text' in part ? [{ role: String(role), text: String(part.text) }] : []));
  });
}
