import { Box, Inline, Pressable, Stack, xcss } from '@atlaskit/primitives';
import type { ComponentProps } from 'react';
import { type DrawProps, type Entry, like, pick } from '../entry';

type Style = Parameters<typeof xcss>[0];

/** The only values of these that UI Kit lets through (`BoxProps` of `@atlaskit/forge-react-types`). */
const VALUES: Record<string, readonly string[]> = {
  display: ['block', 'inline-block', 'inline', 'none'],
  position: ['relative', 'static'],
  overflow: ['hidden', 'visible', 'scroll', 'auto'],
  overflowX: ['hidden', 'visible', 'scroll', 'auto'],
  overflowY: ['hidden', 'visible', 'scroll', 'auto'],
};

const NAMES =
  /^(textAlign|color|boxShadow|opacity|backgroundColor|display|position|overflow[XY]?|flexGrow|(min|max)?(W|w)idth|(min|max)?(H|h)eight|(margin|padding)((Block|Inline)(Start|End)?|Top|Right|Bottom|Left)?|border(Block|Inline)?(Start|End)?(Top|Right|Bottom|Left)?(Start|End|Left|Right)?(Color|Width|Style|Radius))$/;

/** @throws Error for a style that UI Kit would drop, with no more than a warning. */
function readStyle(style: unknown): ReturnType<typeof xcss> {
  for (const [name, value] of Object.entries(style ?? {})) {
    if (name.startsWith(':') || name.startsWith('@media')) {
      readStyle(value);
      continue;
    }
    if (!NAMES.test(name)) throw new Error(`UI Kit drops ${name} from xcss.`);
    const values = VALUES[name];
    if (values && !values.includes(String(value)))
      throw new Error(`UI Kit drops ${name}: ${String(value)} from xcss.`);
  }
  return xcss(style as Style);
}

const BOX = [
  'backgroundColor',
  'padding',
  'paddingBlock',
  'paddingBlockEnd',
  'paddingBlockStart',
  'paddingInline',
  'paddingInlineEnd',
  'paddingInlineStart',
  'role',
  'testId',
] as const;

const DrawBox = ({ props, children }: DrawProps) => (
  <Box
    {...pick<ComponentProps<typeof Box>>(props, BOX)}
    {...(props.xcss === undefined ? {} : { xcss: readStyle(props.xcss) })}
  >
    {children}
  </Box>
);

const PRESSABLE = [...BOX.filter((name) => name !== 'role'), 'isDisabled', 'onClick'] as const;

const DrawPressable = ({ props, children }: DrawProps) => (
  <Pressable
    {...pick<ComponentProps<typeof Pressable>>(props, PRESSABLE)}
    {...(props.xcss === undefined ? {} : { xcss: readStyle(props.xcss) })}
  >
    {children}
  </Pressable>
);

export const layout: Record<string, Entry> = {
  Box: { props: [...BOX, 'xcss'], Draw: DrawBox },
  Pressable: { props: [...PRESSABLE, 'xcss'], Draw: DrawPressable },
  Inline: like(Inline, [
    'alignBlock',
    'alignInline',
    'spread',
    'grow',
    'space',
    'shouldWrap',
    'separator',
    'rowSpace',
    'testId',
  ]),
  Stack: like(Stack, ['alignBlock', 'alignInline', 'grow', 'space', 'spread', 'testId']),
};
