import Flag, { AutoDismissFlag, FlagGroup } from '@atlaskit/flag';
import type { FlagOptions } from './bridge';
import { findIcon } from './components/icons';

const LOOKS = {
  info: { glyph: 'information', color: 'var(--ds-icon-information)' },
  success: { glyph: 'status-success', color: 'var(--ds-icon-success)' },
  warning: { glyph: 'status-warning', color: 'var(--ds-icon-warning)' },
  error: { glyph: 'error', color: 'var(--ds-icon-danger)' },
} as const;

/** The messages of `showFlag`, over the page's corner. */
export const Flags = ({ flags, dismiss }: { flags: FlagOptions[]; dismiss(id: FlagOptions['id']): void }) => (
  <FlagGroup label="Messages" onDismissed={dismiss}>
    {flags.map(({ id, title = '', description, type = 'info', appearance, actions = [], isAutoDismiss }) => {
      const { glyph, color } = LOOKS[appearance ?? type];
      const Icon = findIcon(glyph);
      const Shown = isAutoDismiss === true ? AutoDismissFlag : Flag;
      return (
        <Shown
          key={id}
          id={id}
          title={title}
          description={description}
          {...(appearance === undefined
            ? { icon: <Icon label={type} color={color as never} /> }
            : { appearance })}
          actions={actions.map(({ text, onClick }) => ({ content: text, onClick: () => onClick() }))}
        />
      );
    })}
  </FlagGroup>
);
