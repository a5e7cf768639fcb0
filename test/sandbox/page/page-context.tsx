import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { Effects } from './effects';
import type { PageAction, PageState } from './state';
import type { Store } from './store';

interface Page {
  store: Store<PageState, PageAction>;
  effects: Effects;
}

const PageContext = createContext<Page | undefined>(undefined);

export const PageProvider = ({ page, children }: { page: Page; children: ReactNode }) => (
  <PageContext.Provider value={page}>{children}</PageContext.Provider>
);

/** The state, and the two ways to change it: `dispatch` for what is the page's own, `effects` for the rest. */
export function usePage(): { state: PageState; dispatch: (action: PageAction) => void; effects: Effects } {
  const page = useContext(PageContext);
  if (!page) throw new Error('usePage needs a PageProvider above it');
  return {
    state: useSyncExternalStore(page.store.subscribe, page.store.getState),
    dispatch: page.store.dispatch,
    effects: page.effects,
  };
}
