import { z } from 'zod';

/** Where a module is shown, and to whom. */
export interface Place {
  moduleKey: string;
  accountId: string;
  /** BCP 47. */
  locale: string;
  /** What the product tells of the place, such as the issue of a panel. */
  extension?: Record<string, unknown> | undefined;
}

const contextSchema = z.object({ title: z.string(), context: z.record(z.string(), z.unknown()) });
const answerSchema = z.union([z.object({ result: z.unknown() }), z.object({ error: z.string() })]);

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`/_sandbox/forge/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** @throws Error with a sentence for a person, as when the front end doesn't build */
export async function loadContext(place: Place): Promise<z.infer<typeof contextSchema>> {
  const reply = await post('context', place);
  const body: unknown = await reply.json();
  if (reply.ok) return contextSchema.parse(body);
  throw new Error(z.object({ error: z.string() }).parse(body).error);
}

/** Calls the app's resolver. @throws Error with the app's own words */
export async function invokeResolver(place: Place, functionKey: string, payload: unknown): Promise<unknown> {
  const reply = await post('invoke', { ...place, functionKey, payload });
  const answer = answerSchema.parse(await reply.json());
  if ('error' in answer) throw new Error(answer.error);
  return answer.result;
}
