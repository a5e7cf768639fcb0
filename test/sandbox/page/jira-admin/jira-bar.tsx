import Button, { IconButton } from '@atlaskit/button/new';
import DropdownMenu, { DropdownItemRadio, DropdownItemRadioGroup } from '@atlaskit/dropdown-menu';
import Globe from '@atlaskit/icon/core/globe';
import PersonIcon from '@atlaskit/icon/core/person';
import Settings from '@atlaskit/icon/core/settings';
import ThemeIcon from '@atlaskit/icon/core/theme';
import Link from '@atlaskit/link';
import type { Person } from '../ui-kit/people';
import { changeVisit, type Visit } from './visit';

const LOCALES = [
  { id: 'en-US', title: 'English' },
  { id: 'de-DE', title: 'Deutsch' },
];
const COLOURS = [
  { id: 'light', title: 'Light' },
  { id: 'dark', title: 'Dark' },
];

const describePerson = ({ displayName, isAdministrator }: Person): string =>
  `${displayName} (${isAdministrator ? 'administrator' : 'no administrator'})`;

/** Jira's top bar, and in its place for what concerns the viewer: who that is, in which language and colours. */
export function JiraBar({ people, visit }: { people: Person[]; visit: Visit }) {
  return (
    <header className="jira-bar">
      <span className="jira-mark" aria-hidden="true">
        <Settings label="" color="currentColor" />
      </span>
      <span className="jira-name">Jira</span>
      <span className="jira-bar-gap" />
      <Link href="/">Sandbox</Link>
      <Choice label="Language" name="locale" icon={Globe} chosen={visit.locale} options={LOCALES} />
      <Choice label="Colours" name="theme" icon={ThemeIcon} chosen={visit.colourMode} options={COLOURS} />
      <Choice
        label="Who looks"
        name="as"
        icon={PersonIcon}
        chosen={visit.accountId}
        options={people.map((person) => ({ id: person.accountId, title: describePerson(person) }))}
        shown={people.find(({ accountId }) => accountId === visit.accountId)?.displayName ?? visit.accountId}
      />
    </header>
  );
}

interface ChoiceProps {
  label: string;
  name: 'as' | 'locale' | 'theme';
  icon: typeof Globe;
  chosen: string;
  options: { id: string; title: string }[];
  /** Stands beside the icon. */
  shown?: string;
}

const Choice = ({ label, name, icon, chosen, options, shown }: ChoiceProps) => (
  <DropdownMenu<HTMLButtonElement>
    shouldRenderToParent
    placement="bottom-end"
    trigger={({ triggerRef, ...trigger }) =>
      shown === undefined ? (
        <IconButton {...trigger} ref={triggerRef} icon={icon} label={label} appearance="subtle" />
      ) : (
        <Button
          {...trigger}
          ref={triggerRef}
          iconBefore={icon}
          appearance="subtle"
          aria-label={`${label}: ${shown}`}
        >
          {shown}
        </Button>
      )
    }
  >
    <DropdownItemRadioGroup title={label} id={name}>
      {options.map(({ id, title }) => (
        <DropdownItemRadio key={id} id={id} isSelected={chosen === id} onClick={() => changeVisit(name, id)}>
          {title}
        </DropdownItemRadio>
      ))}
    </DropdownItemRadioGroup>
  </DropdownMenu>
);
