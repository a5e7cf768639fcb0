import { type Clock, sleep } from './clock';
import type { Crossing, Passage } from './forge/passage';

/** How long the others take to answer the app, in ms on the sandbox's clock: for measuring. Nobody takes any by default. */
export interface Delays {
  transcription?: number;
  understanding?: number;
  jiraCreate?: number;
  /** Every other request to Jira. */
  jira?: number;
  store?: number;
}

/** Lets each request of the app take the time of whom it asks, before `inner` or its answer. */
export const createDelays =
  (clock: Clock, delays: Delays, inner: Passage = (_, proceed) => proceed()): Passage =>
  async (crossing, proceed) => {
    const kind = classify(crossing);
    const ms = kind === undefined ? 0 : (delays[kind] ?? 0);
    if (ms > 0) await sleep(clock, ms);
    return inner(crossing, proceed);
  };

function classify({ to, method, path }: Crossing): keyof Delays | undefined {
  const { pathname } = new URL(path, 'https://any.invalid');
  if (to === 'kvs') return 'store';
  if (to === 'jira') {
    return method === 'POST' && pathname === '/rest/servicedeskapi/request' ? 'jiraCreate' : 'jira';
  }
  if (to !== 'api.openai.com') return undefined;
  if (pathname.endsWith('/audio/transcriptions')) return 'transcription';
  return pathname.endsWith('/responses') ? 'understanding' : undefined;
}
