import VisuallyHidden from '@atlaskit/visually-hidden';
import type { Bubble } from '../bubbles';
import { type Call, takesKeysOnly } from '../call-state';
import { useFollowing } from '../use-following';

/** Who said what, newest last; read out as it grows. */
export function Conversation({ call }: { call: Call }) {
  const { ref, onScroll } = useFollowing<HTMLOListElement>(call.bubbles);
  const isKeysOnly = takesKeysOnly(call);
  return (
    <ol
      className="conversation"
      role="log"
      aria-label="Conversation"
      ref={ref}
      onScroll={onScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
      tabIndex={0}
    >
      {inOrder(call.bubbles).map((bubble) => (
        <BubbleView key={bubble.id} bubble={bubble} progress={describeProgress(bubble, isKeysOnly)} />
      ))}
    </ol>
  );
}

/** What waits to be said stays in sight, at the end. */
const inOrder = (bubbles: readonly Bubble[]): Bubble[] => [
  ...bubbles.filter(({ progress }) => progress !== 'waiting'),
  ...bubbles.filter(({ progress }) => progress === 'waiting'),
];

function describeProgress({ progress, look, error }: Bubble, isKeysOnly: boolean): string {
  switch (progress) {
    case 'waiting':
      if (look === 'keys') return 'Pressed after your words; press again to cut them off';
      return isKeysOnly ? 'Waits: this moment takes keys only' : 'Will be said when the line listens';
    case 'sending':
      return look === 'keys' ? '' : 'Being said…';
    case 'refused':
      return `Not heard${error === undefined ? '' : `: ${error}`}`;
    default:
      return '';
  }
}

const WHO: Record<Bubble['who'], string> = { line: 'The line', caller: 'You', note: '' };

function BubbleView({ bubble, progress }: { bubble: Bubble; progress: string }) {
  const { who, look } = bubble;
  const classes = ['bubble', `bubble-${who}`, look, bubble.progress].filter((name) => name !== undefined);
  return (
    <li className={classes.map((name, index) => (index < 2 ? name : `bubble-${name}`)).join(' ')}>
      {WHO[who] !== '' && (
        <VisuallyHidden>
          {WHO[who]}
          {look === 'keys' ? ' pressed: ' : ': '}
        </VisuallyHidden>
      )}
      <BubbleText bubble={bubble} />
      {progress !== '' && <span className="bubble-progress">{progress}</span>}
    </li>
  );
}

function BubbleText({ bubble: { look, text, language } }: { bubble: Bubble }) {
  switch (look) {
    case 'keys':
      return <Keys digits={text} />;
    case 'music':
      return <span>♪ {text}</span>;
    case 'whisper':
      return (
        <>
          <span className="bubble-heading">The person hears: </span>
          <span lang={language}>{text}</span>
        </>
      );
    default:
      return <span lang={language}>{text}</span>;
  }
}

const Keys = ({ digits }: { digits: string }) => (
  <span className="keycaps">
    {[...digits].map((key, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: keys are only ever added behind
      <kbd key={index}>{key} </kbd>
    ))}
  </span>
);
