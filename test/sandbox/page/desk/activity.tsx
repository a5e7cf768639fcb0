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
          {request.history.map(({ id, author, at, text }) => (
            <li key={id}>
              <strong>{author}</strong> {text} <span className="hint">{formatDay(at)}</span>
            </li>
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
      avatar={<Avatar name={comment.author} size="small" />}
      author={<CommentAuthor>{comment.author}</CommentAuthor>}
      time={<CommentTime>{formatDay(comment.created)}</CommentTime>}
      {...(comment.public ? {} : { type: 'Internal note' })}
      content={<AdfDocument node={comment.body} />}
    />
  </li>
);
