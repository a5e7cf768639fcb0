import Button from '@atlaskit/button/new';
import TextArea from '@atlaskit/textarea';
import { useState } from 'react';
import { usePage } from '../page-context';

/** Writes as the agent: to the customer, or for colleagues only. */
export function CommentComposer() {
  const { state, effects } = usePage();
  const [text, setText] = useState('');
  const { saving, saveError } = state.desk;
  const isEmpty = text.trim() === '';
  const add = async (isPublic: boolean): Promise<void> => {
    if (await effects.addComment(text.trim(), isPublic)) setText('');
  };
  return (
    <div className="stack-tight">
      <TextArea
        aria-label="Comment as the agent"
        placeholder="Write as the agent…"
        minimumRows={2}
        resize="smart"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {saveError !== undefined && (
        <p className="reply-error" role="alert">
          {saveError}
        </p>
      )}
      <div className="composer-row">
        <Button isDisabled={isEmpty || saving} onClick={() => void add(false)}>
          Add internal note
        </Button>
        <Button appearance="primary" isDisabled={isEmpty || saving} onClick={() => void add(true)}>
          Reply to customer
        </Button>
      </div>
    </div>
  );
}
