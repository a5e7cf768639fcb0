import Button from '@atlaskit/button/new';
import { LOG_SOURCES } from '../log-state';
import { usePage } from '../page-context';
import { SOURCE_NAMES } from './sources';

/** Which sources show. */
export function LogFilters() {
  const { state, dispatch } = usePage();
  return (
    <fieldset className="log-filters" aria-label="Show entries of">
      {LOG_SOURCES.map((source) => {
        const isShown = !state.log.hidden.includes(source);
        return (
          <Button
            key={source}
            spacing="compact"
            isSelected={isShown}
            aria-pressed={isShown}
            onClick={() => dispatch({ type: 'source-toggled', source })}
          >
            {SOURCE_NAMES[source]}
          </Button>
        );
      })}
    </fieldset>
  );
}
