import { Box, Button, Heading, Inline, Stack, xcss } from '@forge/react';
import { type ReactNode, useEffect, useState } from 'react';
import type { AnswerError } from '../../../src/contract/admin';
import { useFieldError, usePage } from '../parts';
import { useWords } from '../use-words';
import type { LineDraft } from './draft';

/** What a section of the form gets: the line as it is typed, and how to change it. */
export interface SectionProps {
  draft: LineDraft;
  change: (change: Partial<LineDraft>) => void;
  errorOf: (name: string) => AnswerError | undefined;
}

export function useSection(draft: LineDraft): SectionProps {
  const { dispatch } = usePage();
  const errorOf = useFieldError('line');
  return { draft, change: (change) => dispatch({ kind: 'draft-changed', change }), errorOf };
}

type SectionName =
  | 'basics'
  | 'request'
  | 'language'
  | 'words'
  | 'hours'
  | 'person'
  | 'recording'
  | 'texts'
  | 'known'
  | 'limits';

/** A part of the form that can be folded away; one in which the app found something wrong is open. */
export function Section({
  name,
  fields,
  errorOf,
  isOpenAtFirst = false,
  children,
}: Pick<SectionProps, 'errorOf'> & {
  name: SectionName;
  /** What the app may find wrong in it. */
  fields: string[];
  isOpenAtFirst?: boolean;
  children: ReactNode;
}) {
  const { say } = useWords();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const isWrong = fields.some((field) => errorOf(field) !== undefined);
  useEffect(() => {
    if (isWrong) setOpen(true);
  }, [isWrong]);
  const title = say(`line.sections.${name}`);
  return (
    <Box padding="space.200" xcss={FRAME}>
      <Stack space="space.200">
        <Inline spread="space-between" alignBlock="center">
          <Heading as="h3">{title}</Heading>
          <Button spacing="compact" appearance="subtle" onClick={() => setOpen(!isOpen)}>
            {`${say(isOpen ? 'line.hide' : 'line.show')}: ${title}`}
          </Button>
        </Inline>
        {isOpen && <Stack space="space.150">{children}</Stack>}
      </Stack>
    </Box>
  );
}

const FRAME = xcss({
  borderStyle: 'solid',
  borderWidth: 'border.width',
  borderColor: 'color.border',
  borderRadius: 'radius.small',
});
