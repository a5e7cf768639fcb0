import Avatar from '@atlaskit/avatar';
import Comment, { CommentAuthor, CommentTime } from '@atlaskit/comment';
import Heading from '@atlaskit/heading';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import type { RequestView } from '../api-schemas';
import { formatDay } from '../format';
import { AdfDocument } from './adf';
import { CommentComposer } from './comment-composer';

/** What has been said and done. */
export const Activity = ({ request }: { request: RequestView }) => (
  <section className="stack-tight">
    <Heading size="xsmall" as="h4">
      Activity
    </Heading>
    <Tabs id="activity">
      <TabList>
        <Tab>Comments</Tab>
        <Tab>History</Tab>
      </TabList>
      <TabPanel>
        <div className="activity">
          <CommentComposer />
          <ul className="comments" aria-label="Comments">
            {request.comments.map((comment) => (
              <CommentView key={comment.id} comment={comment} />
            ))}
            {request.comments.length === 0 && <li className="empty">No comments yet.</li>}
          </ul>
        </div>
      </TabPanel>
      <TabPanel>
        <ol className="history activity" aria-label="History">
          {request.history.map((change) => (
            <ChangeView key={change.id} change={change} />
          ))}
          {request.history.length === 0 && <li className="empty">Nothing has changed yet.</li>}
        </ol>
      </TabPanel>
    </Tabs>
  </section>
);

const CommentView = ({ comment }: { comment: RequestView['comments'][number] }) => (
  <li className={comment.public ? 'comment' : 'comment comment-internal'}>
    <Comment
      avatar={<Avatar name={comment.author.displayName} size="small" />}
      author={<CommentAuthor>{comment.author.displayName}</CommentAuthor>}
      time={<CommentTime>{formatDay(comment.created)}</CommentTime>}
      {...(comment.public ? {} : { type: 'Internal note' })}
      content={<AdfDocument node={comment.adf} />}
    />
  </li>
);

const ChangeView = ({ change }: { change: RequestView['history'][number] }) => (
  <li>
    <strong>{change.author.displayName}</strong> {change.items.map(describeChange).join(', ')}{' '}
    <span className="hint">{formatDay(readJiraTime(change.created))}</span>
  </li>
);

function describeChange(item: RequestView['history'][number]['items'][number]): string {
  // Every object has a `toString` that is a function; Jira's is a text, or absent.
  const to = typeof item.toString === 'string' ? item.toString : undefined;
  if (item.fromString === undefined) return `set ${item.field}${to === undefined ? '' : ` to ${to}`}`;
  return `changed ${item.field} from ${item.fromString} to ${to ?? 'nothing'}`;
}

/** Jira leaves the colon out of the offset, which only some browsers read. */
const readJiraTime = (time: string): number => Date.parse(time.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
