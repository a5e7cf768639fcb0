import { z } from 'zod';
import { type Failure, fail, type Result, succeed } from '../contract/failure';
import { type Language, readLanguageTag } from '../contract/language';
import { OPENAI_HOSTS } from '../contract/regions';
import { Reading } from '../contract/understanding';
import type { Asked, Model, Question } from '../intake/ports';
import type { OpenAiAccess } from '../settings/accounts';
import { failureOf, scrub, thrownFailure } from './http';
import { type Metering, responseUse, transcriptionUse } from './openai-usage';

export interface OpenAiAccount extends OpenAiAccess {
  transcriptionModel: string;
  understandingModel: string;
}

/** The longest message is ten minutes; a caller's request must not wait for much longer than that takes. */
const TRANSCRIBE_TIMEOUT_MS = 75_000;
const UNDERSTAND_TIMEOUT_MS = 40_000;
/** An understanding has about 500 tokens; the rest is for models that think before they write. */
const MAX_OUTPUT_TOKENS = 4000;

/** The words are what counts: a language in a shape of its own is one that was not detected. */
const Heard = z.object({
  text: z.string(),
  languages: z
    .array(z.object({ code: z.string() }))
    .nullish()
    .catch(null),
});
/** Ten times what was asked for: no answer that an agent could use, and too much to store beside its transcript. */
const MAX_ANSWER_LENGTH = 20_000;

/** Puts what was said into a question. */
type Ask = (text: string, asked: Asked) => Question;

/**
 * Most invocations ask no model, and do without what the official client costs to evaluate. `eager` keeps it in the
 * handler's own bundle: a chunk of its own would be another file to deploy.
 * https://webpack.js.org/api/module-methods/#webpackmode
 */
const loadLibrary = () => import(/* webpackMode: "eager" */ './openai-library');

/** The models, through OpenAI's official client. It never retries by itself: waiting happens in the queue. */
export function createModel(account: OpenAiAccount, ask: Ask, metering: Metering = () => undefined): Model {
  return {
    transcribe: (wav, hints) =>
      attempt(account, (client) =>
        transcribe({ ...client, model: account.transcriptionModel, metering }, wav, hints),
      ),
    understand: (text, asked) =>
      attempt(account, (client) =>
        understand({ ...client, model: account.understandingModel, metering }, ask(text, asked)),
      ),
  };
}

async function openClient(account: OpenAiAccount) {
  const library = await loadLibrary();
  const client = new library.OpenAI({
    apiKey: account.apiKey,
    organization: null,
    project: account.project ?? null,
    // The client's own `dataResidency` would look at the environment first.
    baseURL: `${OPENAI_HOSTS[account.region]}/v1`,
    maxRetries: 0,
    logLevel: 'off',
    // Naming `Response` keeps the client from finding it out by fetching a `data:` URL, which egress rules refuse.
    fetch: Object.assign((url: string | URL | Request, init?: RequestInit) => fetch(url, init), { Response }),
  });
  return { library, client };
}

type Client = Awaited<ReturnType<typeof openClient>>;

interface Asking extends Client {
  model: string;
  metering: Metering;
}

async function transcribe(
  { library, client, model, metering }: Asking,
  wav: Uint8Array<ArrayBuffer>,
  { language, vocabulary }: Parameters<Model['transcribe']>[1],
): ReturnType<Model['transcribe']> {
  const heard = await client.audio.transcriptions.create(
    {
      file: await library.toFile(wav, 'call.wav', { type: 'audio/wav' }),
      model,
      response_format: 'json',
      ...languageHint(model, language),
      ...vocabularyHint(model, vocabulary),
    },
    { timeout: TRANSCRIBE_TIMEOUT_MS },
  );
  metering(transcriptionUse(model, heard, wav));
  const parsed = Heard.safeParse(heard);
  if (!parsed.success) return malformed('The transcription has no text.');
  const { text, languages } = parsed.data;
  return succeed({ text: text.trim(), language: language ?? readLanguageTag(languages?.[0]?.code ?? '') });
}

async function understand(
  { library, client, model, metering }: Asking,
  question: Question,
): ReturnType<Model['understand']> {
  // Not the client's `parse`: it throws at an answer that is not of the schema, and that is paid for too.
  const response = await client.responses.create(
    {
      model,
      ...question,
      text: { format: library.zodTextFormat(Reading, 'understanding') },
      max_output_tokens: MAX_OUTPUT_TOKENS,
      // The default keeps the call at OpenAI for at least 30 days.
      store: false,
    },
    { timeout: UNDERSTAND_TIMEOUT_MS },
  );
  metering(responseUse(model, response));
  if (response.status === 'incomplete') return unusable('incomplete', 'The model stopped early.');
  if (response.output.some(isRefusal)) return unusable('declined', 'The model declined to answer.');
  if (response.output_text.length > MAX_ANSWER_LENGTH) return malformed('The answer is far too long.');
  const understanding = Reading.safeParse(readJson(response.output_text));
  if (!understanding.success) return malformed('The answer has another shape than was asked for.');
  const { data } = understanding;
  return succeed({ ...data, language: readLanguageTag(data.language) });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRefusal = (item: { type: string; content?: unknown }): boolean =>
  item.type === 'message' &&
  Array.isArray(item.content) &&
  item.content.some((part: { type?: unknown }) => part.type === 'refusal');

/** Only `gpt-transcribe` takes a list, and only the others take a single language in its place. */
const languageHint = (model: string, language: Language | undefined) => {
  if (language === undefined) return {};
  const code = language.slice(0, 2);
  return model.startsWith('gpt-transcribe') ? { languages: [code] } : { language: code };
};

const vocabularyHint = (model: string, vocabulary: readonly string[]) => {
  if (vocabulary.length === 0) return {};
  return model.startsWith('gpt-transcribe')
    ? { keywords: [...vocabulary] }
    : { prompt: vocabulary.join(', ') };
};

const unusable = (kind: 'declined' | 'incomplete' | 'malformed', detail: string): Result<never> =>
  fail({ kind, service: 'openai', detail });
const malformed = (detail: string): Result<never> => unusable('malformed', detail);

async function attempt<T>(
  account: OpenAiAccount,
  ask: (client: Client) => Promise<Result<T>>,
): Promise<Result<T>> {
  const client = await openClient(account);
  try {
    return await ask(client);
  } catch (thrown) {
    return fail(openAiFailure(thrown, client.library));
  }
}

/** Codes that no waiting cures: https://platform.openai.com/docs/guides/error-codes */
const OUT_OF_QUOTA = new Set(['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active']);

function openAiFailure(
  thrown: unknown,
  { APIConnectionError, APIConnectionTimeoutError, APIError }: Client['library'],
): Failure {
  if (thrown instanceof APIConnectionTimeoutError)
    return { kind: 'timed-out', service: 'openai', detail: 'No answer in time.' };
  if (thrown instanceof APIConnectionError) return thrownFailure('openai', thrown.cause ?? thrown);
  if (thrown instanceof APIError && typeof thrown.status === 'number') {
    const failure = failureOf(
      'openai',
      thrown.status,
      thrown.message,
      thrown.headers?.get('retry-after') ?? null,
    );
    return OUT_OF_QUOTA.has(thrown.code ?? '') ? { ...failure, kind: 'quota-exceeded' } : failure;
  }
  // What is left comes from reading an answer: cut off on its way, or not JSON, not the schema, not the documented shape.
  if (thrown instanceof TypeError && thrown.cause !== undefined) return thrownFailure('openai', thrown);
  return { kind: 'malformed', service: 'openai', detail: thrown instanceof Error ? scrub(thrown.name) : '' };
}
