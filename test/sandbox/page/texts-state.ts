import { toDialled } from './format';
import { fail, type Loadable, succeed } from './loadable';

/** A text message as the phone shows it. */
export interface Text {
  id: string;
  /** E.164. */
  from: string;
  /** E.164. */
  to: string;
  body: string;
  /** Milliseconds since the epoch. */
  at: number;
  status: string;
}

/** The part of the phone's state that is about texts. */
export interface TextsState {
  view: 'call' | 'texts';
  /** E.164: the caller's own number. */
  from: string;
  /** As dialled: digits, +, spaces. */
  to: string;
  texts: Loadable<Text[]>;
  /** The ids of the texts that came in and were looked at. */
  textsSeen: ReadonlySet<string>;
  /** With whom the texts on the screen were exchanged, where somebody was chosen. E.164. */
  partner?: string | undefined;
  /** The id of the text that is announced on top of whatever shows. */
  announced?: string | undefined;
  sendingText: boolean;
  textError?: string | undefined;
}

export type TextsAction =
  | { type: 'texts-loaded'; texts: Text[] }
  | { type: 'texts-failed'; error: string }
  | { type: 'text-sending' }
  | { type: 'text-sent' }
  | { type: 'text-refused'; error: string }
  /** Somebody's texts are to show. */
  | { type: 'text-partner-chosen'; partner: string }
  | { type: 'text-announcement-closed' };

export const initialTexts: Pick<TextsState, 'texts' | 'textsSeen' | 'sendingText'> = {
  texts: {},
  textsSeen: new Set(),
  sendingText: false,
};

/** The texts of the chosen own number with whomever, oldest first. */
export function listOwnTexts(phone: TextsState): Text[] {
  const own = (phone.texts.value ?? []).filter((text) => text.from === phone.from || text.to === phone.from);
  return own.sort((a, b) => a.at - b.at);
}

const partnerOf = (phone: TextsState, text: Text): string => (text.from === phone.from ? text.to : text.from);

/** With whom texts were exchanged, the latest first. E.164. */
export const listPartners = (phone: TextsState): string[] => [
  ...new Set(
    listOwnTexts(phone)
      .reverse()
      .map((text) => partnerOf(phone, text)),
  ),
];

/** Whose texts show, and whom a reply goes to: whoever was chosen, or wrote last, else the line that is dialled. */
export function pickPartner(phone: TextsState): string | undefined {
  return phone.partner ?? listPartners(phone)[0] ?? toDialled(phone.to, phone.from);
}

/** The texts that show, oldest first. */
export function listShownTexts(phone: TextsState): Text[] {
  const partner = pickPartner(phone);
  return listOwnTexts(phone).filter((text) => partnerOf(phone, text) === partner);
}

const NOT_ARRIVED = ['queued', 'sending', 'sent', 'undelivered', 'failed'];

/** Whether a text has reached the phone; one on its way shows on no real phone, and may never come. */
const hasArrived = (text: Text): boolean => !NOT_ARRIVED.includes(text.status);

const listArrived = (phone: TextsState): Text[] =>
  listOwnTexts(phone).filter((text) => text.to === phone.from && hasArrived(text));

const listUnread = (phone: TextsState): Text[] =>
  listArrived(phone).filter(({ id }) => !phone.textsSeen.has(id));

/** @param from only of this sender */
export const countUnreadTexts = (phone: TextsState, from?: string): number =>
  listUnread(phone).filter((text) => from === undefined || text.from === from).length;

/** The text to announce, while it has not been looked at. */
export const findAnnounced = (phone: TextsState): Text | undefined =>
  listUnread(phone).find(({ id }) => id === phone.announced);

export function reduceTexts<S extends TextsState>(phone: S, action: TextsAction): S {
  switch (action.type) {
    case 'texts-loaded': {
      const first = phone.texts.value === undefined;
      const loaded = { ...phone, texts: succeed(action.texts) };
      return first ? markAllSeen(loaded) : announce(markShownSeen(loaded), phone);
    }
    case 'texts-failed':
      return { ...phone, texts: fail(phone.texts, action.error) };
    case 'text-sending':
      return { ...phone, sendingText: true, textError: undefined };
    case 'text-sent':
      return { ...phone, sendingText: false };
    case 'text-refused':
      return { ...phone, sendingText: false, textError: action.error };
    case 'text-partner-chosen':
      return markShownSeen({ ...phone, view: 'texts' as const, partner: action.partner });
    case 'text-announcement-closed':
      return { ...phone, announced: undefined };
  }
}

/** The newest of those that came since `before` and are not on the screen already. */
function announce<S extends TextsState>(phone: S, before: TextsState): S {
  const known = new Set(listArrived(before).map(({ id }) => id));
  const news = listUnread(phone).filter(({ id }) => !known.has(id));
  const newest = news.at(-1);
  return newest ? { ...phone, announced: newest.id } : phone;
}

/** Looking at somebody's texts is reading them. */
export function markShownSeen<S extends TextsState>(phone: S): S {
  if (phone.view !== 'texts') return phone;
  const partner = pickPartner(phone);
  return markSeen(
    phone,
    listUnread(phone).filter(({ from }) => from === partner),
  );
}

export const markAllSeen = <S extends TextsState>(phone: S): S => markSeen(phone, listUnread(phone));

const markSeen = <S extends TextsState>(phone: S, texts: Text[]): S =>
  texts.length === 0
    ? phone
    : { ...phone, textsSeen: new Set([...phone.textsSeen, ...texts.map(({ id }) => id)]) };
