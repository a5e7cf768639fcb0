import type { Answer, renderResponse } from './response-reply';
import { splitTokens } from './tokens';

/**
 * A response as server-sent events, in the order in which the service sends them.
 * https://developers.openai.com/api/reference/resources/responses/streaming-events
 */
export function* streamResponse(reply: ReturnType<typeof renderResponse>, answer: Answer): Generator<string> {
  let sequence = 0;
  const event = (type: string, fields: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`;
  const begun = { ...reply, status: 'in_progress', completed_at: null, output: [], usage: null };
  yield event('response.created', { response: begun });
  yield event('response.in_progress', { response: begun });
  for (const [index, item] of reply.output.entries()) {
    yield event('response.output_item.added', { output_index: index, item: { ...item, content: [] } });
    if ('content' in item) yield* streamContent(event, item, index, answer);
    yield event('response.output_item.done', { output_index: index, item });
  }
  yield event(`response.${reply.status}`, { response: reply });
}

function* streamContent(
  event: (type: string, fields: object) => string,
  item: object,
  index: number,
  answer: Answer,
): Generator<string> {
  const { id, content } = item as { id: string; content: [{ type: string; refusal?: string }] };
  const [part] = content;
  const at = { item_id: id, output_index: index, content_index: 0 };
  const isRefusal = part.type === 'refusal';
  const empty = isRefusal ? { ...part, refusal: '' } : { ...part, text: '' };
  yield event('response.content_part.added', { ...at, part: empty });
  const kind = isRefusal ? 'response.refusal' : 'response.output_text';
  const text = part.refusal ?? answer.text;
  for (const delta of splitTokens(text)) yield event(`${kind}.delta`, { ...at, delta, logprobs: [] });
  yield event(`${kind}.done`, isRefusal ? { ...at, refusal: text } : { ...at, text, logprobs: [] });
  yield event('response.content_part.done', { ...at, part });
}
