import Button from '@atlaskit/button/new';
import type { ReactNode } from 'react';
import { createSpeaker } from '../speaker';
import type { ForgeNode } from '../ui-kit/forge-doc';

/** What the line says, in the admin page's preview: `prompt-<language>-<key>`. */
const PROMPT = /^prompt-([a-z]{2}(?:-[A-Z]{2})?)-/;

// Prompts are words only: no sound has to be loaded.
const speaker = createSpeaker(async () => undefined);

/** A button that says a prompt aloud with the browser's own voice, as a caller would hear it. */
export function sayPrompt(testId: string, node: ForgeNode): ReactNode {
  const language = PROMPT.exec(testId)?.[1];
  if (language === undefined) return null;
  const text = textOf(node);
  return (
    <div>
      <Button
        spacing="compact"
        aria-label={`Say aloud: ${text}`}
        onClick={() => {
          speaker.stop();
          speaker.say(text, language);
        }}
      >
        Say it
      </Button>
    </div>
  );
}

const textOf = ({ type, props, children }: ForgeNode): string =>
  type === 'String' ? String(props.text ?? '') : children.map(textOf).join('');
