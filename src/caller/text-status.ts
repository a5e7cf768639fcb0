import type { Audit } from '../contract/audit';
import type { TextTrouble } from '../contract/caller';
import { type Failure, type Result, succeed } from '../contract/failure';
import type { CallerBook } from './caller-book';
import { callerNumber } from './number';
import type { TextTroubleBook } from './ports';
import { pseudonymOf } from './pseudonym';
import { refusalOfCode, type TextRefusal, textRefusal } from './text-refusal';

/** What became of a text of ours, as the provider tells; `from` is our number, `to` the caller's. */
export interface TextReport {
  textId: string;
  from: string;
  to: string;
  status: string;
  errorCode?: number | undefined;
}

export interface TextStatusWorld {
  callers: Pick<CallerBook, 'setTextsOff' | 'noteNoTexts'>;
  troubles: TextTroubleBook;
  pepper: string;
  audit: Audit;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Whether something follows from how far a text has come: most reports only say that it is on its way. */
export const isTelling = ({ status }: Pick<TextReport, 'status'>): boolean =>
  status === 'delivered' || status === 'undelivered' || status === 'failed';

/**
 * Takes what became of a text: a person who wants none, a number that none reaches and a number of ours from which none
 * gets through are remembered. Harmless to repeat; what fails is only less well known.
 */
export async function takeTextStatus(report: TextReport, world: TextStatusWorld): Promise<Result<void>> {
  const { textId, from, to, status, errorCode } = report;
  if (status === 'delivered')
    return world.troubles.change(from, (trouble) =>
      trouble !== undefined && showsOtherwise(to, trouble) ? undefined : trouble,
    );
  if (status !== 'undelivered' && status !== 'failed') return succeed(undefined);
  await world.audit({
    action: 'text-undelivered',
    outcome: 'failed',
    service: 'twilio',
    failure: 'rejected',
    textId,
    ...(isCode(errorCode) ? { code: errorCode } : {}),
  });
  const refusal = errorCode === undefined ? undefined : refusalOfCode(errorCode);
  return refusal === undefined ? succeed(undefined) : remember(refusal, { textId, from, to }, world);
}

/**
 * Remembers why Twilio did not even take a text.
 *
 * @param text `textId` only tells a repeat from another text: anything that is the same for the same text will do
 */
export async function takeTextRefusal(
  failure: Failure,
  text: Pick<TextReport, 'textId' | 'from' | 'to'>,
  world: TextStatusWorld,
): Promise<Result<void>> {
  const refusal = textRefusal(failure);
  return refusal === undefined ? succeed(undefined) : remember(refusal, text, world);
}

async function remember(
  { kind, code }: TextRefusal,
  { textId, from, to }: Pick<TextReport, 'textId' | 'from' | 'to'>,
  { callers, troubles, pepper, audit, now }: TextStatusWorld,
): Promise<Result<void>> {
  if (kind === 'line') return troubles.change(from, (trouble) => addTo(trouble, code, textId, now()));
  const pseudonym = pseudonymOf(callerNumber(to), pepper);
  if (pseudonym === undefined) return succeed(undefined);
  if (kind === 'unreachable') return callers.noteNoTexts(pseudonym, { at: now(), code });
  const noted = await callers.setTextsOff(pseudonym, { at: now(), how: 'carrier' });
  if (noted.ok) await audit({ action: 'texts-off', outcome: 'done', code });
  return noted;
}

const addTo = (trouble: TextTrouble | undefined, code: number, lastId: string, now: number): TextTrouble => {
  if (trouble?.lastId === lastId) return trouble;
  return trouble?.code === code
    ? { ...trouble, count: trouble.count + 1, lastId }
    : { code, since: now, count: 1, lastId };
};

/** Only of texts to the US, and to Canada: one that arrives elsewhere says nothing. */
const OF_NORTH_AMERICA: ReadonlySet<number> = new Set([30032, 30034]);

/** Whether a text that arrived shows that the trouble is over. */
const showsOtherwise = (to: string, { code }: TextTrouble): boolean =>
  !OF_NORTH_AMERICA.has(code) || to.startsWith('+1');

const isCode = (code: number | undefined): code is number =>
  code !== undefined && Number.isInteger(code) && code >= 10_000 && code <= 99_999;
