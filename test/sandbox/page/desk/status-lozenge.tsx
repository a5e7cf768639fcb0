import Lozenge from '@atlaskit/lozenge';

/** Jira's colours: grey to do, blue under way, green done. */
export const StatusLozenge = ({ status, category }: { status: string; category: string }) => (
  <Lozenge appearance={category === 'done' ? 'success' : category === 'new' ? 'default' : 'inprogress'}>
    {status}
  </Lozenge>
);
