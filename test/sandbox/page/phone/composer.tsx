import Button, { IconButton } from '@atlaskit/button/new';
import MicrophoneIcon from '@atlaskit/icon/core/microphone';
import TextArea from '@atlaskit/textarea';
import { type KeyboardEvent, useState } from 'react';
import { type Call, takesKeysOnly, takesSpeech } from '../call-state';
import { usePage } from '../page-context';
import { readKeys } from '../utterance';
import { MicrophoneStrip } from './microphone-strip';
import { LanguageChoice, SampleChoice } from './speech-choices';

/** What the caller can say: typed, a sample call, or spoken. */
export function Composer({ call }: { call: Call }) {
  const [isSpeaking, setIsSpeaking] = useState(false);
  if (isSpeaking)
    return <MicrophoneStrip isGather={call.listening?.to === 'gather'} close={() => setIsSpeaking(false)} />;
  return (
    <div className="composer">
      <div className="composer-row">
        <SampleChoice />
        <LanguageChoice />
      </div>
      <TypedSpeech call={call} openMicrophone={() => setIsSpeaking(true)} />
    </div>
  );
}

function TypedSpeech({ call, openMicrophone }: { call: Call; openMicrophone: () => void }) {
  const { state, effects } = usePage();
  const [text, setText] = useState('');
  const { language, isLanguageChosen } = state.phone;
  // At a moment for keys alone, digits that were typed are meant as keys; words wait.
  const keys = takesKeysOnly(call) ? readKeys(text) : undefined;
  const say = (): void => {
    if (text.trim() === '') return;
    setText('');
    if (keys === undefined)
      void effects.say({ kind: 'typed', text: text.trim(), ...(isLanguageChosen && { language }) });
    else void effects.pressKeys(keys);
  };
  const sayOnEnter = (event: KeyboardEvent): void => {
    // Enter also ends a word that is being composed, in Japanese for one.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    say();
  };
  return (
    <>
      <div className="composer-row">
        <div className="grow">
          <TextArea
            aria-label="What you say"
            aria-describedby="composer-hint"
            placeholder="Type what you say…"
            minimumRows={3}
            maxHeight="76px"
            resize="none"
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              effects.linger();
            }}
            onKeyDown={sayOnEnter}
          />
        </div>
        <div className="composer-buttons">
          <IconButton icon={MicrophoneIcon} label="Use the microphone" onClick={openMicrophone} />
          <Button appearance="primary" onClick={say} isDisabled={text.trim() === ''}>
            {keys === undefined ? 'Say it' : 'Press'}
          </Button>
        </div>
      </div>
      <p className="hint composer-hint" id="composer-hint">
        {describeHint(call)}
      </p>
    </>
  );
}

function describeHint(call: Call): string {
  if (takesKeysOnly(call)) return 'Keys only now: words wait, digits are pressed.';
  if (call.listening?.to === 'recording') return 'Enter says it, one thing after the other.';
  if (takesSpeech(call)) return 'Enter says it, now.';
  return 'Enter says it as soon as the line listens.';
}
