import { z } from 'zod';
import { type Failure, type Result, succeed } from '../contract/failure';
import { OPENAI_HOSTS } from '../contract/regions';
import type { OpenAiAccess } from '../settings/accounts';
import type { ModelAnswer } from '../settings/providers';
import { request } from './http';

/** Whoever asks waits at a page, and Forge ends a resolver after 25 s. */
const TIMEOUT_MS = 6000;

const Model = z.object({ id: z.string() });

/** Several refusals share a status; https://developers.openai.com/api/docs/guides/error-codes */
const BY_CODE: Record<string, ModelAnswer> = {
  incorrect_hostname: 'elsewhere',
  mismatched_project: 'other-project',
  model_not_found: 'missing',
};
const BY_STATUS: Record<number, ModelAnswer> = { 401: 'refused', 403: 'restricted', 404: 'missing' };

/** See {@link Providers.askModel}. Without the official client, which the page's bundle needs for nothing else. */
export async function askModel(
  { apiKey, project, region }: OpenAiAccess,
  model: string,
): Promise<Result<ModelAnswer>> {
  const asked = await request(
    'openai',
    TIMEOUT_MS,
    (signal) =>
      fetch(`${OPENAI_HOSTS[region]}/v1/models/${encodeURIComponent(model)}`, {
        headers: {
          Authorization: `Bearer ${apiKey}`,
          ...(project !== undefined && { 'OpenAI-Project': project }),
        },
        signal,
      }),
    async (answer) => Model.parse(await answer.json()),
  );
  if (asked.ok) return succeed('usable');
  const answer = answerOf(asked.failure);
  return answer === undefined ? asked : succeed(answer);
}

function answerOf({ status = 0, detail }: Failure): ModelAnswer | undefined {
  const code = /"code"\s*:\s*"(\w+)"/.exec(detail)?.[1];
  return status < 500 ? (BY_CODE[code ?? ''] ?? BY_STATUS[status]) : undefined;
}
