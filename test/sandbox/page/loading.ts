import type { SandboxApi } from './api';
import type { PageAction, PageState } from './state';
import type { Store } from './store';

export interface LoadingPorts {
  api: SandboxApi;
  store: Store<PageState, PageAction>;
}

export const wordError = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function load<T>(
  { store }: LoadingPorts,
  ask: () => Promise<T>,
  succeed: (value: T) => PageAction,
  fail: (error: string) => PageAction,
): Promise<void> {
  store.dispatch(await ask().then(succeed, (error: unknown) => fail(wordError(error))));
}

export const loadTexts = (ports: LoadingPorts): Promise<void> =>
  load(
    ports,
    () => ports.api.listTexts(),
    (texts) => ({ type: 'texts-loaded', texts }),
    (error) => ({ type: 'texts-failed', error }),
  );

export const loadRequests = (ports: LoadingPorts): Promise<void> =>
  load(
    ports,
    () => ports.api.listRequests(),
    (requests) => ({ type: 'requests-loaded', requests }),
    (error) => ({ type: 'requests-failed', error }),
  );

export async function loadOpenRequest(ports: LoadingPorts): Promise<void> {
  const key = ports.store.getState().desk.open;
  if (key === undefined) return;
  await load(
    ports,
    () => ports.api.loadRequest(key),
    (view) => ({ type: 'request-loaded', key, view }),
    (error) => ({ type: 'request-failed', key, error }),
  );
}

/** Reads everything anew; what fails says so where it shows. */
export async function loadAll(ports: LoadingPorts): Promise<void> {
  const { api, store } = ports;
  await Promise.all([
    load(
      ports,
      () => api.listLines(),
      (lines) => ({ type: 'lines-loaded', lines }),
      (error) => ({ type: 'lines-failed', error }),
    ),
    load(
      ports,
      () => api.listSamples(),
      (samples) => ({ type: 'samples-loaded', samples }),
      (error) => ({ type: 'samples-failed', error }),
    ),
    // The notice says "stand-ins" until the sandbox tells otherwise.
    api.loadStandIns().then(
      (standIns) => store.dispatch({ type: 'stand-ins-learnt', standIns }),
      () => undefined,
    ),
    loadTexts(ports),
    loadRequests(ports),
    loadOpenRequest(ports),
  ]);
}
