import { stripVTControlCharacters, styleText } from 'node:util';
import { z } from 'zod';
import { CALL_PROPERTY } from '../../src/contract/call';
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

const WIDTH = 92;

const bold = (text: string): string => styleText('bold', text);
const dim = (text: string): string => styleText('dim', text);

/** What happened, line by line, with seconds since the phone was picked up. */
export function renderTimeline({ spoken, log, startedAt }: CallReport): string {
  const heard = spoken.flatMap(({ at, event }) => {
    const text = describeEvent(event);
    return text === undefined ? [] : [{ at, source: 'caller', text }];
  });
  const behind = log.map(({ at, source, title }) => ({ at, source, text: title }));
  return [...heard, ...behind]
    .sort((one, other) => one.at - other.at)
    .map(({ at, source, text }) => {
      const seconds = ((at - startedAt) / 1000).toFixed(2).padStart(7);
      const line = `${seconds}s  ${source.padEnd(7)} ${cut(text, 150)}`;
      return source === 'caller' ? bold(line) : dim(line);
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
      return 'has left a message';
    case 'hung-up':
      return 'hears that the line hangs up';
    default:
      return undefined;
  }
}

/** The request as an agent would read it, or why there is none. */
export function renderCard(report: CallReport): string {
  const { request, texts, state } = report;
  if (request === undefined) return frame([bold(`No request (the call is ${state})`), ...OUTCOMES(state)]);
  return frame([
    bold(`${request.key}  ${request.summary}`),
    dim(
      [request.requestType?.name, request.status.name, request.priority, `by ${request.reporter.displayName}`]
        .filter((part) => part !== null && part !== undefined)
        .join(' · '),
    ),
    '',
    ...renderDescription(request),
    ...request.comments.flatMap((comment) => [
      dim(comment.public ? 'Comment to the customer' : 'Internal comment'),
      ...wrap(comment.text),
      '',
    ]),
    ...request.attachments.map(({ filename, size }) =>
      dim(`Attached: ${filename}, ${Math.round(size / 1024)} KB`),
    ),
    ...request.fields.map(({ name, text }) => dim(`${name}: ${text ?? ''}`)),
    dim(`Property: ${JSON.stringify(request.properties[CALL_PROPERTY])}`).replace(/(.{1,92})/g, '$1'),
    ...(texts.length === 0 ? [dim('No text message.')] : texts.map((text) => `Text to the caller: ${text}`)),
  ]);
}

const OUTCOMES = (state: string): string[] =>
  state === 'parked' ? ['A person has to help: the admin page says what is wrong.'] : [];

function renderDescription({ description }: FiledRequest): string[] {
  if (description === null) return [];
  const document = NodeSchema.parse(description.adf);
  return (document.content ?? []).flatMap((node) => [...renderBlock(node), '']);
}

function renderBlock(node: Node): string[] {
  switch (node.type) {
    case 'table':
      return (node.content ?? []).flatMap((row) => {
        const [name = '', value = ''] = (row.content ?? []).map(textOf);
        return wrap(value, WIDTH - 16).map((line, index) =>
          index === 0 ? `  ${bold(name.padEnd(14))}${line}` : `${' '.repeat(16)}${line}`,
        );
      });
    case 'blockquote':
      return (node.content ?? []).flatMap((paragraph) =>
        wrap(textOf(paragraph), WIDTH - 4).map((line) => `  | ${line}`),
      );
    case 'panel':
      return wrap(`! ${textOf(node)}`);
    case 'heading':
      return [bold(textOf(node))];
    default:
      return wrap(textOf(node));
  }
}

const textOf = ({ text, content }: Node): string => text ?? (content ?? []).map(textOf).join('');

const cut = (text: string, length: number): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
};

/** Breaks at spaces; a script without spaces is broken anywhere. */
function wrap(text: string, width = WIDTH): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph
      .split(/(?<= )/)
      .flatMap((part) => part.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
      if ((line + word).trimEnd().length > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += word;
    }
    return [...lines, line.trimEnd()];
  });
}

const frame = (lines: string[]): string => {
  const rule = '─'.repeat(WIDTH + 2);
  const body = lines.flatMap((line) => (stripVTControlCharacters(line).length > WIDTH ? wrap(line) : [line]));
  return [rule, ...body.map((line) => ` ${line}`), rule].join('\n');
};
