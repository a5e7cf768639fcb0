import Button from '@atlaskit/button/new';
import TextField from '@atlaskit/textfield';
import VisuallyHidden from '@atlaskit/visually-hidden';
import { useState } from 'react';
import { Failure } from '../failure';
import { formatDay, formatNumber } from '../format';
import { usePage } from '../page-context';
import { listOwnTexts, pickPartner, type Text } from '../phone-state';
import { useFollowing } from '../use-following';

/** The text messages of the same phone. */
export function TextsView() {
  const { state, effects } = usePage();
  const { phone } = state;
  const texts = listOwnTexts(phone);
  const { ref, onScroll } = useFollowing<HTMLOListElement>(texts.length);
  const partner = pickPartner(phone);
  return (
    <div className="texts">
      <p className="texts-head">
        {formatNumber(phone.from)} <span aria-hidden="true">↔</span>
        <VisuallyHidden> with </VisuallyHidden> {partner ? formatNumber(partner) : 'nobody yet'}
      </p>
      {phone.texts.error !== undefined && !phone.texts.value ? (
        <Failure title="The texts are not known" error={phone.texts.error} retry={effects.refresh} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        <ol className="conversation" role="log" aria-label="Texts" ref={ref} onScroll={onScroll} tabIndex={0}>
          {texts.map((text) => (
            <TextView key={text.id} text={text} isOwn={text.from === phone.from} />
          ))}
          {phone.texts.value && texts.length === 0 && (
            <li className="empty">No texts yet. The line sends one when a call has become a request.</li>
          )}
        </ol>
      )}
      <Reply partner={partner} />
    </div>
  );
}

const TextView = ({ text, isOwn }: { text: Text; isOwn: boolean }) => (
  <li className={`bubble ${isOwn ? 'bubble-caller' : 'bubble-line'}`}>
    <VisuallyHidden>{isOwn ? 'You' : formatNumber(text.from)}: </VisuallyHidden>
    <span>{text.body}</span>
    <span className="bubble-progress">
      {formatDay(text.at)}
      {text.status === 'failed' || text.status === 'undelivered' ? ` · ${text.status}` : ''}
    </span>
  </li>
);

function Reply({ partner }: { partner: string | undefined }) {
  const { state, effects } = usePage();
  const [body, setBody] = useState('');
  const { sendingText, textError } = state.phone;
  const send = async (): Promise<void> => {
    if (body.trim() !== '' && partner && (await effects.sendText(body.trim()))) setBody('');
  };
  return (
    <form
      className="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {textError !== undefined && (
        <p className="reply-error" role="alert">
          {textError}
        </p>
      )}
      <div className="composer-row">
        <div className="grow">
          <TextField
            aria-label="Text message"
            placeholder={partner ? 'Text message' : 'Choose a line first'}
            isDisabled={!partner}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
        </div>
        <Button
          type="submit"
          appearance="primary"
          isLoading={sendingText}
          isDisabled={!partner || body.trim() === ''}
        >
          Send
        </Button>
      </div>
    </form>
  );
}
