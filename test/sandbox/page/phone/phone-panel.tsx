import Badge from '@atlaskit/badge';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { usePage } from '../page-context';
import { countUnreadTexts, type PhoneState } from '../phone-state';
import { CallView } from './call-view';
import { IdleView } from './idle-view';
import { TextsView } from './texts-view';

const VIEWS: PhoneState['view'][] = ['call', 'texts'];

/** The caller's phone. */
export function PhonePanel() {
  const { state, dispatch } = usePage();
  const { phone } = state;
  const unread = countUnreadTexts(phone);
  return (
    <div className="phone">
      <div className="phone-screen">
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
                {unread > 0 && (
                  <span role="status" aria-label={`${unread} unread`}>
                    <Badge appearance="primary">{unread}</Badge>
                  </span>
                )}
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
