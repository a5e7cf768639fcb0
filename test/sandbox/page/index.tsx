import '@atlaskit/css-reset';
import './page.css';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { createRoot } from 'react-dom/client';
import { systemClock } from '../clock';
import { createApi } from './api';
import { App } from './app';
import { readColourMode, showColourMode } from './colour-mode';
import { createEffects } from './effects';
import { openEventStream } from './event-stream';
import { PageProvider } from './page-context';
import { createSpeaker } from './speaker';
import { initialState, type PageAction, type PageState, reduce } from './state';
import { createStore } from './store';

// Atlaskit asks a feature service that only Atlassian's own pages have; without an answer it warns on every start.
setBooleanFeatureFlagResolver(() => false);

async function showPage(root: HTMLElement): Promise<void> {
  const store = createStore<PageState, PageAction>(reduce, { ...initialState, colourMode: readColourMode() });
  const api = createApi((...request) => fetch(...request));
  const effects = createEffects({
    api,
    store,
    speaker: createSpeaker(api.loadSound),
    openStream: openEventStream,
    clock: systemClock,
  });
  // The colours load first: a page that shows and then changes its colours is worse than one that comes later.
  await showColourMode(store.getState().colourMode);
  createRoot(root).render(
    <PageProvider page={{ store, effects }}>
      <App />
    </PageProvider>,
  );
  effects.start();
}

const root = document.getElementById('root');
if (root) void showPage(root);
