import VisuallyHidden from '@atlaskit/visually-hidden';
import { formatDate, formatHour } from '../format';
import { usePage } from '../page-context';
import { nameNumber } from '../phone-state';
import { splitText } from '../text-parts';
import type { Text } from '../texts-state';

interface Props {
  text: Text;
  isOwn: boolean;
  /** The text before is of another day. */
  isNewDay: boolean;
  /** Whether a good end is worth a word. */
  tellsStatus: boolean;
}

export function TextBubble({ text, isOwn, isNewDay, tellsStatus }: Props) {
  const { state } = usePage();
  const status = isOwn ? describeSending(text.status, tellsStatus) : describeArrival(text.status);
  return (
    <li className={`text ${isOwn ? 'text-own' : 'text-other'} text-${text.status}`}>
      {isNewDay && <span className="text-day">{formatDate(text.at)}</span>}
      <div className="text-bubble">
        <VisuallyHidden>{isOwn ? 'You' : nameNumber(state.phone, text.from)}: </VisuallyHidden>
        <TextBody body={text.body} />
      </div>
      <span className="text-foot">
        <time dateTime={new Date(text.at).toISOString()}>{formatHour(text.at)}</time>
        {status !== '' && <span className="text-status"> · {status}</span>}
      </span>
    </li>
  );
}

/** Codes stand out, and are read out digit by digit. */
export const TextBody = ({ body }: { body: string }) => (
  <span className="text-body">
    {splitText(body).map(({ text, look }, index) =>
      look === undefined ? (
        text
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change
        <strong key={index} className={`text-${look}`}>
          {look === 'code' ? <Digits code={text} /> : text}
        </strong>
      ),
    )}
  </span>
);

const Digits = ({ code }: { code: string }) => (
  <>
    <span aria-hidden="true">{code}</span>
    <VisuallyHidden>{[...code].join(' ')}</VisuallyHidden>
  </>
);

/** Of a text from this phone. */
function describeSending(status: string, tellsGood: boolean): string {
  if (status === 'failed' || status === 'undelivered') return 'Not delivered';
  if (status === 'received' || status === 'delivered') return tellsGood ? 'Delivered' : '';
  return 'Sending…';
}

/** Of a text to this phone: one that has come needs no word. */
function describeArrival(status: string): string {
  if (status === 'failed' || status === 'undelivered') return 'Never reached this phone';
  return status === 'queued' || status === 'sending' || status === 'sent' ? 'On its way…' : '';
}
