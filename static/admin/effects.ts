import { makeInvoke } from '@forge/bridge';
import type { AdminApi, Answer, Setup } from '../../src/contract/admin';
import type { AccountsCheck } from '../../src/contract/admin-accounts';
import type { ListCalls } from '../../src/contract/admin-calls';
import type { SaveOpenAi, SaveTwilio } from '../../src/contract/admin-credentials';
import type { TryLine } from '../../src/contract/admin-trial';
import type { Language } from '../../src/contract/language';
import type { Prices, Retention } from '../../src/contract/prices';
import type { Line } from '../../src/contract/settings';
import type { LineDraft } from './lines/draft';
import { toPayload } from './lines/payload';
import type { Changed, Dispatch, FormName, ViewName, Views } from './state';
import type { Words } from './words';

const invoke = makeInvoke<AdminApi>();

/** A request that never came back is an answer too; the page says so. */
async function settle<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await asked;
  } catch {
    return { ok: false, error: { code: 'no-answer', message: 'The app did not answer. Try again.' } };
  }
}

let asks = 0;

/** Asks the app for something to show. */
async function show<K extends ViewName>(
  view: K,
  asked: Promise<Answer<Views[K]>>,
  dispatch: Dispatch,
  more = false,
): Promise<void> {
  const ask = ++asks;
  dispatch({ kind: 'asked', view, ask });
  const event = { kind: 'answered', view, ask, answer: await settle(asked), more } as const;
  // TypeScript does not tie the name of a view to its answer in a union; `show` itself does.
  dispatch(event as Parameters<Dispatch>[0]);
}

export const loadSetup = (dispatch: Dispatch) => show('setup', invoke('getSetup'), dispatch);
export const loadDesks = (dispatch: Dispatch) => show('desks', invoke('listServiceDesks'), dispatch);
export const checkAccounts = (dispatch: Dispatch) => show('accounts', invoke('checkAccounts'), dispatch);
export const loadUsage = (month: string, dispatch: Dispatch) =>
  show('usage', invoke('getUsage', { month }), dispatch);
export const loadCall = (id: string, dispatch: Dispatch) => show('call', invoke('getCall', { id }), dispatch);

/** @param cursor where the page before ended; without it the newest are asked for. */
export const loadCalls = (filter: ListCalls, dispatch: Dispatch) =>
  show('calls', invoke('listCalls', filter), dispatch, filter.cursor !== undefined);
export const loadAudit = (cursor: string | undefined, dispatch: Dispatch) =>
  show('audit', invoke('listAudit', cursor === undefined ? {} : { cursor }), dispatch, cursor !== undefined);

export const loadFields = (serviceDeskId: string, requestTypeId: string, dispatch: Dispatch) =>
  show('fields', invoke('listRequestFields', { serviceDeskId, requestTypeId }), dispatch);

/** Its words can be looked at before the rest of a line is entered. */
const UNNAMED = { number: '+14155550100', name: '–', serviceDeskId: '0', requestTypeId: '0' };

export function previewPrompts(draft: LineDraft, language: Language, dispatch: Dispatch) {
  const entered = Object.fromEntries(
    Object.keys(UNNAMED).flatMap((key) => {
      const value = draft[key as keyof typeof UNNAMED].trim();
      return value === '' ? [] : [[key, value]];
    }),
  );
  const line = { ...toPayload(draft), ...UNNAMED, ...entered };
  return show('prompts', invoke('previewPrompts', { line, language }), dispatch);
}

/** How a text of a line would read, in its first language. */
export function previewText(draft: LineDraft, kind: 'confirmation' | 'status', dispatch: Dispatch) {
  const template = draft[`${kind}Template`].trim();
  const asked = invoke('previewText', {
    kind,
    language: draft.languages[0] ?? 'en',
    lineName: draft.name.trim() || '–',
    ...(template === '' ? {} : { template }),
  });
  return show(`${kind}Preview`, asked, dispatch);
}

export const tryLine = (payload: TryLine, dispatch: Dispatch) =>
  show('trial', invoke('tryLine', payload), dispatch);

async function save<T>(
  form: FormName,
  asked: Promise<Answer<T>>,
  changes: (value: T) => Changed,
  done: string,
  dispatch: Dispatch,
): Promise<boolean> {
  dispatch({ kind: 'save-started', form });
  const answer = await settle(asked);
  if (answer.ok) dispatch({ kind: 'save-ended', form, done, changed: changes(answer.value) });
  else dispatch({ kind: 'save-ended', form, error: answer.error, done, changed: {} });
  return answer.ok;
}

const asSetup = (setup: Setup): Changed => ({ setup });
const asAccounts = (accounts: AccountsCheck): Changed => ({ accounts });

/** Credentials decide what the accounts look like. */
async function saveCredential(
  form: 'twilio' | 'openai',
  asked: Promise<Answer<Setup>>,
  done: string,
  dispatch: Dispatch,
): Promise<void> {
  if (await save(form, asked, asSetup, done, dispatch)) await checkAccounts(dispatch);
}

export const saveTwilio = (payload: SaveTwilio, { say }: Words, dispatch: Dispatch) =>
  saveCredential('twilio', invoke('saveTwilio', payload), say('credentials.twilioSaved'), dispatch);
export const saveOpenAi = (payload: SaveOpenAi, { say }: Words, dispatch: Dispatch) =>
  saveCredential('openai', invoke('saveOpenAi', payload), say('credentials.openAiSaved'), dispatch);
export const saveRotation = (rotationDays: number, { say }: Words, dispatch: Dispatch) =>
  save(
    'rotation',
    invoke('saveRotation', { rotationDays }),
    asSetup,
    say('credentials.rotationSaved'),
    dispatch,
  );

export const connectNumber = (
  { id, number }: Pick<Line, 'id' | 'number'>,
  { say }: Words,
  dispatch: Dispatch,
) =>
  save(
    'numbers',
    invoke('connectNumber', { lineId: id }),
    asAccounts,
    say('numbers.connected', { number }),
    dispatch,
  );
export const disconnectNumber = (number: string, { say }: Words, dispatch: Dispatch) =>
  save(
    'numbers',
    invoke('disconnectNumber', { number }),
    asAccounts,
    say('numbers.disconnected', { number }),
    dispatch,
  );

export async function saveLine(draft: LineDraft, done: string, dispatch: Dispatch): Promise<void> {
  const saved = await save('line', invoke('saveLine', toPayload(draft)), asSetup, done, dispatch);
  // A line gives a number its name, and its problems their meaning.
  if (saved) await checkAccounts(dispatch);
}
export const removeLine = ({ id, name }: Pick<Line, 'id' | 'name'>, { say }: Words, dispatch: Dispatch) =>
  save('lines', invoke('removeLine', { id }), asSetup, say('lines.removed', { name }), dispatch);

export async function retryCall(id: string, filter: ListCalls, { say }: Words, dispatch: Dispatch) {
  await save('calls', invoke('retryCall', { id }), asSetup, say('calls.retried'), dispatch);
  await loadCalls(filter, dispatch);
}
export async function retryParkedCalls(filter: ListCalls, { say }: Words, dispatch: Dispatch) {
  await save('calls', invoke('retryParkedCalls'), asSetup, say('calls.retriedAll'), dispatch);
  await loadCalls(filter, dispatch);
}

export async function savePrices(prices: Prices, month: string, { say }: Words, dispatch: Dispatch) {
  const saved = await save(
    'prices',
    invoke('savePrices', prices),
    asSetup,
    say('usage.pricesSaved'),
    dispatch,
  );
  if (saved) await loadUsage(month, dispatch);
}

export const pauseIntake = ({ say }: Words, dispatch: Dispatch) =>
  save('pause', invoke('pauseIntake'), asSetup, say('safety.pausedDone'), dispatch);
export const resumeIntake = ({ say }: Words, dispatch: Dispatch) =>
  save('pause', invoke('resumeIntake'), asSetup, say('safety.resumedDone'), dispatch);
export const saveRetention = (retention: Retention, { say }: Words, dispatch: Dispatch) =>
  save('retention', invoke('saveRetention', retention), asSetup, say('safety.retentionSaved'), dispatch);
export const saveBlocked = (blocked: string[], { say }: Words, dispatch: Dispatch) =>
  save('blocked', invoke('saveBlocked', { blocked }), asSetup, say('safety.blockedSaved'), dispatch);
export async function disconnect({ say }: Words, dispatch: Dispatch): Promise<void> {
  const done = await save('disconnect', invoke('disconnect'), asSetup, say('safety.disconnected'), dispatch);
  if (done) return dispatch({ kind: 'forgotten', view: 'accounts' });
  // Some of it may have been done all the same.
  await Promise.all([loadSetup(dispatch), checkAccounts(dispatch)]);
}
