import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { Understanding } from '../../src/contract/understanding';
import { createOpenAiBench } from './openai-bench';

export const { client } = createOpenAiBench();

/** What the app asks the model for. */
export const Asked = Understanding.extend({
  recap: z.string(),
  requestType: z.object({ id: z.string().nullable(), confidence: z.number() }),
  answers: z.array(z.object({ field: z.string(), value: z.string(), quote: z.string() })),
});
export type Asked = z.infer<typeof Asked>;

export const TYPES = [
  {
    id: '1',
    name: 'Report a problem',
    description: 'Something does not work? Tell us what happens.',
  },
  { id: '2', name: 'Request hardware', description: 'A laptop, a headset, a monitor.' },
  { id: '3', name: 'Ask a question', description: 'Anything else.' },
  { id: '4', name: 'New starter', description: 'Somebody new joins: access, badge, equipment.' },
];
export const FIELDS = [
  { id: 'needed', name: 'Needed by', kind: 'date', choices: [] },
  { id: 'quantity', name: 'Quantity', kind: 'number', choices: [] },
  { id: 'mail', name: 'Work e-mail', kind: 'email', choices: [] },
  { id: 'extension', name: 'Extension', kind: 'text', choices: [] },
  {
    id: 'building',
    name: 'Building',
    kind: 'choice',
    choices: ['Building A', 'Building B', 'North wing', 'Warehouse'],
  },
  { id: 'starts', name: 'Starts at', kind: 'date-time', choices: [] },
  { id: 'equipment', name: 'Equipment', kind: 'choices', choices: ['Laptop', 'Headset', 'Second monitor'] },
];

export async function ask(input: object): Promise<Asked> {
  const { output_parsed: parsed } = await client.responses.parse({
    model: 'gpt-6.1-terra',
    input: JSON.stringify(input),
    text: { format: zodTextFormat(Asked, 'reading') },
    store: false,
  });
  if (parsed === null) throw new Error('No reading');
  return parsed;
}
