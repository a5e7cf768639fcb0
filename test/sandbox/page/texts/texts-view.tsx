import { Failure } from '../failure';
import { formatDate, formatNumber } from '../format';
import { usePage } from '../page-context';
import { WITHHELD } from '../phone/own-numbers';
import { nameNumber } from '../phone-state';
import { listShownTexts, pickPartner } from '../texts-state';
import { useFollowing } from '../use-following';
import { PartnerChoice } from './partner-choice';
import { Reply } from './reply';
import { TextBubble } from './text-bubble';

/** The text messages of the same phone: those with one number at a time. */
export function TextsView() {
  const { state, effects } = usePage();
  const { phone } = state;
  const partner = pickPartner(phone);
  const isUnknown = phone.texts.error !== undefined && !phone.texts.value;
  return (
    <div className="texts">
      <TextsHead partner={partner} />
      <PartnerChoice partner={partner} />
      {isUnknown ? (
        <Failure title="The texts are not known" error={phone.texts.error ?? ''} retry={effects.refresh} />
      ) : (
        <TextList />
      )}
      <Reply key={partner} partner={partner} />
    </div>
  );
}

function TextsHead({ partner }: { partner: string | undefined }) {
  const { state } = usePage();
  const name = partner === undefined ? 'Nobody yet' : nameNumber(state.phone, partner);
  const number = partner === undefined ? '' : formatNumber(partner);
  return (
    <div className="texts-head">
      <span className="texts-face" aria-hidden="true">
        {name.replace(/[^\p{L}\d]/gu, '').charAt(0)}
      </span>
      <div className="texts-names">
        <span className="texts-name">{name}</span>
        <span className="texts-number">{name === number || number === '' ? 'Text messages' : number}</span>
      </div>
    </div>
  );
}

function TextList() {
  const { state } = usePage();
  const { phone } = state;
  const texts = listShownTexts(phone);
  const { ref, onScroll } = useFollowing<HTMLOListElement>(texts.length);
  const lastOwn = texts.findLast((text) => text.from === phone.from);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
    <ol className="text-list" role="log" aria-label="Texts" ref={ref} onScroll={onScroll} tabIndex={0}>
      {texts.map((text, index) => (
        <TextBubble
          key={text.id}
          text={text}
          isOwn={text.from === phone.from}
          isNewDay={formatDate(text.at) !== formatDate(texts[index - 1]?.at ?? 0)}
          tellsStatus={text === lastOwn}
        />
      ))}
      {phone.texts.value && texts.length === 0 && <li className="empty">{explainNone(phone.from)}</li>}
    </ol>
  );
}

const explainNone = (own: string): string =>
  own === WITHHELD
    ? 'This phone hides its number: no text can reach it.'
    : 'No texts yet. The line sends one when a call has become a request.';
