import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import { systemClock } from '../../clock';
import { formatSeconds } from '../format';
import { type Microphone, openMicrophone } from '../microphone';
import { usePage } from '../page-context';
import { useNow } from '../use-now';

type Progress =
  | { step: 'asking' }
  | { step: 'recording'; since: number }
  | { step: 'refused'; error: string };

/** Records from the microphone until told to stop. `isGather`: the words are for the exchange, not for a recording. */
export function MicrophoneStrip({ isGather, close }: { isGather: boolean; close: () => void }) {
  const { effects } = usePage();
  const { progress, stop, readLevel } = useMicrophone();
  const now = useNow(progress.step !== 'refused');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the passing of time is the reason to run
  useEffect(effects.linger, [now]);
  const finish = async (): Promise<void> => {
    const take = await stop();
    if (take) void effects.say({ kind: 'microphone', ...take });
    close();
  };
  return (
    <div className="microphone-strip">
      <p className="microphone-status">
        {progress.step === 'recording' && <span className="record-dot" aria-hidden="true" />}
        <span role="status">{describeProgress(progress)}</span>
        {progress.step === 'recording' && (
          <>
            <meter className="grow" aria-label="Loudness" value={readLevel()} />
            <span className="record-time">{formatSeconds((now - progress.since) / 1000)}</span>
          </>
        )}
      </p>
      {progress.step !== 'refused' && <EarsHint isGather={isGather} />}
      <div className="composer-row composer-row-end">
        <Button appearance="subtle" onClick={close}>
          Cancel
        </Button>
        <Button appearance="primary" isDisabled={progress.step !== 'recording'} onClick={() => void finish()}>
          Done speaking
        </Button>
      </div>
    </div>
  );
}

/** Who understands nothing should say so before somebody talks to it. */
function EarsHint({ isGather }: { isGather: boolean }) {
  const { state } = usePage();
  // The telephone company listens to answers itself, and its stand-in is always deaf.
  if (isGather)
    return (
      <p className="hint">
        The line wants an answer here, and the stand-in for Twilio cannot understand real speech: type the
        words, or press a key.
      </p>
    );
  if (state.standIns?.hearsRealAudio) return null;
  return (
    <p className="hint">
      The stand-in for OpenAI cannot understand real speech: it will hear silence. Start the sandbox with
      OPENAI_API_KEY set, or with --route to a speech server, to be understood.
    </p>
  );
}

function describeProgress(progress: Progress): string {
  switch (progress.step) {
    case 'asking':
      return 'Waiting for your permission to use the microphone…';
    case 'recording':
      return 'Speak now';
    case 'refused':
      return `The microphone can't be used: ${progress.error}`;
  }
}

function useMicrophone(): {
  progress: Progress;
  stop: () => ReturnType<Microphone['stop']> | undefined;
  readLevel: () => number;
} {
  const [progress, setProgress] = useState<Progress>({ step: 'asking' });
  const microphone = useRef<Microphone>();
  useEffect(() => {
    let isGone = false;
    openMicrophone().then(
      (opened) => {
        // Permission may come after the person has turned away.
        if (isGone) return opened.cancel();
        microphone.current = opened;
        setProgress({ step: 'recording', since: systemClock.now() });
      },
      (error: unknown) =>
        setProgress({ step: 'refused', error: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isGone = true;
      microphone.current?.cancel();
    };
  }, []);
  return {
    progress,
    stop: () => microphone.current?.stop(),
    readLevel: () => microphone.current?.readLevel() ?? 0,
  };
}
