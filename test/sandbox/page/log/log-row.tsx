import ChevronDown from '@atlaskit/icon/core/chevron-down';
import ChevronRight from '@atlaskit/icon/core/chevron-right';
import { memo, useMemo } from 'react';
import type { LogEntry } from '../../log';
import { CodeView } from '../code-view';
import { formatTime } from '../format';
import { useActions } from '../page-context';
import { describeDetail, describeTitle } from '../pretty';
import { SOURCE_NAMES } from './sources';

/** One entry; opens to show the whole of it. Entries never change, so a row is drawn once. */
export const LogRow = memo(function LogRow({ entry, isOpen }: { entry: LogEntry; isOpen: boolean }) {
  const { dispatch } = useActions();
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  const detailId = `entry-${entry.seq}`;
  return (
    <li className={`log-row${isOpen ? ' log-row-open' : ''}`}>
      <button
        type="button"
        className="log-row-head"
        aria-expanded={isOpen}
        aria-controls={isOpen ? detailId : undefined}
        onClick={() => dispatch({ type: 'entry-toggled', seq: entry.seq })}
      >
        <span className={`source-dot source-dot-${entry.source}`} aria-hidden="true" />
        <span className="log-row-source">{SOURCE_NAMES[entry.source]}</span>
        <span className="log-row-title">{describeTitle(entry.title)}</span>
        <time className="log-row-time" dateTime={new Date(entry.at).toISOString()}>
          {formatTime(entry.at)}
        </time>
        <Chevron label="" size="small" />
      </button>
      {isOpen && (
        <div className="log-row-detail" id={detailId}>
          <EntryDetail entry={entry} />
        </div>
      )}
    </li>
  );
});

function EntryDetail({ entry }: { entry: LogEntry }) {
  const sections = useMemo(() => describeDetail(entry.detail), [entry]);
  return (
    <>
      <p className="hint">
        {entry.kind}
        {entry.callSid === undefined ? '' : ` · ${entry.callSid}`}
      </p>
      {sections.map((section) => (
        <CodeView key={section.title} section={section} />
      ))}
      {sections.length === 0 && <p className="hint">There is no more to see.</p>}
    </>
  );
}
