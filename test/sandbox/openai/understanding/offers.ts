import { z } from 'zod';
import { listMessages, type ResponseRequest } from '../response-request';

const requestType = z.looseObject({
  id: z.string(),
  name: z.string().default(''),
  description: z.string().nullish(),
});

const choice = z
  .union([z.string(), z.looseObject({ label: z.string() }), z.looseObject({ value: z.string() })])
  .transform((given) =>
    typeof given === 'string' ? given : String('label' in given ? given.label : given.value),
  );

const field = z.looseObject({
  id: z.string(),
  name: z.string().default(''),
  kind: z.string().default('text'),
  choices: z.array(choice).nullish(),
});

export type OfferedType = z.output<typeof requestType>;
export type OfferedField = z.output<typeof field>;

/** What a message may be sorted into, and asked of. */
export interface Offers {
  requestTypes: OfferedType[];
  fields: OfferedField[];
}

export const NO_OFFERS: Offers = { requestTypes: [], fields: [] };

/** The `requestTypes` and `fields` that stand beside the transcript in a JSON object of the user's. */
export function findOffers(request: ResponseRequest): Offers {
  const objects = listMessages(request)
    .filter(({ role }) => role === 'user')
    .map(({ text }) => readObject(text));
  const list = <T>(name: string, entry: z.ZodType<T>): T[] =>
    objects.flatMap((object) => {
      const given = object[name];
      if (!Array.isArray(given)) return [];
      return given.flatMap((one): T[] => {
        const parsed = entry.safeParse(one);
        return parsed.success ? [parsed.data] : [];
      });
    });
  return { requestTypes: list('requestTypes', requestType), fields: list('fields', field) };
}

function readObject(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).catch({}).parse(JSON.parse(text));
  } catch {
    return {};
  }
}
