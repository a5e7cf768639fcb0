import Badge from '@atlaskit/badge';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { usePage } from '../page-context';
import type { PhoneState } from '../phone-state';
import { TextAnnouncement } from '../texts/text-announcement';
import { TextsView } from '../texts/texts-view';
import { countUnreadTexts } from '../texts-state';
import { CallView } from './call-view';
import { IdleView } from './idle-view';

const VIEWS: PhoneState['view'][] = ['call', 'texts'];

/** The caller's phone. */
export function PhonePanel() {
  const { state, dispatch } = usePage();
  const { phone } = state;
  return (
    <div className="phone">
      <div className="phone-screen">
        <TextAnnouncement />
        <Tabs
          id="phone"
          selected={VIEWS.indexOf(phone.view)}
          onChange={(index) => dispatch({ type: 'view-chosen', view: VIEWS[index] ?? 'call' })}
        >
          <TabList>
            <Tab>Call</Tab>
            <Tab>
              <span className="tab-with-badge">
                Texts
                <UnreadBadge count={countUnreadTexts(phone)} />
              </span>
            </Tab>
          </TabList>
          <TabPanel>
            <div className="phone-view">{phone.call ? <CallView call={phone.call} /> : <IdleView />}</div>
          </TabPanel>
          <TabPanel>
            <div className="phone-view">
              <TextsView />
            </div>
          </TabPanel>
        </Tabs>
      </div>
    </div>
  );
}

export const UnreadBadge = ({ count }: { count: number }) =>
  count === 0 ? null : (
    <span role="status" aria-label={`${count} unread`}>
      <Badge appearance="primary">{count}</Badge>
    </span>
  );
