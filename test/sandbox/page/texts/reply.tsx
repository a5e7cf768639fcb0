import { IconButton } from '@atlaskit/button/new';
import SendIcon from '@atlaskit/icon/core/send';
import TextArea from '@atlaskit/textarea';
import { type KeyboardEvent, useRef, useState } from 'react';
import { usePage } from '../page-context';
import { describeLength } from '../text-parts';

/** Words that every line of Twilio's understands. */
const QUICK_REPLIES = ['STOP', 'START', 'HELP'];

export function Reply({ partner }: { partner: string | undefined }) {
  const { state, effects } = usePage();
  const [body, setBody] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { sendingText, textError } = state.phone;
  const canSend = partner !== undefined && body.trim() !== '' && !sendingText;
  const send = async (): Promise<void> => {
    if (canSend && (await effects.sendText(body.trim()))) setBody('');
    field.current?.focus();
  };
  const sendOnEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
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
      <QuickReplies isDisabled={partner === undefined || sendingText} />
      <div className="composer-row">
        <div className="grow">
          <TextArea
            ref={field}
            aria-label="Text message"
            aria-describedby="reply-length"
            placeholder={partner === undefined ? 'Choose a line first' : 'Text message'}
            isDisabled={partner === undefined}
            minimumRows={1}
            maxHeight="96px"
            resize="smart"
            maxLength={1600}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
            onKeyDown={sendOnEnter}
          />
        </div>
        <IconButton
          type="submit"
          appearance="primary"
          shape="circle"
          icon={SendIcon}
          label="Send"
          isLoading={sendingText}
          isDisabled={!canSend}
        />
      </div>
      <p className="hint" id="reply-length">
        {body === '' ? 'Enter sends it.' : describeLength(body)}
      </p>
    </form>
  );
}

function QuickReplies({ isDisabled }: { isDisabled: boolean }) {
  const { effects } = usePage();
  return (
    <fieldset className="chips" aria-label="Quick replies">
      {QUICK_REPLIES.map((word) => (
        <button
          key={word}
          type="button"
          className="chip"
          disabled={isDisabled}
          onClick={() => void effects.sendText(word)}
        >
          {word}
        </button>
      ))}
    </fieldset>
  );
}
