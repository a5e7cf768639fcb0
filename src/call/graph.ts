/**
 * The conversation as a graph: every place in which the line waits for something, and where it goes on from there. It is
 * drawn into the README from here, and `step` goes no other way.
 */
export const GRAPH = {
  opening: {
    language: 'the caller is to choose a language',
    known: 'the caller has open requests',
    type: 'the caller is to choose what it is about',
    listening: 'the line is open',
    end: 'the line is closed, blocked, or full',
  },
  language: {
    language: 'not understood, or *',
    known: 'chosen',
    type: 'chosen',
    listening: 'chosen',
    person: '0',
  },
  type: { type: 'not understood, or *', listening: 'chosen', person: '0' },
  listening: {
    listening: 'nothing heard, or *',
    adding: 'the time limit is near',
    speaking: '2: not recorded',
    waiting: 'a message was left',
    person: '0',
    end: 'nothing heard three times',
  },
  speaking: {
    speaking: 'nothing heard, or *',
    waiting: 'a message was spoken',
    person: '0',
    end: 'nothing heard three times',
  },
  waiting: {
    waiting: 'not understood yet',
    recap: 'understood',
    question: 'understood, without a recap',
    filing: 'nothing is left to ask',
    listening: 'the message is silent',
    person: '0, or the message only asks for one',
    end: 'it takes too long: the number follows by text',
  },
  recap: {
    recap: '*, or not understood',
    adding: '2 or add',
    listening: '3 or start over',
    waiting: 'said something more',
    question: '1 or yes, and a required field is open',
    filing: '1 or yes; no answer twice',
    person: '0',
  },
  adding: { adding: '*', waiting: 'something was added, or nothing', person: '0' },
  question: {
    question: 'answered, skipped, or *',
    check: 'the answer is read back',
    filing: 'the last was answered',
    person: '0',
  },
  check: { question: '1 or yes; 2 or no', check: '*', filing: 'the last was right', person: '0' },
  filing: {
    filing: 'Jira is at it',
    told: 'filed',
    end: 'it takes too long: the number follows by text',
  },
  told: { told: '* or repeat', person: '0', end: 'the caller knows the number' },
  person: {
    listening: 'nobody answers: a mailbox',
    speaking: 'nobody answers, and nothing is recorded',
    filing: 'nobody answers, and there is a message',
    end: 'they have talked',
  },
  known: {
    known: 'not understood, or *',
    waiting: 'told what is new',
    code: '4 or status',
    status: '4 or status',
    type: '1 or new',
    listening: '1 or new',
    person: '0',
  },
  code: {
    code: 'wrong',
    status: 'right',
    type: 'wrong three times',
    listening: 'wrong three times',
    person: '0',
  },
  status: {
    status: '* or repeat',
    comment: '1 or message',
    type: '2 or new',
    listening: '2 or new',
    person: '0',
    end: 'no answer',
  },
  comment: { comment: 'nothing heard, *, or 2: not recorded', person: '0', end: 'a message was left' },
} as const satisfies Record<string, Record<string, string>>;

export type Place = keyof typeof GRAPH;
export const PLACES = Object.keys(GRAPH) as Place[];

/** Where the line is in the conversation: what it waits for, for which time, and for which of several things. */
export interface Turn {
  place: Place;
  /** From 1. */
  attempt: number;
  /** From 1; only of questions. */
  item?: number;
}

/** `/question/1/2`: Twilio signs the path and brings it back, so that it can't be forged and costs no read. */
export const pathOf = ({ place, attempt, item }: Turn): string =>
  `/${place}/${attempt}${item === undefined ? '' : `/${item}`}`;

const TURN = /^\/([a-z]+)\/([1-9]\d?)(?:\/([1-9]))?$/;

/** The turn that a path is about; undefined for any other path. */
export function readTurn(path: string): Turn | undefined {
  const [, name, attempt, item] = TURN.exec(path) ?? [];
  const place = PLACES.find((one) => one === name);
  // Nothing waits in the opening: it is where a call comes in.
  if (place === undefined || place === 'opening') return undefined;
  return { place, attempt: Number(attempt), ...(item === undefined ? {} : { item: Number(item) }) };
}

/** The graph as a Mermaid flow chart, for the README. */
export function drawGraph(): string {
  const lines = Object.entries(GRAPH).flatMap(([from, ways]) =>
    Object.entries(ways).map(([to, label]) => `    ${from} -- "${label}" --> ${to === 'end' ? 'end_' : to}`),
  );
  return ['flowchart TD', '    call([a call]) --> opening', ...lines, '    end_([goodbye])'].join('\n');
}
