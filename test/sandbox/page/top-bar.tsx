import { IconButton } from '@atlaskit/button/new';
import DropdownMenu, { DropdownItemRadio, DropdownItemRadioGroup } from '@atlaskit/dropdown-menu';
import Heading from '@atlaskit/heading';
import Phone from '@atlaskit/icon/core/phone';
import ThemeIcon from '@atlaskit/icon/core/theme';
import Link from '@atlaskit/link';
import Lozenge from '@atlaskit/lozenge';
import { showColourMode } from './colour-mode';
import type { LogState } from './log-state';
import { usePage } from './page-context';
import type { ColourMode } from './state';

const CONNECTIONS: Record<
  LogState['connection'],
  { text: string; appearance: 'success' | 'removed' | 'default' }
> = {
  connecting: { text: 'Connecting', appearance: 'default' },
  live: { text: 'Live', appearance: 'success' },
  lost: { text: 'Not connected', appearance: 'removed' },
};

export function TopBar() {
  const { state } = usePage();
  const { text, appearance } = CONNECTIONS[state.log.connection];
  return (
    <header className="top-bar">
      <span className="brand-mark" aria-hidden="true">
        <Phone label="" color="currentColor" />
      </span>
      <Heading size="small" as="h1">
        Voice to Ticket
      </Heading>
      <span className="top-bar-subtitle">Sandbox</span>
      <span className="spacer" />
      <Link href="/admin">Admin page</Link>
      <span role="status" aria-label="Connection to the sandbox">
        <Lozenge appearance={appearance}>{text}</Lozenge>
      </span>
      <ColourModeMenu />
    </header>
  );
}

const COLOUR_MODES: { id: ColourMode; title: string }[] = [
  { id: 'auto', title: 'Like the system' },
  { id: 'light', title: 'Light' },
  { id: 'dark', title: 'Dark' },
];

function ColourModeMenu() {
  const { state, dispatch } = usePage();
  const choose = (colourMode: ColourMode): void => {
    dispatch({ type: 'colour-mode-chosen', colourMode });
    void showColourMode(colourMode);
  };
  return (
    <DropdownMenu<HTMLButtonElement>
      shouldRenderToParent
      placement="bottom-end"
      trigger={({ triggerRef, ...trigger }) => (
        <IconButton {...trigger} ref={triggerRef} icon={ThemeIcon} label="Colours" appearance="subtle" />
      )}
    >
      <DropdownItemRadioGroup title="Colours" id="colour-mode">
        {COLOUR_MODES.map(({ id, title }) => (
          <DropdownItemRadio key={id} id={id} isSelected={state.colourMode === id} onClick={() => choose(id)}>
            {title}
          </DropdownItemRadio>
        ))}
      </DropdownItemRadioGroup>
    </DropdownMenu>
  );
}
