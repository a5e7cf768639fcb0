import {
  Box,
  Spinner,
  Stack,
  Tab as TabHead,
  TabList,
  TabPanel,
  Tabs,
  useTranslation,
  xcss,
} from '@forge/react';
import { useEffect, useReducer } from 'react';
import type { Setup } from '../../src/contract/admin';
import { Banners } from './banners';
import { Calls } from './calls/view';
import { useIsAfter } from './clock';
import { checkAccounts, loadDesks, loadSetup } from './effects';
import { Lines } from './lines/view';
import { PageProvider, Show, usePage } from './parts';
import { Safety } from './safety/view';
import { SetUp } from './setup/view';
import { initialState, reduce, TABS, type Tab } from './state';
import { TrialView } from './trial/view';
import { UsageView } from './usage/view';
import { useWords } from './use-words';

const WIDE = xcss({ width: '100%' });

/** Longer than translations take; a page in English is better than none. */
const PATIENCE_MS = 3000;

/** The admin page: what is set up and what is wrong with it, lines, calls, what they cost, and how to stop it all. */
export function AdminPage() {
  const [state, dispatch] = useReducer(reduce, initialState);
  const isReady = useLanguage();
  useEffect(() => {
    void loadSetup(dispatch);
    void loadDesks(dispatch);
    void checkAccounts(dispatch);
  }, []);
  if (!isReady) return <Spinner size="large" />;
  return (
    <PageProvider value={{ state, dispatch }}>
      <Page />
    </PageProvider>
  );
}

/** Whether the words of this language are there, or can't be waited for any longer. */
function useLanguage(): boolean {
  const { ready } = useTranslation();
  const isLate = useIsAfter(PATIENCE_MS);
  return ready || isLate;
}

function Page() {
  const { state, dispatch } = usePage();
  const { say } = useWords();
  return (
    <Show loaded={state.views.setup} retry={() => loadSetup(dispatch)} label={say('page.loading')}>
      {(setup) => (
        <Stack space="space.200">
          <Banners setup={setup} />
          <Tabs
            id="admin"
            selected={TABS.indexOf(state.tab)}
            onChange={(index: number) => dispatch({ kind: 'tab-chosen', tab: TABS[index] ?? 'setup' })}
          >
            <TabList>
              {TABS.map((tab) => (
                <TabHead key={tab}>{say(`tabs.${tab}`)}</TabHead>
              ))}
            </TabList>
            {TABS.map((tab) => (
              <TabPanel key={tab}>
                {/* What is not looked at is not there: it would go on asking the app. */}
                {tab === state.tab && (
                  <Box paddingBlock="space.200" xcss={WIDE}>
                    <TabContent tab={tab} setup={setup} />
                  </Box>
                )}
              </TabPanel>
            ))}
          </Tabs>
        </Stack>
      )}
    </Show>
  );
}

function TabContent({ tab, setup }: { tab: Tab; setup: Setup }) {
  switch (tab) {
    case 'setup':
      return <SetUp setup={setup} />;
    case 'lines':
      return <Lines setup={setup} />;
    case 'trial':
      return <TrialView setup={setup} />;
    case 'calls':
      return <Calls setup={setup} />;
    case 'usage':
      return <UsageView />;
    case 'safety':
      return <Safety setup={setup} />;
  }
}
