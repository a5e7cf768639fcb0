import { CodeBlock } from '@atlaskit/code';
import type { Section } from './pretty';

/** A document, coloured and indented. */
export const CodeView = ({ section }: { section: Section }) => (
  <div className="code-view">
    {section.title !== '' && <p className="code-view-title">{section.title}</p>}
    <CodeBlock
      text={section.text}
      language={section.language}
      shouldShowLineNumbers={false}
      shouldWrapLongLines
      label={section.title === '' ? 'Detail' : section.title}
    />
  </div>
);
