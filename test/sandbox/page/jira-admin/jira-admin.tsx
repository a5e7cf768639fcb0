import Heading from '@atlaskit/heading';
import { useEffect, useState } from 'react';
import { Beside } from '../ui-kit/beside';
import { People, type Person } from '../ui-kit/people';
import { UiKitModule } from '../ui-kit/ui-kit-module';
import { JiraBar } from './jira-bar';
import { sayPrompt } from './say-prompt';
import type { Visit } from './visit';

/** Jira's administration, with a page of the app in it. */
export function JiraAdmin({ people, visit }: { people: Person[]; visit: Visit }) {
  const [title, setTitle] = useState('Voice to Ticket');
  useEffect(() => {
    document.title = `${title} - Jira settings`;
  }, [title]);
  return (
    <People.Provider value={people}>
      <a className="jira-skip" href="#content">
        Skip to the content
      </a>
      <JiraBar people={people} visit={visit} />
      <div className="jira-body">
        <SideNavigation title={title} />
        <main id="content" className="jira-main" tabIndex={-1}>
          <div className="jira-page">
            <Heading size="large" as="h1">
              {title}
            </Heading>
            <Beside.Provider value={sayPrompt}>
              <UiKitModule
                moduleKey={visit.moduleKey}
                accountId={visit.accountId}
                locale={visit.locale}
                colourMode={visit.colourMode}
                onTitle={setTitle}
              />
            </Beside.Provider>
          </div>
        </main>
      </div>
    </People.Provider>
  );
}

const NEIGHBOURS = ['System', 'Products', 'Spaces', 'Work items'];

/** Where an app's admin page is found: a stub, of which only this page is here. */
const SideNavigation = ({ title }: { title: string }) => (
  <nav className="jira-side" aria-label="Jira settings">
    <p className="jira-side-title">Jira settings</p>
    <ul>
      {NEIGHBOURS.map((name) => (
        <li key={name} className="jira-side-stub">
          {name}
        </li>
      ))}
      <li className="jira-side-section">
        Apps
        <ul>
          <li className="jira-side-stub">Manage apps</li>
          <li>
            <a href={window.location.search || '?'} aria-current="page">
              {title}
            </a>
          </li>
        </ul>
      </li>
    </ul>
  </nav>
);
