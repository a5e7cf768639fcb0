import { makeInvoke } from '@forge/bridge';
import type { AdminApi, Answer, SaveLine, SaveOpenAi, SaveTwilio, Setup } from '../../src/contract/admin';
import type { Event, FormName } from './state';

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
  ]);
}

async function save(form: FormName, asked: Promise<Answer<Setup>>, done: string, dispatch: Dispatch) {
  dispatch({ kind: 'save-started', form });
  dispatch({ kind: 'save-ended', form, answer: await settle(asked), done });
}

export const saveTwilio = (payload: SaveTwilio, dispatch: Dispatch) =>
  save('twilio', invoke('saveTwilio', payload), 'The Twilio account is saved.', dispatch);

export const saveOpenAi = (payload: SaveOpenAi, dispatch: Dispatch) =>
  save('openai', invoke('saveOpenAi', payload), 'The OpenAI key is saved.', dispatch);

export const saveLine = (payload: SaveLine, dispatch: Dispatch) =>
  save('line', invoke('saveLine', payload), `The line ${payload.number} is saved.`, dispatch);

export const removeLine = (id: string, dispatch: Dispatch) =>
  save('line', invoke('removeLine', { id }), 'The line is removed.', dispatch);

export const retryParkedCalls = (dispatch: Dispatch) =>
  save('parked', invoke('retryParkedCalls'), 'The calls are being filed; look again in a minute.', dispatch);
