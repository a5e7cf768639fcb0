import { IconButton } from '@atlaskit/button/new';
import Cross from '@atlaskit/icon/core/cross';
import { useEffect, useState } from 'react';
import { systemClock } from '../../clock';
import { usePage } from '../page-context';
import { nameNumber } from '../phone-state';
import { findAnnounced, type Text } from '../texts-state';
import { TextBody } from './text-bubble';

/** Milliseconds: long enough to key in a code. */
const SHOWN_FOR = 20_000;

/** A text that has just come slides in over whatever the phone shows, and is read out. */
export function TextAnnouncement() {
  const { state } = usePage();
  const text = findAnnounced(state.phone);
  return (
    <div className="announcement-place" role="status" aria-label="New text">
      {text && <Announcement key={text.id} text={text} />}
    </div>
  );
}

function Announcement({ text }: { text: Text }) {
  const { state, dispatch } = usePage();
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    // Whoever points at it or has reached it by keyboard is still reading.
    if (isHeld) return;
    return systemClock.after(SHOWN_FOR, () => dispatch({ type: 'text-announcement-closed' }));
  }, [isHeld, dispatch]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps it from going away
    <div
      className="announcement"
      onMouseEnter={() => setIsHeld(true)}
      onMouseLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <button
        type="button"
        className="announcement-text"
        onClick={() => dispatch({ type: 'text-partner-chosen', partner: text.from })}
      >
        <span className="announcement-head">
          <strong>{nameNumber(state.phone, text.from)}</strong>
          <span>Text · now</span>
        </span>
        <TextBody body={text.body} />
      </button>
      <IconButton
        icon={Cross}
        label="Close"
        appearance="subtle"
        spacing="compact"
        onClick={() => dispatch({ type: 'text-announcement-closed' })}
      />
    </div>
  );
}
