import { makeInvoke } from '@forge/bridge';
import type { AdminApi, Answer, SaveBlocked, SaveLine, Setup } from '../../src/contract/admin';
import type { SaveOpenAi, SaveTwilio } from '../../src/contract/admin-credentials';
import type { Event, FormName } from './state';
import { describeTried, UNDER_WAY } from './words';

const invoke = makeInvoke<AdminApi>();

type Dispatch = (event: Event) => void;

const NO_ANSWER = 'The app did not answer. Check your connection, then try again.';

/** A request that never came back is an answer too; the page says so. */
const settle = async <T>(asked: Promise<Answer<T>>): Promise<Answer<T>> => {
  try {
    return await asked;
  } catch {
    return { ok: false, error: { message: NO_ANSWER } };
  }
};

export async function load(dispatch: Dispatch): Promise<void> {
  await Promise.all([
    settle(invoke('getSetup')).then((answer) => dispatch({ kind: 'setup-received', answer })),
    settle(invoke('listServiceDesks')).then((answer) => dispatch({ kind: 'desks-received', answer })),
    loadHeldCalls(dispatch),
  ]);
}

const loadHeldCalls = async (dispatch: Dispatch): Promise<void> =>
  dispatch({ kind: 'held-received', answer: await settle(invoke('listHeldCalls')) });

/** @param cursor where the page before ended; without it the newest are asked for. */
export async function loadAudit(cursor: string | undefined, dispatch: Dispatch): Promise<void> {
  dispatch({ kind: 'audit-asked' });
  const asked = invoke('listAudit', cursor === undefined ? {} : { cursor });
  dispatch({ kind: 'audit-received', answer: await settle(asked) });
}

async function save(
  form: FormName,
  asked: Promise<Answer<Setup>>,
  done: string | ((setup: Setup) => string),
  dispatch: Dispatch,
) {
  dispatch({ kind: 'save-started', form });
  const answer = await settle(asked);
  const words = typeof done === 'string' ? done : answer.ok ? done(answer.value) : '';
  dispatch({ kind: 'save-ended', form, answer, done: words });
}

export const saveTwilio = (payload: SaveTwilio, dispatch: Dispatch) =>
  save('twilio', invoke('saveTwilio', payload), 'The Twilio account is saved.', dispatch);

export const saveOpenAi = (payload: SaveOpenAi, dispatch: Dispatch) =>
  save('openai', invoke('saveOpenAi', payload), 'The OpenAI key is saved.', dispatch);

export const saveLine = (payload: SaveLine, dispatch: Dispatch) =>
  save('line', invoke('saveLine', payload), `The line ${payload.number} is saved.`, dispatch);

export const saveBlocked = (payload: SaveBlocked, dispatch: Dispatch) =>
  save('blocked', invoke('saveBlocked', payload), 'The blocked numbers are saved.', dispatch);

/** What a line's confirmation reads like, in its first language. */
export async function previewText(line: Setup['lines'][number], dispatch: Dispatch): Promise<void> {
  const { template } = line.confirmation;
  const asked = invoke('previewText', {
    kind: 'confirmation',
    language: line.languages[0] ?? 'en',
    lineName: line.name,
    ...(template === undefined ? {} : { template }),
  });
  dispatch({ kind: 'preview-received', answer: await settle(asked) });
}

export const removeLine = (id: string, dispatch: Dispatch) =>
  save('line', invoke('removeLine', { id }), 'The line is removed.', dispatch);

export const connectNumber = (lineId: string, number: string, dispatch: Dispatch) =>
  save(
    'line',
    invoke('connectNumber', { lineId }).then((answer) => (answer.ok ? invoke('getSetup') : answer)),
    `${number} is connected.`,
    dispatch,
  );

export async function retryParkedCalls(dispatch: Dispatch): Promise<void> {
  await save('held', invoke('retryParkedCalls'), describeTried, dispatch);
  await loadHeldCalls(dispatch);
}

export async function retryCall(id: string, dispatch: Dispatch): Promise<void> {
  await save('held', invoke('retryCall', { id }), UNDER_WAY, dispatch);
  await loadHeldCalls(dispatch);
}

export const pauseIntake = (dispatch: Dispatch) =>
  save('pause', invoke('pauseIntake'), 'New callers are turned away from now on.', dispatch);

export const resumeIntake = (dispatch: Dispatch) =>
  save('pause', invoke('resumeIntake'), 'Calls are taken again.', dispatch);
