import High from '@atlaskit/icon/core/priority-high';
import Highest from '@atlaskit/icon/core/priority-highest';
import Low from '@atlaskit/icon/core/priority-low';
import Lowest from '@atlaskit/icon/core/priority-lowest';
import Medium from '@atlaskit/icon/core/priority-medium';
import { token } from '@atlaskit/tokens';

/** Jira's own scheme; a priority of another name shows without a picture. */
const ICONS = {
  Highest: { Icon: Highest, color: token('color.icon.danger') },
  High: { Icon: High, color: token('color.icon.danger') },
  Medium: { Icon: Medium, color: token('color.icon.warning') },
  Low: { Icon: Low, color: token('color.icon.information') },
  Lowest: { Icon: Lowest, color: token('color.icon.information') },
} as const;

const isKnown = (priority: string): priority is keyof typeof ICONS => priority in ICONS;

export function PriorityIcon({ priority }: { priority: string }) {
  if (!isKnown(priority)) return <span className="hint">{priority}</span>;
  const { Icon, color } = ICONS[priority];
  return (
    <span className="priority" title={`Priority: ${priority}`}>
      <Icon label={`Priority: ${priority}`} color={color} />
    </span>
  );
}
