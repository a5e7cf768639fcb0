import Button from '@atlaskit/button/new';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import ChevronDown from '@atlaskit/icon/core/chevron-down';
import type { RequestView } from '../api-schemas';
import { usePage } from '../page-context';
import { StatusLozenge } from './status-lozenge';

/** The status, and where it can go from here. */
export function StatusMenu({ request }: { request: RequestView }) {
  const { state, effects } = usePage();
  return (
    <div className="status-line">
      <StatusLozenge status={request.status} />
      {request.transitions.length > 0 && (
        <DropdownMenu<HTMLButtonElement>
          shouldRenderToParent
          trigger={({ triggerRef, ...trigger }) => (
            <Button
              {...trigger}
              ref={triggerRef}
              spacing="compact"
              appearance="subtle"
              iconAfter={ChevronDown}
              isLoading={state.desk.saving}
            >
              Change status
            </Button>
          )}
        >
          <DropdownItemGroup>
            {request.transitions.map(({ id, name }) => (
              <DropdownItem key={id} onClick={() => void effects.performTransition(id)}>
                {name}
              </DropdownItem>
            ))}
          </DropdownItemGroup>
        </DropdownMenu>
      )}
    </div>
  );
}
