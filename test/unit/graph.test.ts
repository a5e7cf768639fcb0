import { describe, expect, it } from 'vitest';
import { drawGraph, GRAPH, PLACES, pathOf, readTurn } from '../../src/call/graph';
import { Question } from '../../src/contract/question';
import type { Line } from '../../src/contract/settings';
import { createConversation, type TestConversation } from './fake-conversation';
import { files, isSlow, type LineOptions, understands } from './fake-line';

const OPEN = [{ key: 'SUP-7', id: '7' }];
const TYPES: Partial<Line> = {
  typePolicy: 'key',
  requestTypes: [
    { id: '10', name: 'Hardware' },
    { id: '11', name: 'Access' },
  ],
};
const LANGUAGES: Partial<Line> = { languages: ['en', 'de'], languagePolicy: 'key' };
const transfer = { number: '+14155550123', ringSeconds: 20 };
const KNOWN = { enabled: true, pin: false };
const PIN = { enabled: true, pin: true };
const ROOM = Question.parse({ fieldId: 'customfield_2', name: 'Room', kind: 'number' });
const asking = { work: understands({ questions: [ROOM] }) };
const closed: Partial<Line> = {
  hours: { timeZone: 'UTC', weekly: {}, holidays: [], outside: 'goodbye' },
};
const isSilent: LineOptions = { work: (call) => ({ ...call, state: 'abandoned', problem: 'silent' }) };

/** What a caller does, a word each: a key, `say …`, or what `ACTS` names. */
type Walk = [options: LineOptions, acts: string];

const ACTS: Record<string, (talk: TestConversation) => Promise<unknown>> = {
  quiet: (talk) => talk.silence(),
  message: (talk) => talk.record(),
  long: (talk) => talk.record(270),
  'message-0': (talk) => talk.record(9, '0'),
  'message-2': (talk) => talk.record(9, '2'),
  talked: (talk) => talk.dial('completed'),
  nobody: (talk) => talk.dial('no-answer'),
};

/** By the places in which they go on. */
const WALKS: Record<string, Walk[]> = {
  opening: [
    [{ line: LANGUAGES }, ''],
    [{ open: OPEN }, ''],
    [{ line: TYPES }, ''],
    [{}, ''],
    [{ line: closed }, ''],
    [{ refused: true }, ''],
  ],
  language: [
    [{ line: LANGUAGES, open: OPEN }, '1'],
    [{ line: { ...LANGUAGES, ...TYPES } }, '2'],
    [{ line: LANGUAGES }, '7 quiet'],
    [{ line: LANGUAGES }, '0'],
  ],
  type: [
    [{ line: TYPES }, '* 1'],
    [{ line: TYPES }, '0'],
  ],
  listening: [
    [{}, '* # message'],
    [{ line: { maxMessageSeconds: 300 } }, 'long'],
    [{ line: { mayDecline: true } }, '2'],
    [{}, '0'],
    [{}, '* * * * * *'],
    [{}, 'message 3 quiet quiet quiet quiet quiet quiet'],
  ],
  speaking: [
    [{ line: { mayDecline: true } }, '2 * say-words'],
    [{ line: { mayDecline: true } }, '2 0'],
    [{ line: { mayDecline: true } }, '2 * * * * * *'],
  ],
  waiting: [
    [{ work: isSlow }, 'message'],
    [asking, 'message'],
    [{ ...asking, line: { recap: false } }, 'message'],
    [{ line: { recap: false } }, 'message'],
    [isSilent, 'message'],
    [{ work: understands({ words: 'A person please.' }) }, 'message'],
    [{ work: files() }, 'message'],
  ],
  recap: [
    [{}, 'message * 2 message 3 message'],
    [{}, 'message say-more 1'],
    [{}, 'message 0'],
    [{}, 'message quiet quiet'],
    [asking, 'message 1'],
  ],
  adding: [
    [{}, 'message 2 * quiet quiet'],
    [{}, 'message 2 0'],
    [{}, 'message 2 message'],
  ],
  question: [
    [asking, 'message 1 * 12# 1'],
    [asking, 'message 1 0'],
    [asking, 'message 1 #'],
  ],
  check: [
    [asking, 'message 1 12# * 2'],
    [asking, 'message 1 12# 0'],
    [asking, 'message 1 12# 1'],
  ],
  filing: [
    [{ file: isSlow }, 'message 1'],
    [{}, 'message 1'],
  ],
  told: [
    [{}, 'message 1 * quiet'],
    [{}, 'message 1 0'],
  ],
  person: [
    [{}, '0'],
    [{ line: { mayDecline: true } }, '2 0'],
    [{ line: { transfer } }, 'message-0 nobody'],
    [{ line: { transfer } }, '0 talked'],
  ],
  known: [
    [{ open: OPEN, pin: '0427', line: { knownCallers: PIN } }, '4'],
    [{ open: OPEN, line: { knownCallers: KNOWN } }, '* 4'],
    [{ open: OPEN, line: TYPES }, '1'],
    [{ open: OPEN }, '1'],
    [{ open: OPEN }, '0'],
    [{ open: OPEN }, 'say-matter'],
  ],
  code: [
    [{ open: OPEN, pin: '0427', line: { knownCallers: PIN } }, '4 1111 0427'],
    [{ open: OPEN, line: { ...TYPES, knownCallers: PIN } }, '4'],
    [{ open: OPEN, line: { knownCallers: PIN } }, '4'],
    [{ open: OPEN, pin: '0427', line: { knownCallers: PIN } }, '4 0#'],
  ],
  status: [
    [{ open: OPEN }, '4 * 1'],
    [{ open: OPEN, line: TYPES }, '4 2'],
    [{ open: OPEN }, '4 2'],
    [{ open: OPEN }, '4 0'],
    [{ open: OPEN }, '4 quiet'],
  ],
  comment: [
    [{ open: OPEN }, '4 1 * message'],
    [{ open: OPEN }, '4 1 0'],
    [{ open: OPEN, line: { mayDecline: true } }, '4 1 message-2'],
  ],
};

async function walk([options, acts]: Walk): Promise<TestConversation> {
  const talk = createConversation(options);
  await talk.ring();
  for (const act of acts.split(' ').filter(Boolean)) {
    const named = ACTS[act];
    if (named !== undefined) await named(talk);
    else if (act.startsWith('say-')) await talk.speak('The printer in room twelve is out of toner again.');
    else await talk.press(act);
  }
  return talk;
}

const waysFrom = (place: string): string[] =>
  Object.entries(GRAPH).flatMap(([from, ways]) => (from === place ? Object.keys(ways) : []));

describe.each(PLACES)('the place %s', (place) => {
  it('is left by every way that is drawn, and by no other', async () => {
    const taken = new Set<string>();
    for (const one of WALKS[place] ?? []) {
      const { ways } = await walk(one);
      for (const [from, to] of ways) if (from === place) taken.add(to);
    }
    expect([...taken].sort()).toEqual([...waysFrom(place)].sort());
  });
});

describe('the graph', () => {
  it('leads from the opening to every place, and from every place to the end', () => {
    const reach = (from: string, seen = new Set<string>()): Set<string> => {
      for (const to of waysFrom(from))
        if (!seen.has(to)) {
          seen.add(to);
          reach(to, seen);
        }
      return seen;
    };
    expect(PLACES.filter((place) => place !== 'opening' && !reach('opening').has(place))).toEqual([]);
    expect(PLACES.filter((place) => !reach(place).has('end'))).toEqual([]);
  });

  it('has a person behind 0 wherever the line listens', () => {
    const silent = ['opening', 'waiting', 'filing', 'person'];
    for (const place of PLACES.filter((one) => !silent.includes(one)))
      expect(waysFrom(place)).toContain('person');
  });

  it('says of each way what takes a call there', () => {
    for (const ways of Object.values(GRAPH))
      for (const label of Object.values(ways)) expect(label).toMatch(/^[^"\n]+$/);
  });

  it('is drawn with every place and every way', () => {
    const drawn = drawGraph().split('\n');
    expect(drawn[0]).toBe('flowchart TD');
    const ways = drawn.flatMap((line) => [...line.matchAll(/^ {4}(\w+) -- "([^"]+)" --> (\w+)$/g)]);
    expect(ways.map(([, from, label, to]) => [from, to, label])).toEqual(
      Object.entries(GRAPH).flatMap(([from, to]) =>
        Object.entries(to).map(([place, label]) => [from, place === 'end' ? 'end_' : place, label]),
      ),
    );
    // All but the title and the two ends.
    expect(drawn.length).toBe(ways.length + 3);
    // Mermaid takes the bare word for the end of a block.
    expect(drawGraph()).not.toMatch(/\bend\b/);
  });
});

describe('the path of a turn', () => {
  it('brings it back as it was', () => {
    for (const place of PLACES.filter((one) => one !== 'opening'))
      for (const turn of [
        { place, attempt: 1 },
        { place, attempt: 12 },
        { place, attempt: 3, item: 2 },
      ])
        expect(readTurn(pathOf(turn))).toEqual(turn);
  });

  it('is no other path', () => {
    const others = [
      '',
      '/',
      '/listening',
      '/listening/',
      '/listening/0',
      '/listening/01',
      '/listening/100',
      '/listening/x',
      '/listening/1/',
      '/listening/1/0',
      '/listening/1/10',
      '/listening/1/1/1',
      '/Listening/1',
      '/opening/1',
      '/elsewhere/1',
      '/end/1',
      '/constructor/1',
      '//listening/1',
      'listening/1',
      '/call',
      '/status',
      '/listening/1\n',
    ];
    for (const path of others) expect([path, readTurn(path)]).toEqual([path, undefined]);
  });
});
