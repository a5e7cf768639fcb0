import Heading from '@atlaskit/heading';
import type { RequestView } from '../api-schemas';
import { CodeView } from '../code-view';

/** Issue properties: what the app keeps with the request for itself. */
export const Properties = ({ properties }: { properties: RequestView['properties'] }) => (
  <section className="stack-tight">
    <Heading size="xsmall" as="h4">
      Properties
    </Heading>
    {Object.entries(properties).map(([key, value]) => (
      <details key={key} className="property">
        <summary>{key}</summary>
        <CodeView section={{ title: '', language: 'json', text: JSON.stringify(value, null, 2) }} />
      </details>
    ))}
  </section>
);
