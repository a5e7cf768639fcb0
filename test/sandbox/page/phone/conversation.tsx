import VisuallyHidden from '@atlaskit/visually-hidden';
import type { Bubble } from '../call-state';
import { useFollowing } from '../use-following';

const PROGRESS: Record<NonNullable<Bubble['progress']>, string> = {
  waiting: 'Will be said when the line listens',
  sending: 'Being said…',
  said: '',
  refused: 'Not said',
};

/** Who said what, newest last; read out as it grows. */
export function Conversation({ bubbles }: { bubbles: Bubble[] }) {
  const { ref, onScroll } = useFollowing<HTMLOListElement>(bubbles);
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
      {bubbles.map((bubble) => (
        <BubbleView key={bubble.id} bubble={bubble} />
      ))}
    </ol>
  );
}

const WHO: Record<Bubble['who'], string> = { line: 'The line', caller: 'You', note: '' };

function BubbleView({ bubble }: { bubble: Bubble }) {
  const progress = bubble.progress ? PROGRESS[bubble.progress] : '';
  return (
    <li className={`bubble bubble-${bubble.who}${bubble.progress ? ` bubble-${bubble.progress}` : ''}`}>
      {WHO[bubble.who] !== '' && <VisuallyHidden>{WHO[bubble.who]}: </VisuallyHidden>}
      <span lang={bubble.language}>{bubble.text}</span>
      {progress !== '' && (
        <span className="bubble-progress">
          {progress}
          {bubble.error === undefined ? '' : `: ${bubble.error}`}
        </span>
      )}
    </li>
  );
}
