import VisuallyHidden from '@atlaskit/visually-hidden';
import { usePage } from '../page-context';
import { nameNumber } from '../phone-state';
import { countUnreadTexts, listPartners } from '../texts-state';

/** Whose texts show, where there are several. */
export function PartnerChoice({ partner }: { partner: string | undefined }) {
  const { state, dispatch } = usePage();
  const { phone } = state;
  const partners = listPartners(phone);
  if (partners.length < 2) return null;
  return (
    <fieldset className="chips" aria-label="Texts with">
      {partners.map((number) => {
        const unread = countUnreadTexts(phone, number);
        return (
          <button
            key={number}
            type="button"
            className="chip"
            aria-pressed={number === partner}
            onClick={() => dispatch({ type: 'text-partner-chosen', partner: number })}
          >
            {nameNumber(phone, number)}
            {unread > 0 && (
              <>
                <span className="unread-dot" aria-hidden="true" />
                <VisuallyHidden>, {unread} unread</VisuallyHidden>
              </>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
