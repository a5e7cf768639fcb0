import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConversation, readConversations } from './conversation-file';
import { makeTemplate, removeTemplate, runConversation } from './conversation-run';
import { ALL_WAYS, waysGone } from './conversation-ways';

let template = '';
// Builds the bundles if need be.
beforeAll(async () => {
  template = await makeTemplate();
}, 180_000);
afterAll(() => removeTemplate(template));

const gone = new Set<string>();

for (const { title, conversations } of readConversations())
  describe(title, () => {
    for (const conversation of conversations)
      it(conversation.name, async () => {
        const log = await runConversation(conversation, template);
        for (const way of waysGone(log)) gone.add(way);
      });
  });

// Behind all of the others; alone it has nothing to look at.
describe('the conversations', () => {
  it('go every way of the graph', () => {
    expect(ALL_WAYS.filter((way) => !gone.has(way))).toEqual([]);
  });
});

describe('a conversation that goes otherwise than it is written', () => {
  it.each([
    ['says more', '[{ line: [greeting, prompt] }, hangs up]', 'says “Your message is recorded'],
    ['says less', '[{ line: [greeting, notice, prompt, personHint] }, hangs up]', 'was to say personHint'],
    ['speaks another language', '[{ line: greeting, in: fr }, hangs up]', 'was to say greeting'],
    [
      'waits for no answer',
      "[{ line: greeting }, { presses: '1' }, hangs up]",
      'where the caller was to press',
    ],
    ['goes on', '[{ line: [greeting, notice, prompt] }]', 'Nothing more was to come'],
    ['is over', '[{ line: greeting }, hangs up, { says: Hello? }]', 'what is left'],
    ['does something else', '[{ line: [greeting, hangs up] }]', 'was to do this: hangs up'],
  ])('fails, where the line %s', async (_, steps, problem) => {
    const conversation = readConversation({ name: 'otherwise', steps: parse(steps) as unknown }, 'here');
    await expect(runConversation(conversation, template)).rejects.toThrow(problem);
  });

  it.each([
    ['{ requests: 1 }', 'requests'],
    ['{ texts: [SUP-1] }', 'texts'],
    ['{ state: closed }', 'state'],
    ['{ alerts: [11200] }', '11200'],
    ['{ said: { lacks: Acme } }', 'lacks'],
    ['{ request: { summary: laptop } }', 'There is no request'],
  ])('fails, where %s is not so', async (then, problem) => {
    const steps: unknown = parse('[{ line: greeting }, hangs up]');
    // biome-ignore lint/suspicious/noThenProperty: as the files have it.
    const conversation = readConversation({ name: 'otherwise', steps, then: parse(then) as unknown }, 'here');
    await expect(runConversation(conversation, template)).rejects.toThrow(problem);
  });

  it('is not taken with a step that there is not', () => {
    expect(() => readConversation({ name: 'odd', steps: [{ shouts: 'Hey!' }] }, 'here')).toThrow(
      'here: not a step: {"shouts":"Hey!"}',
    );
  });
});
