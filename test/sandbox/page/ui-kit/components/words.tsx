import Badge from '@atlaskit/badge';
import { Code, CodeBlock } from '@atlaskit/code';
import Heading from '@atlaskit/heading';
import Link from '@atlaskit/link';
import { Text } from '@atlaskit/primitives';
import { type ComponentProps, createContext, useContext } from 'react';
import { type DrawProps, type Entry, like, pick, readString } from '../entry';
import type { ForgeNode } from '../forge-doc';

/** All the text in a node. */
const textOf = (nodes: readonly ForgeNode[]): string =>
  nodes.map((node) => (node.type === 'String' ? String(node.props.text) : textOf(node.children))).join('');

const StringEntry: Entry = { props: ['text'], Draw: ({ props }) => String(props.text) };

const InsideText = createContext(false);

const TEXT_PROPS = ['align', 'color', 'maxLines', 'size', 'weight', 'testId'] as const;

/** A paragraph, unless told otherwise; not one within another, which HTML doesn't have. */
function DrawText({ props, children }: DrawProps) {
  const inside = useContext(InsideText);
  const { as } = pick<{ as: 'em' | 'p' | 'span' | 'strong' | 'strike' }>(props, ['as']);
  const given = pick<ComponentProps<typeof Text>>(props, TEXT_PROPS);
  const text = (
    <Text {...given} as={as === undefined || as === 'strike' ? (inside ? 'span' : 'p') : as}>
      {as === 'strike' ? <s>{children}</s> : children}
    </Text>
  );
  return <InsideText.Provider value>{text}</InsideText.Provider>;
}

/** `as` alone names an element; how large it is says `size` (Forge's changelog, CHANGE-2350). */
const DrawHeading = ({ props, children }: DrawProps) => {
  const given = pick<ComponentProps<typeof Heading>>(props, ['as', 'color', 'id', 'testId']);
  const { size = 'medium' } = pick<{ size: ComponentProps<typeof Heading>['size'] }>(props, ['size']);
  return (
    <Heading {...given} size={size ?? 'medium'}>
      {children}
    </Heading>
  );
};

const DrawLink = ({ props, children }: DrawProps) => (
  <Link href={readString(props.href) ?? ''} {...(props.openNewTab === true ? { target: '_blank' } : {})}>
    {children}
  </Link>
);

const DrawBadge = ({ props, node }: DrawProps) => (
  <Badge {...pick<ComponentProps<typeof Badge>>(props, ['appearance', 'max', 'testId'])}>
    {textOf(node.children)}
  </Badge>
);

const DrawList = ({ props, children }: DrawProps) =>
  props.type === 'ordered' ? <ol>{children}</ol> : <ul>{children}</ul>;

export const words: Record<string, Entry> = {
  String: StringEntry,
  Text: { props: [...TEXT_PROPS, 'as'], Draw: DrawText },
  Strong: { props: [], Draw: ({ children }) => <strong>{children}</strong> },
  Em: { props: [], Draw: ({ children }) => <em>{children}</em> },
  Strike: { props: [], Draw: ({ children }) => <s>{children}</s> },
  Heading: { props: ['as', 'size', 'color', 'id', 'testId'], Draw: DrawHeading },
  Link: { props: ['href', 'openNewTab'], Draw: DrawLink },
  Badge: { props: ['appearance', 'max', 'testId'], Draw: DrawBadge },
  Code: like(Code, ['testId']),
  CodeBlock: like(CodeBlock, [
    'text',
    'testId',
    'language',
    'highlight',
    'highlightedStartText',
    'highlightedEndText',
    'shouldWrapLongLines',
    'showLineNumbers',
  ]),
  List: { props: ['type'], Draw: DrawList },
  ListItem: { props: [], Draw: ({ children }) => <li>{children}</li> },
};
