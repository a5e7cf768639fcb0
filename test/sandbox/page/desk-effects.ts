import type { EffectPorts, Effects } from './effects';
import { loadOpenRequest, loadRequests, wordError } from './loading';

export function deskEffects(
  ports: EffectPorts,
): Pick<Effects, 'openRequest' | 'addComment' | 'performTransition'> {
  const { api, store } = ports;
  const save = async (write: (key: string) => Promise<void>): Promise<boolean> => {
    const key = store.getState().desk.open;
    if (key === undefined) return false;
    store.dispatch({ type: 'save-started' });
    const error = await write(key).catch(wordError);
    await Promise.all([loadRequests(ports), loadOpenRequest(ports)]);
    store.dispatch({ type: 'save-ended', ...(error === undefined ? {} : { error }) });
    return error === undefined;
  };
  return {
    async openRequest(key) {
      store.dispatch({ type: 'request-opened', key });
      await loadOpenRequest(ports);
    },
    addComment: (text, isPublic) => save((key) => api.addComment(key, { text, public: isPublic })),
    performTransition: async (transitionId) =>
      void (await save((key) => api.performTransition(key, transitionId))),
  };
}
