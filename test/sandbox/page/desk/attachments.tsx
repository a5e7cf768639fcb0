import Heading from '@atlaskit/heading';
import Link from '@atlaskit/link';
import type { RequestView } from '../api-schemas';
import { formatBytes } from '../format';

type Attachment = RequestView['attachments'][number];

/** Files; a recording can be played. */
export const Attachments = ({ attachments }: { attachments: Attachment[] }) => (
  <section className="stack-tight">
    <Heading size="xsmall" as="h4">
      Attachments
    </Heading>
    <ul className="attachments">
      {attachments.map((attachment) => (
        <li key={attachment.id} className="card">
          <span className="attachment-name">
            <Link href={attachment.url} target="_blank">
              {attachment.filename}
            </Link>
            <span className="hint"> {formatBytes(attachment.size)}</span>
          </span>
          {attachment.mimeType.startsWith('audio/') && (
            // biome-ignore lint/a11y/useMediaCaption: the call's transcript stands in the comments
            <audio
              controls
              preload="metadata"
              src={attachment.url}
              aria-label={`Recording ${attachment.filename}`}
            />
          )}
        </li>
      ))}
    </ul>
  </section>
);
