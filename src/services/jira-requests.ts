import { asApp, asUser, type Route } from '@forge/api';
import { z } from 'zod';
import { fail, type Result, succeed } from '../contract/failure';
import { request } from './http';

const TIMEOUT_MS = 20_000;

interface Options {
  method?: 'GET' | 'POST' | 'PUT';
  body?: string | ArrayBuffer;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

type Ask = ReturnType<typeof asApp>['requestJira'];
const asTheApp: Ask = (path, init) => asApp().requestJira(path, init);
export const asTheUser: Ask = (path, init) => asUser().requestJira(path, init);

/** A request whose answer has a shape; as the app, unless `ask` says otherwise. */
export const read = <T>(
  path: Route,
  schema: z.ZodType<T>,
  options: Options = {},
  ask: Ask = asTheApp,
): Promise<Result<T>> =>
  exchange(path, options, ask, async (answer) => schema.safeParse(parseJson(await answer.text()))).then(
    (answer) => {
      if (!answer.ok) return answer;
      return answer.value.success
        ? succeed(answer.value.data)
        : fail({
            kind: 'malformed',
            service: 'jira',
            detail: 'The answer has another shape than documented.',
          });
    },
  );

/** What is no JSON is an answer all the same: asking again could make a second request. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A request of which only the success counts. */
export const send = (path: Route, options: Options): Promise<Result<void>> =>
  exchange(path, options, asTheApp, async () => undefined);

const Refusal = z.object({
  errorMessage: z.string().optional(),
  errorMessages: z.array(z.string()).default([]),
  errors: z.record(z.string(), z.string()).default({}),
});

/** What Jira says about a refusal, as words; its answers are JSON of two kinds. */
function inWords<T>(answer: Result<T>): Result<T> {
  if (answer.ok || answer.failure.kind !== 'rejected') return answer;
  const parsed = Refusal.safeParse(parseJson(answer.failure.detail));
  if (!parsed.success) return answer;
  const { errorMessage, errorMessages, errors } = parsed.data;
  const words = [errorMessage, ...errorMessages, ...Object.entries(errors).map((pair) => pair.join(': '))];
  const detail = words.filter(Boolean).join(' ');
  return detail === '' ? answer : fail({ ...answer.failure, detail });
}

const exchange = <T>(
  path: Route,
  { method = 'GET', body, headers, timeoutMs = TIMEOUT_MS }: Options,
  ask: Ask,
  take: (answer: Awaited<ReturnType<Ask>>) => Promise<T>,
): Promise<Result<T>> =>
  request(
    'jira',
    timeoutMs,
    (signal) =>
      ask(path, {
        method,
        headers: { Accept: 'application/json', ...headers },
        signal,
        ...(body === undefined ? {} : { body }),
      }),
    take,
  ).then(inWords);

/** A body of JSON; what is undefined is left out of it. */
export const json = (value: unknown) => ({
  body: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json' },
});
