import '@atlaskit/css-reset';
import './jira-admin/jira-admin.css';
import { setBooleanFeatureFlagResolver } from '@atlaskit/platform-feature-flags';
import { createRoot } from 'react-dom/client';
import { applyColours } from './colour-mode';
import { JiraAdmin } from './jira-admin/jira-admin';
import { loadPeople } from './jira-admin/load-people';
import { readVisit } from './jira-admin/visit';

// Atlaskit asks a feature service that only Atlassian's own pages have; without an answer it warns on every start.
setBooleanFeatureFlagResolver(() => false);

async function showPage(root: HTMLElement): Promise<void> {
  const people = await loadPeople();
  const visit = readVisit(new URLSearchParams(window.location.search), people);
  await applyColours(visit.colourMode);
  createRoot(root).render(<JiraAdmin people={people} visit={visit} />);
}

const root = document.getElementById('root');
if (root) void showPage(root);
