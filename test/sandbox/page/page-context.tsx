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

/** The two ways to change something: `dispatch` for what is the page's own, `effects` for the rest. */
export function useActions(): { dispatch: (action: PageAction) => void; effects: Effects } {
  const { store, effects } = readPage(useContext(PageContext));
  return { dispatch: store.dispatch, effects };
}

/** The state besides; whoever uses it is drawn anew at every change. */
export function usePage(): { state: PageState } & ReturnType<typeof useActions> {
  const { store, effects } = readPage(useContext(PageContext));
  const state = useSyncExternalStore(store.subscribe, store.getState);
  return { state, dispatch: store.dispatch, effects };
}

function readPage(page: Page | undefined): Page {
  if (!page) throw new Error('The page is used outside of its PageProvider');
  return page;
}
