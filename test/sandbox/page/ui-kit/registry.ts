import { charts } from './charts/chart';
import { buttons } from './components/buttons';
import { choices } from './components/choices';
import { dates } from './components/dates';
import { fields } from './components/fields';
import { form } from './components/form';
import { icons } from './components/icons';
import { layout } from './components/layout';
import { panes } from './components/panes';
import { peopleEntries } from './components/people';
import { select } from './components/select';
import { status } from './components/status';
import { table } from './components/table';
import { words } from './components/words';
import type { Entry } from './entry';

/** The document itself, and what `@forge/react` puts around an element that was given in a prop. */
const roots: Record<string, Entry> = {
  Root: { props: [], Draw: ({ children }) => children },
};

/** UI Kit's components by name, as far as the sandbox draws them. */
export const REGISTRY: Readonly<Record<string, Entry>> = {
  ...roots,
  ...words,
  ...layout,
  ...icons,
  ...buttons,
  ...form,
  ...fields,
  ...choices,
  ...select,
  ...dates,
  ...status,
  ...table,
  ...panes,
  ...peopleEntries,
  ...charts,
};
