import { z } from 'zod';
import { isTranscriptionModel, type TranscriptionModel } from './models';
import { Problem, refuse, unknownModel } from './problem';

const EXTENSIONS = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm'];
const LARGEST_BYTES = 25 * 1024 * 1024;

const FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'] as const;
export type TranscriptionFormat = (typeof FORMATS)[number];

/** `text` works with the 4o models though the reference names `json` only; the service's own message says so. */
const FORMATS_OF_MODEL: Record<TranscriptionModel, readonly TranscriptionFormat[]> = {
  'whisper-1': ['json', 'text', 'srt', 'verbose_json', 'vtt'],
  'gpt-transcribe': ['json', 'text'],
  'gpt-4o-transcribe': ['json', 'text'],
  'gpt-4o-mini-transcribe': ['json', 'text'],
  'gpt-4o-mini-transcribe-2025-12-15': ['json', 'text'],
  'gpt-4o-transcribe-diarize': ['json', 'text', 'diarized_json'],
};
const LOGPROB_MODELS = ['gpt-4o-transcribe', 'gpt-4o-mini-transcribe', 'gpt-4o-mini-transcribe-2025-12-15'];
const LANGUAGE_CODE = /^[a-z]{2,3}$/;

const FIELDS = [
  'file',
  'model',
  'language',
  'prompt',
  'response_format',
  'temperature',
  'stream',
  'chunking_strategy',
  'include',
  'keywords',
  'languages',
  'timestamp_granularities',
  'known_speaker_names',
  'known_speaker_references',
] as const;
type Field = (typeof FIELDS)[number];

export interface TranscriptionRequest {
  file: File;
  model: TranscriptionModel;
  format: TranscriptionFormat;
  language: string | undefined;
  prompt: string | undefined;
  logprobs: boolean;
  stream: boolean;
  chunked: boolean;
  granularities: string[];
  speakers: string[];
}

/**
 * Checks a multipart form as the service does.
 * https://developers.openai.com/api/reference/resources/audio/subresources/transcriptions/methods/create
 * @throws Problem 400, 404 or 413
 */
export function parseTranscription(form: FormData): TranscriptionRequest {
  const fields = collectFields(form);
  const one = (field: Field) => fields.get(field)?.at(-1);
  const file = form.get('file');
  if (!(file instanceof File))
    throw refuse('file', "Missing required parameter: 'file'.", 'missing_required_parameter');
  const model = one('model');
  if (model === undefined)
    throw refuse('model', "Missing required parameter: 'model'.", 'missing_required_parameter');
  if (!isTranscriptionModel(model)) throw unknownModel(404, model);
  checkFile(file);
  const format = parseFormat(one('response_format'), model);
  checkModelRules(fields, model, format);
  return {
    file,
    model,
    format,
    language: one('language'),
    prompt: one('prompt'),
    logprobs: (fields.get('include') ?? []).includes('logprobs'),
    // "Streaming is not supported for the whisper-1 model and will be ignored."
    stream: one('stream') === 'true' && model !== 'whisper-1',
    chunked: fields.has('chunking_strategy'),
    granularities: fields.get('timestamp_granularities') ?? ['segment'],
    speakers: fields.get('known_speaker_names') ?? [],
  };
}

/** `include[]`, `include[0]` and `chunking_strategy[type]` are how clients write lists and objects in a form. */
function collectFields(form: FormData): Map<Field, string[]> {
  const known = new Map<string, Field>(FIELDS.map((field) => [field, field]));
  const fields = new Map<Field, string[]>();
  for (const [key, value] of form.entries()) {
    const field = known.get(key.replace(/\[.*$/, ''));
    if (field === undefined) throw refuse(key, `Unknown parameter: '${key}'.`, 'unknown_parameter');
    if (typeof value === 'string') fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  return fields;
}

function checkFile(file: File): void {
  if (file.size > LARGEST_BYTES) {
    const message = `413: Maximum content size limit (${LARGEST_BYTES}) exceeded (${file.size} bytes read)`;
    throw new Problem(413, { message, type: 'server_error' });
  }
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase();
  if (extension === undefined || !EXTENSIONS.includes(extension)) {
    const supported = EXTENSIONS.map((name) => `'${name}'`).join(', ');
    throw new Problem(400, { message: `Invalid file format. Supported formats: [${supported}]` });
  }
}

function parseFormat(value: string | undefined, model: TranscriptionModel): TranscriptionFormat {
  const format = z.enum(FORMATS).safeParse(value ?? 'json');
  if (!format.success) {
    throw refuse(
      'response_format',
      `Invalid value: '${value}'. Supported values are: ${FORMATS.join(', ')}.`,
    );
  }
  const allowed = FORMATS_OF_MODEL[model];
  if (allowed.includes(format.data)) return format.data;
  const advice = allowed.map((name) => `'${name}'`).join(' or ');
  throw refuse(
    'response_format',
    `response_format '${format.data}' is not compatible with model '${model}'. Use ${advice} instead.`,
    'unsupported_value',
  );
}

function checkModelRules(
  fields: Map<Field, string[]>,
  model: TranscriptionModel,
  format: TranscriptionFormat,
): void {
  const unsupported = (field: Field) =>
    refuse(field, `'${field}' is not supported for model '${model}'.`, 'unsupported_parameter');
  for (const field of ['keywords', 'languages'] as const) {
    if (fields.has(field) && model !== 'gpt-transcribe') throw unsupported(field);
  }
  const isDiarizing = model === 'gpt-4o-transcribe-diarize';
  for (const field of ['prompt', 'include', 'timestamp_granularities'] as const) {
    if (fields.has(field) && isDiarizing) throw unsupported(field);
  }
  for (const field of ['known_speaker_names', 'known_speaker_references'] as const) {
    if (fields.has(field) && !isDiarizing) throw unsupported(field);
  }
  if (fields.has('include')) checkInclude(fields.get('include') ?? [], model, format);
  if (fields.has('timestamp_granularities')) checkGranularities(fields, format);
  checkValues(fields);
}

function checkInclude(include: string[], model: TranscriptionModel, format: TranscriptionFormat): void {
  const wrong = include.find((name) => name !== 'logprobs');
  if (wrong !== undefined)
    throw refuse('include', `Invalid value: '${wrong}'. Supported values are: 'logprobs'.`);
  if (!LOGPROB_MODELS.includes(model) || format !== 'json') {
    throw refuse(
      'include',
      `'logprobs' needs response_format 'json' and one of the models ${LOGPROB_MODELS.join(', ')}.`,
      'unsupported_value',
    );
  }
}

function checkGranularities(fields: Map<Field, string[]>, format: TranscriptionFormat): void {
  const granularities = fields.get('timestamp_granularities') ?? [];
  if (format !== 'verbose_json') {
    throw refuse('timestamp_granularities', "timestamp_granularities needs response_format 'verbose_json'.");
  }
  const wrong = granularities.find((name) => name !== 'word' && name !== 'segment');
  if (wrong !== undefined) {
    throw refuse(
      'timestamp_granularities',
      `Invalid value: '${wrong}'. Supported values are: 'word' and 'segment'.`,
    );
  }
}

function checkValues(fields: Map<Field, string[]>): void {
  for (const field of ['language', 'languages'] as const) {
    const wrong = fields.get(field)?.find((code) => !LANGUAGE_CODE.test(code));
    if (wrong !== undefined) {
      throw refuse(
        field,
        `Invalid language '${wrong}'. Language parameter must be specified in ISO-639-1 format.`,
        'invalid_language_format',
      );
    }
  }
  const temperature = fields.get('temperature')?.at(-1);
  if (temperature !== undefined && !(Number(temperature) >= 0 && Number(temperature) <= 1)) {
    throw refuse('temperature', `Invalid 'temperature': expected a number from 0 to 1, got ${temperature}.`);
  }
}
