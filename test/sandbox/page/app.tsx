import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { DeskPanel } from './desk/desk-panel';
import { LogPanel } from './log/log-panel';
import { Notice } from './notice';
import { usePage } from './page-context';
import { PhonePanel, UnreadBadge } from './phone/phone-panel';
import type { Area } from './state';
import { countUnreadTexts } from './texts-state';
import { TopBar } from './top-bar';
import { useMediaQuery } from './use-media-query';

/** From here on the three areas fit side by side. */
const WIDE = '(min-width: 1140px)';

const AREAS: { area: Area; title: string; panel: React.ReactNode }[] = [
  { area: 'phone', title: 'Phone', panel: <PhonePanel /> },
  { area: 'log', title: 'What happens', panel: <LogPanel /> },
  { area: 'desk', title: 'Jira', panel: <DeskPanel /> },
];

export function App() {
  const isWide = useMediaQuery(WIDE);
  return (
    <div className="app">
      <TopBar />
      <Notice />
      <main className="app-main">{isWide ? <SideBySide /> : <OneAtATime />}</main>
    </div>
  );
}

const SideBySide = () => (
  <div className="areas">
    {AREAS.map(({ area, title, panel }) => (
      <section key={area} aria-label={title} className={`area area-${area}`}>
        {panel}
      </section>
    ))}
  </div>
);

function OneAtATime() {
  const { state, dispatch } = usePage();
  return (
    <div className="area-tabs">
      <Tabs
        id="areas"
        selected={AREAS.findIndex(({ area }) => area === state.area)}
        onChange={(index) => dispatch({ type: 'area-chosen', area: AREAS[index]?.area ?? 'phone' })}
      >
        <TabList>
          {AREAS.map(({ area, title }) => (
            <Tab key={area}>
              <span className="tab-with-badge">
                {title}
                {/* The phone itself tells of texts where it shows. */}
                {area === 'phone' && state.area !== area && (
                  <UnreadBadge count={countUnreadTexts(state.phone)} />
                )}
              </span>
            </Tab>
          ))}
        </TabList>
        {AREAS.map(({ area, panel }) => (
          <TabPanel key={area}>
            <div className={`area area-${area}`}>{panel}</div>
          </TabPanel>
        ))}
      </Tabs>
    </div>
  );
}
