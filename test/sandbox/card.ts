import { styleText } from 'node:util';
import columnsOf from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { z } from 'zod';
import { CALL_PROPERTY } from '../../src/contract/call';
import { describeTitle } from './page/pretty';
import type { CallReport, FiledRequest } from './place-call';

interface Node {
  type: string;
  text?: string | undefined;
  content?: Node[] | undefined;
}

const NodeSchema: z.ZodType<Node> = z.object({
  type: z.string(),
  text: z.string().optional(),
  get content() {
    return z.array(NodeSchema).optional();
  },
});

/** In columns; a Japanese character takes two. Fits a terminal of 100. */
const WIDTH = 96;

const bold = (text: string): string => styleText('bold', text);
const dim = (text: string): string => styleText('dim', text);

/** What happened, line by line, with seconds since the phone was picked up. */
export function renderTimeline({ spoken, log, startedAt }: CallReport): string {
  const heard = spoken.flatMap(({ at, after, event }) => {
    const text = describeEvent(event);
    return text === undefined ? [] : [{ at, order: after + 0.5, source: 'caller', text }];
  });
  const behind = log.map(({ at, seq, source, title }) => ({ at, order: seq, source, text: title }));
  return [...heard, ...behind]
    .sort((one, other) => one.order - other.order)
    .map(({ at, source, text }) => {
      const head = `${((at - startedAt) / 1000).toFixed(2).padStart(6)} s  ${source.padEnd(6)}  `;
      return source === 'caller'
        ? bold(indent(head, wrap(text, WIDTH - head.length)))
        : dim(head + cut(describeTitle(text), WIDTH - head.length));
    })
    .join('\n');
}

function describeEvent(event: CallReport['spoken'][number]['event']): string | undefined {
  switch (event.kind) {
    case 'saying':
      return `hears “${event.text}”`;
    case 'beep':
      return 'hears a beep';
    case 'recording-ended':
      return event.recordingSid === undefined ? 'has said nothing' : 'has left a message';
    case 'hung-up':
      return event.by === 'line' ? 'hears that the line hangs up' : 'hangs up';
    default:
      return undefined;
  }
}

/** The request as an agent would read it, or why there is none. */
export function renderCard(report: CallReport): string {
  const { request, texts, state } = report;
  const lines =
    request === undefined
      ? renderNoRequest(state)
      : [
          ...renderHead(request),
          '',
          ...renderDescription(request),
          ...request.comments.flatMap(renderComment),
          ...renderFacts(request, texts),
        ];
  const rule = '─'.repeat(WIDTH + 2);
  return [rule, ...lines.map((line) => ` ${line}`.trimEnd()), rule].join('\n');
}

const OUTCOMES: Record<string, string> = {
  abandoned: 'No words were heard, so nothing is filed.',
  parked: 'A person has to help: the admin page says what is wrong.',
  unknown: 'The app has kept nothing of this call.',
};

const renderNoRequest = (state: string): string[] => [
  bold(`No request (the call is ${state})`),
  OUTCOMES[state] ?? 'The app was not done with it in time.',
];

const renderHead = ({ key, summary, requestType, status, priority, reporter }: FiledRequest): string[] => [
  ...wrap(`${key}  ${summary}`).map(bold),
  dim(
    [requestType?.name, status.name, priority, `by ${reporter.displayName}`]
      .filter((part) => part !== null && part !== undefined)
      .join(' · '),
  ),
];

function renderDescription({ description }: FiledRequest): string[] {
  if (description === null) return [];
  const document = NodeSchema.parse(description.adf);
  return (document.content ?? []).flatMap((node) => [...renderBlock(node), '']);
}

function renderBlock(node: Node): string[] {
  switch (node.type) {
    case 'table':
      return renderPairs(
        (node.content ?? []).map((row) => {
          const [name = '', value = ''] = (row.content ?? []).map(textOf);
          return [name, value];
        }),
        bold,
      );
    case 'blockquote':
      return (node.content ?? []).flatMap((paragraph) =>
        wrap(textOf(paragraph), WIDTH - 4).map((line) => `  │ ${line}`),
      );
    case 'panel':
      return wrap(`! ${textOf(node)}`);
    case 'heading':
      return wrap(textOf(node)).map(bold);
    default:
      return wrap(textOf(node));
  }
}

const renderComment = ({ public: isPublic, text }: FiledRequest['comments'][number]): string[] => [
  bold(isPublic ? 'Comment to the customer' : 'Internal comment'),
  ...wrap(text, WIDTH - 2).map((line) => `  ${line}`),
  '',
];

function renderFacts({ attachments, fields, properties }: FiledRequest, texts: readonly string[]): string[] {
  const property = z.record(z.string(), z.unknown()).safeParse(properties[CALL_PROPERTY]);
  return [
    bold('Beside it'),
    ...renderPairs(
      [
        ...attachments.map(({ filename, size }): [string, string] => [
          'Attachment',
          `${filename}, ${Math.round(size / 1024)} KB`,
        ]),
        ...fields.map(({ name, text }): [string, string] => [name, text ?? '']),
        ...(texts.length === 0 ? [''] : texts).map((text): [string, string] => [
          'Text message',
          text || 'none',
        ]),
      ],
      dim,
    ),
    '',
    bold(`Property ${CALL_PROPERTY}`),
    ...renderPairs(
      Object.entries(property.data ?? { missing: 'the app has not written it' }).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
      dim,
    ),
  ];
}

/** Names in a column as wide as the longest, their values beside them. */
function renderPairs(pairs: [name: string, value: string][], style: (name: string) => string): string[] {
  const widest = Math.max(0, ...pairs.map(([name]) => columnsOf(name)));
  return pairs.flatMap(([name, value]) => {
    const [first = '', ...rest] = wrap(value, WIDTH - widest - 4);
    const gap = ' '.repeat(widest - columnsOf(name) + 2);
    return [`  ${style(name)}${gap}${first}`, ...rest.map((line) => ' '.repeat(widest + 4) + line)];
  });
}

const textOf = ({ text, content }: Node): string => text ?? (content ?? []).map(textOf).join('');

/** Breaks at spaces; a script without spaces is broken anywhere. */
const wrap = (text: string, width = WIDTH): string[] => wrapAnsi(text, width, { hard: true }).split('\n');

const indent = (head: string, [first = '', ...rest]: readonly string[]): string =>
  [head + first, ...rest.map((line) => ' '.repeat(head.length) + line)].join('\n');

function cut(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ');
  const [start = '', ...rest] = wrapAnsi(line, width - 1, { hard: true, wordWrap: false }).split('\n');
  return rest.length === 0 ? line : `${start}…`;
}
