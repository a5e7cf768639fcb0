import OpenAI, { BadRequestError, NotFoundError, toFile } from 'openai';
import type { TranscriptionCreateParamsNonStreaming } from 'openai/resources/audio/transcriptions';
import { describe, expect, it } from 'vitest';
import { makeCaptionedSpeech, writeWav } from '../sandbox/wav';
import { createOpenAiBench, readCall } from './openai-bench';

const words = 'The VPN is down. Payroll closes at 5 p.m. today.';
const speech = makeCaptionedSpeech({ text: words, language: 'en-US' }, { seconds: 6.4 });
const wav = () => toFile(speech, 'call.wav', { type: 'audio/wav' });

type Params = Partial<TranscriptionCreateParamsNonStreaming>;

async function transcribe(params: Params) {
  const { client } = createOpenAiBench();
  return client.audio.transcriptions.create({ file: await wav(), model: 'gpt-transcribe', ...params });
}

/** An MP3 of silence with its words in an ID3 comment, as a tagger writes it. */
function makeMp3(comment: string): Uint8Array {
  const text = [3, ...new TextEncoder().encode('eng'), 0, ...new TextEncoder().encode(comment)];
  const frame = [
    ...new TextEncoder().encode('COMM'),
    0,
    0,
    text.length >> 8,
    text.length & 255,
    0,
    0,
    ...text,
  ];
  const size = [0, 0, frame.length >> 7, frame.length & 127];
  const tag = [...new TextEncoder().encode('ID3'), 4, 0, 0, ...size, ...frame];
  // MPEG-1 layer III, 128 kbit/s, 44.1 kHz: frames of 417 bytes, 26 ms each.
  const sound = Array.from({ length: 50 }, () => [0xff, 0xfb, 0x90, 0xc4, ...new Array<number>(413).fill(0)]);
  return Uint8Array.from([...tag, ...sound.flat()]);
}

describe('transcribing with the official client', () => {
  it('hears the words of a recording, names the language and bills its length', async () => {
    expect(await transcribe({})).toEqual({
      text: words,
      languages: [{ code: 'en' }],
      usage: { type: 'duration', seconds: 7 },
    });
  });

  it.each(['outage-vpn', 'german-login', 'japanese-printer'])('hears the sample call %s', async (name) => {
    const { client } = createOpenAiBench();
    const file = await toFile(readCall(name), 'RE123.wav');
    const heard = await client.audio.transcriptions.create({ file, model: 'gpt-transcribe' });
    expect(heard.text.length).toBeGreaterThan(20);
    const code = { 'outage-vpn': 'en', 'german-login': 'de', 'japanese-printer': 'ja' }[name];
    expect(heard.languages).toEqual([{ code }]);
  });

  it('hears nothing where nobody speaks or nobody wrote down what is said', async () => {
    const uncaptioned = writeWav({ samples: new Int16Array(16_000).fill(900), sampleRate: 8000 });
    for (const bytes of [readCall('nearly-silent'), uncaptioned]) {
      expect(await transcribe({ file: await toFile(bytes, 'quiet.wav') })).toMatchObject({
        text: '',
        languages: [],
      });
    }
  });

  it.each([
    [
      'as JSON',
      JSON.stringify({ text: 'Der Drucker geht nicht.', language: 'de-DE' }),
      'Der Drucker geht nicht.',
      'de',
    ],
    [
      'in plain words',
      'La imprimante ne marche plus depuis lundi.',
      'La imprimante ne marche plus depuis lundi.',
      'fr',
    ],
  ])('hears an MP3 by its comment, %s', async (_, comment, text, code) => {
    const file = await toFile(makeMp3(comment), 'call.mp3');
    expect(await transcribe({ file })).toMatchObject({ text, languages: [{ code }] });
  });

  it('bills the 4o models by tokens and gives log probabilities when asked', async () => {
    const heard = await transcribe({ model: 'gpt-4o-transcribe', include: ['logprobs'], prompt: 'VPN, SAP' });
    const { logprobs = [], usage } = heard;
    expect(logprobs.map(({ token }) => token).join('')).toBe(words);
    expect(logprobs.every(({ logprob }) => logprob !== undefined && logprob < 0)).toBe(true);
    expect(usage).toMatchObject({
      type: 'tokens',
      input_token_details: { audio_tokens: 64, text_tokens: 3 },
    });
    expect(heard).not.toHaveProperty('languages');
  });

  it('answers in every format of its models', async () => {
    expect(await transcribe({ response_format: 'text' })).toBe(`${words}\n`);
    const model = 'whisper-1';
    expect(await transcribe({ model, response_format: 'srt' })).toMatch(
      /^1\n00:00:00,000 --> 00:00:02,\d{3}\nThe VPN/,
    );
    expect(await transcribe({ model, response_format: 'vtt' })).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /);
    const verbose = await transcribe({
      model,
      response_format: 'verbose_json',
      timestamp_granularities: ['word', 'segment'],
    });
    expect(verbose).toMatchObject({ language: 'english', duration: 6.4, text: words });
    expect(verbose).toHaveProperty('segments.1.text', ' Payroll closes at 5 p.m. today.');
    expect(verbose).toHaveProperty('words.9.end', 6.4);
    const diarized = await transcribe({
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
    });
    expect(diarized).toHaveProperty('segments.0', {
      type: 'transcript.text.segment',
      id: 'seg_001',
      start: 0,
      end: expect.any(Number),
      text: 'The VPN is down.',
      speaker: 'A',
    });
  });

  it('streams deltas that add up', async () => {
    const { client } = createOpenAiBench();
    const stream = await client.audio.transcriptions.create({
      file: await wav(),
      model: 'gpt-4o-transcribe',
      stream: true,
    });
    let text = '';
    let done: unknown;
    for await (const event of stream) {
      if (event.type === 'transcript.text.delta') text += event.delta;
      if (event.type === 'transcript.text.done') done = event.text;
    }
    expect(text).toBe(words);
    expect(done).toBe(words);
  });

  it('lists and finds models', async () => {
    const { client } = createOpenAiBench();
    const ids = (await client.models.list()).data.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['gpt-transcribe', 'gpt-6.1-terra']));
    expect(await client.models.retrieve('gpt-transcribe')).toMatchObject({
      id: 'gpt-transcribe',
      object: 'model',
    });
    await expect(client.models.retrieve('gpt-99')).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('refusing what the service refuses', () => {
  const refused: [string, Params, string, RegExp][] = [
    [
      'verbose_json from a 4o model',
      { model: 'gpt-4o-transcribe', response_format: 'verbose_json' },
      'response_format',
      /not compatible with model/,
    ],
    [
      'keywords outside gpt-transcribe',
      { model: 'whisper-1', keywords: ['SAP'] },
      'keywords',
      /not supported/,
    ],
    [
      'languages outside gpt-transcribe',
      { model: 'gpt-4o-transcribe', languages: ['de'] },
      'languages',
      /not supported/,
    ],
    ['logprobs from gpt-transcribe', { include: ['logprobs'] }, 'include', /logprobs/],
    [
      'logprobs in text',
      { model: 'gpt-4o-transcribe', include: ['logprobs'], response_format: 'text' },
      'include',
      /json/,
    ],
    [
      'a prompt for diarization',
      { model: 'gpt-4o-transcribe-diarize', prompt: 'SAP' },
      'prompt',
      /not supported/,
    ],
    [
      'timestamps without verbose_json',
      { model: 'whisper-1', timestamp_granularities: ['word'] },
      'timestamp_granularities',
      /verbose_json/,
    ],
    ['a language by its name', { language: 'German' }, 'language', /ISO-639-1/],
    ['a locale as language', { languages: ['de-DE'] }, 'languages', /ISO-639-1/],
    ['too much temperature', { temperature: 1.5 }, 'temperature', /from 0 to 1/],
  ];
  it.each(refused)('%s', async (_, params, param, message) => {
    const error = await transcribe(params).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({
      status: 400,
      param,
      type: 'invalid_request_error',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['an unknown extension', 'call.aiff', speech, 400, /Invalid file format/],
    ['no extension', 'call', speech, 400, /Invalid file format/],
    [
      'a page instead of sound',
      'call.wav',
      new TextEncoder().encode('<html>Not found</html>'),
      400,
      /corrupted or unsupported/,
    ],
    ['a cut file', 'call.wav', speech.subarray(0, 5000), 400, /corrupted or unsupported/],
    ['a click', 'call.wav', writeWav({ samples: new Int16Array(500), sampleRate: 8000 }), 400, /too short/],
    ['more than 25 MiB', 'call.wav', new Uint8Array(26_214_401), 413, /Maximum content size limit/],
  ])('%s', async (_, name, bytes, status, message) => {
    const error = await transcribe({ file: await toFile(bytes, name) }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ status, message: expect.stringMatching(message) });
  });

  it('an unknown model', async () => {
    await expect(transcribe({ model: 'gpt-6.1-terra' })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
  });

  it('half a minute of several voices without cuts', async () => {
    const file = await toFile(readCall('long-story'), 'call.wav');
    const model = 'gpt-4o-transcribe-diarize';
    await expect(transcribe({ file, model })).rejects.toMatchObject({ param: 'chunking_strategy' });
    const heard = await transcribe({
      file,
      model,
      chunking_strategy: { type: 'server_vad', threshold: 0.5 },
    });
    expect(heard.text).toContain('Harold Pemberton');
  });
});
