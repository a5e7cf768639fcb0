import Button, { IconButton } from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import ArrowDown from '@atlaskit/icon/core/arrow-down';
import Pause from '@atlaskit/icon/core/video-pause';
import Play from '@atlaskit/icon/core/video-play';
import SectionMessage from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import { countHeldBack, type LogState, listShownEntries } from '../log-state';
import { usePage } from '../page-context';
import { useFollowing } from '../use-following';
import { LogFilters } from './log-filters';
import { LogRow } from './log-row';

/** Rows in the page; older ones are still kept by the sandbox, at /_sandbox/log. */
const ROWS = 500;

/** Everything that passes between the stand-ins and the app, live. */
export function LogPanel() {
  const { state } = usePage();
  const shown = listShownEntries(state.log).slice(-ROWS);
  const { ref, isFollowing, onScroll, follow } = useFollowing<HTMLOListElement>(shown.at(-1)?.seq);
  return (
    <>
      <div className="area-head">
        <Heading size="small" as="h2">
          What happens
        </Heading>
        <span className="spacer" />
        <PauseButton />
      </div>
      <LogFilters />
      {state.log.connection === 'lost' && (
        <div className="area-message" role="alert">
          <SectionMessage appearance="warning">
            <p>The sandbox does not answer. New entries show as soon as it is back.</p>
          </SectionMessage>
        </div>
      )}
      <ol
        className="log-list"
        role="log"
        aria-live="off"
        aria-label="Log"
        ref={ref}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        tabIndex={0}
      >
        {shown.map((entry) => (
          <LogRow key={entry.seq} entry={entry} isOpen={state.log.selected === entry.seq} />
        ))}
        {shown.length === 0 && <NoEntries log={state.log} />}
      </ol>
      {!isFollowing && shown.length > 0 && (
        <div className="log-follow">
          <span className="log-follow-button">
            <Button iconBefore={ArrowDown} spacing="compact" onClick={follow}>
              Newest
            </Button>
          </span>
        </div>
      )}
    </>
  );
}

function PauseButton() {
  const { state, dispatch } = usePage();
  const isPaused = state.log.pausedAt !== undefined;
  const heldBack = countHeldBack(state.log);
  return (
    <>
      {isPaused && (
        <span className="hint" role="status">
          Paused{heldBack > 0 ? `, ${heldBack} new` : ''}
        </span>
      )}
      <IconButton
        icon={isPaused ? Play : Pause}
        label={isPaused ? 'Go on' : 'Pause'}
        appearance="subtle"
        spacing="compact"
        onClick={() => dispatch({ type: 'pause-toggled' })}
      />
    </>
  );
}

function NoEntries({ log }: { log: LogState }) {
  if (log.connection === 'connecting')
    return (
      <li className="empty">
        <Spinner label="Connecting" />
      </li>
    );
  return (
    <li className="empty">
      {log.entries.length > 0
        ? 'Everything is filtered out.'
        : 'Nothing has happened yet. Place a call and watch.'}
    </li>
  );
}
