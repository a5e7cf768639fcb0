import type { Heard } from './hearing';
import { refuse } from './problem';
import { splitSentences } from './sentences';
import { countAudioTokens, countTokens, splitTokens } from './tokens';
import type { TranscriptionRequest } from './transcription-request';

/** Seconds; the 4o models refuse longer files, and want cuts chosen for them beyond 30 s when they tell voices apart. */
const LONGEST_SECONDS = 1400;
const LONGEST_UNCUT_SECONDS = 30;
/** The 4o models stop in the middle of the sentence there. */
const LONGEST_OUTPUT_TOKENS = 2000;

interface Span {
  text: string;
  start: number;
  end: number;
}

/** @throws Problem 400 for lengths that the model doesn't take */
export function checkLength(request: TranscriptionRequest, seconds: number): void {
  if (request.model !== 'whisper-1' && seconds > LONGEST_SECONDS) {
    throw refuse(
      'file',
      `audio duration ${seconds.toFixed(1)} seconds is longer than ${LONGEST_SECONDS} seconds which is the maximum for this model`,
    );
  }
  const isDiarizing = request.model === 'gpt-4o-transcribe-diarize';
  if (isDiarizing && !request.chunked && seconds > LONGEST_UNCUT_SECONDS) {
    throw refuse('chunking_strategy', 'chunking_strategy is required for diarization models');
  }
}

/** The reply's content type and body in the format that was asked for. */
export function renderTranscription(
  request: TranscriptionRequest,
  heard: Heard,
): { type: string; body: string } {
  const cut = request.model === 'whisper-1' ? heard : { ...heard, text: cutOutput(heard.text) };
  const plain = (body: string, type = 'text/plain') => ({ type: `${type}; charset=utf-8`, body });
  const json = (value: object) => ({ type: 'application/json', body: JSON.stringify(value) });
  switch (request.format) {
    case 'text':
      return plain(`${cut.text}\n`);
    case 'srt':
      return plain(renderCues(cut, (cue, index) => `${index + 1}\n${cue}`, ','));
    case 'vtt':
      return plain(`WEBVTT\n\n${renderCues(cut, (cue) => cue, '.')}`, 'text/vtt');
    case 'verbose_json':
      return json(describeVerbose(request, cut));
    case 'diarized_json':
      return json(describeSpeakers(request, cut));
    case 'json':
      return json(describePlain(request, cut));
  }
}

const cutOutput = (text: string): string => splitTokens(text).slice(0, LONGEST_OUTPUT_TOKENS).join('');

function describePlain(request: TranscriptionRequest, heard: Heard): object {
  return {
    text: heard.text,
    ...(request.model === 'gpt-transcribe' && { languages: heard.languages.map((code) => ({ code })) }),
    ...(request.logprobs && { logprobs: listLogprobs(heard.text) }),
    usage: measureUsage(request, heard),
  };
}

/** whisper-1 and gpt-transcribe are billed by the minute, the 4o models by the token. */
function measureUsage(request: TranscriptionRequest, heard: Heard): object {
  if (request.model === 'whisper-1' || request.model === 'gpt-transcribe') {
    return { type: 'duration', seconds: Math.ceil(heard.seconds) };
  }
  const audio = countAudioTokens(heard.seconds);
  const text = countTokens(request.prompt ?? '');
  const output = countTokens(heard.text);
  return {
    type: 'tokens',
    input_tokens: audio + text,
    input_token_details: { audio_tokens: audio, text_tokens: text },
    output_tokens: output,
    total_tokens: audio + text + output,
  };
}

/** Sure of common words, less of digits and of what follows a gap: enough for code that looks for doubt. */
function listLogprobs(text: string): { token: string; bytes: number[]; logprob: number }[] {
  return splitTokens(text).map((token) => ({
    token,
    bytes: [...new TextEncoder().encode(token)],
    logprob: token.includes('…') ? -1.9 : /\p{N}/u.test(token) ? -0.21 : -0.012,
  }));
}

/** Sentences laid out over the length of the file, in proportion to their letters. */
function layOut(parts: string[], seconds: number): Span[] {
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  let letters = 0;
  return parts.map((text) => {
    const start = round((letters / total) * seconds);
    letters += text.length;
    return { text, start, end: round((letters / total) * seconds) };
  });
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;

function describeVerbose(request: TranscriptionRequest, heard: Heard): object {
  const code = request.language ?? heard.languages[0] ?? 'en';
  const segments = layOut(splitSentences(heard.text), heard.seconds).map((span, id) => ({
    id,
    seek: Math.round(span.start * 100),
    start: span.start,
    end: span.end,
    text: ` ${span.text}`,
    tokens: splitTokens(span.text).map((token) => 1000 + (token.codePointAt(0) ?? 0)),
    temperature: 0,
    avg_logprob: -0.25,
    compression_ratio: 1.4,
    no_speech_prob: 0.01,
  }));
  const words = layOut(heard.text.split(/\s+/).filter(Boolean), heard.seconds).map(
    ({ text, start, end }) => ({
      word: text,
      start,
      end,
    }),
  );
  return {
    task: 'transcribe',
    language: new Intl.DisplayNames('en', { type: 'language' }).of(code)?.toLowerCase() ?? code,
    duration: round(heard.seconds),
    text: heard.text,
    ...(request.granularities.includes('segment') && { segments }),
    ...(request.granularities.includes('word') && { words }),
    usage: { type: 'duration', seconds: Math.ceil(heard.seconds) },
  };
}

function describeSpeakers(request: TranscriptionRequest, heard: Heard): object {
  const speaker = request.speakers[0] ?? 'A';
  return {
    task: 'transcribe',
    duration: round(heard.seconds),
    text: heard.text,
    segments: layOut(splitSentences(heard.text), heard.seconds).map((span, index) => ({
      type: 'transcript.text.segment',
      id: `seg_${String(index + 1).padStart(3, '0')}`,
      ...span,
      speaker,
    })),
    usage: measureUsage(request, heard),
  };
}

function renderCues(heard: Heard, frame: (cue: string, index: number) => string, decimal: string): string {
  const stamp = (seconds: number) =>
    new Date(seconds * 1000).toISOString().slice(11, 23).replace('.', decimal);
  return layOut(splitSentences(heard.text), heard.seconds)
    .map(({ text, start, end }, index) => frame(`${stamp(start)} --> ${stamp(end)}\n${text}\n\n`, index))
    .join('');
}

/** The events of a streamed transcription. */
export function* streamTranscription(
  request: TranscriptionRequest,
  heard: Heard,
): Generator<{ type: string }> {
  const text = cutOutput(heard.text);
  for (const delta of splitTokens(text)) {
    yield {
      type: 'transcript.text.delta',
      delta,
      ...(request.logprobs && { logprobs: listLogprobs(delta) }),
    } as { type: string };
  }
  const { languages, logprobs } = {
    languages: request.model === 'gpt-transcribe' ? heard.languages.map((code) => ({ code })) : undefined,
    logprobs: request.logprobs ? listLogprobs(text) : undefined,
  };
  const usage = measureUsage(request, heard);
  yield { type: 'transcript.text.done', text, languages, logprobs, usage } as { type: string };
}
