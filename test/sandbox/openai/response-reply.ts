import { isReasoningModel } from './models';
import { listTexts, type ResponseRequest, type TextFormat } from './response-request';
import { countTokens, splitTokens } from './tokens';

/** How a response ends. */
export type Ending = 'completed' | 'refusal' | 'max_output_tokens' | 'content_filter';

export interface Answer {
  text: string;
  ending: Ending;
}

/** What the reply says of itself besides the answer. */
export interface ReplyFacts {
  /** Makes an id such as `resp_…`. */
  makeId: (prefix: string) => string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
}

const REFUSAL = "I'm sorry, but I can't help with that.";

/** Cuts an answer that is longer than `max_output_tokens`, as the service does: in the middle. */
export function limitAnswer(request: ResponseRequest, answer: Answer): Answer {
  const tokens = splitTokens(answer.text);
  const limit = request.max_output_tokens ?? Number.POSITIVE_INFINITY;
  if (tokens.length <= limit) return answer;
  return { text: tokens.slice(0, limit).join(''), ending: 'max_output_tokens' };
}

const isFinished = ({ ending }: Answer): boolean => ending === 'completed' || ending === 'refusal';

/** The response object. https://developers.openai.com/api/reference/resources/responses */
export function renderResponse(request: ResponseRequest, answer: Answer, facts: ReplyFacts) {
  const complete = isFinished(answer);
  return {
    id: facts.makeId('resp'),
    object: 'response' as const,
    created_at: Math.floor(facts.startedAt / 1000),
    status: complete ? 'completed' : 'incomplete',
    completed_at: complete ? Math.floor(facts.endedAt / 1000) : null,
    background: false,
    error: null,
    incomplete_details: complete ? null : { reason: answer.ending },
    model: request.model,
    output: renderOutput(request, answer, facts.makeId),
    previous_response_id: null,
    service_tier: 'default',
    tools: [],
    usage: measureUsage(request, answer),
    ...echoRequest(request),
  };
}

/** What the service repeats of the request, with its defaults. */
function echoRequest({ text, reasoning, ...request }: ResponseRequest) {
  const or = <T>(value: T | null | undefined, fallback: T): T => value ?? fallback;
  return {
    instructions: or<string | null>(request.instructions, null),
    max_output_tokens: or<number | null>(request.max_output_tokens, null),
    max_tool_calls: or<number | null>(request.max_tool_calls, null),
    metadata: or(request.metadata, {}),
    parallel_tool_calls: or(request.parallel_tool_calls, true),
    prompt_cache_key: or<string | null>(request.prompt_cache_key, null),
    reasoning: { effort: or<string | null>(reasoning?.effort, null), summary: null },
    safety_identifier: or<string | null>(request.safety_identifier, null),
    store: or(request.store, true),
    temperature: or(request.temperature, 1),
    text: {
      format: or<TextFormat>(text?.format, { type: 'text' }),
      verbosity: or(text?.verbosity, 'medium'),
    },
    tool_choice: or(request.tool_choice, 'auto'),
    top_logprobs: or(request.top_logprobs, 0),
    top_p: or(request.top_p, 1),
    truncation: or(request.truncation, 'disabled'),
    ...(request.user !== undefined && { user: request.user }),
  };
}

function renderOutput(
  request: ResponseRequest,
  answer: Answer,
  makeId: (prefix: string) => string,
): object[] {
  const thinks = isReasoningModel(request.model) && request.reasoning?.effort !== 'none';
  const content =
    answer.ending === 'refusal'
      ? { type: 'refusal', refusal: REFUSAL }
      : { type: 'output_text', text: answer.text, annotations: [], logprobs: [] };
  const hasMessage = answer.text !== '' || isFinished(answer);
  const message = {
    id: makeId('msg'),
    type: 'message',
    status: isFinished(answer) ? 'completed' : 'incomplete',
    role: 'assistant',
    content: [content],
  };
  return [
    ...(thinks ? [{ id: makeId('rs'), type: 'reasoning', summary: [] }] : []),
    ...(hasMessage ? [message] : []),
  ];
}

function measureUsage(request: ResponseRequest, answer: Answer): object {
  const schema =
    request.text?.format?.type === 'json_schema' ? JSON.stringify(request.text.format.schema) : '';
  const input = countTokens([...listTexts(request), schema].join('\n')) + 8;
  const output = countTokens(answer.ending === 'refusal' ? REFUSAL : answer.text);
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + output,
  };
}
