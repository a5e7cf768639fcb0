import { toFile } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { Understanding } from '../../src/contract/understanding';
import { readSampleCalls, writeCaption } from '../fixtures/make-calls';
import { isSilent, readWav } from '../sandbox/wav';
import { createOpenAiBench, readCall } from './openai-bench';
import { checkExchanges, hasSpecs } from './openapi';

describe.skipIf(!hasSpecs())('against the description of the vendor', () => {
  it('requests of the official client and replies of the stand-in conform', async () => {
    const { recordedClient: client, recorder } = createOpenAiBench();
    const file = await toFile(readCall('german-login'), 'call.wav', { type: 'audio/wav' });
    await client.models.list();
    await client.models.retrieve('gpt-transcribe');
    await client.audio.transcriptions.create({
      file,
      model: 'gpt-transcribe',
      keywords: ['SAP'],
      languages: ['de'],
    });
    await client.audio.transcriptions.create({ file, model: 'gpt-4o-transcribe', include: ['logprobs'] });
    await client.audio.transcriptions.create({ file, model: 'whisper-1', response_format: 'verbose_json' });
    await client.audio.transcriptions.create({
      file,
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
    });
    const text = { format: zodTextFormat(Understanding, 'understanding') };
    const model = 'gpt-6.1-terra';
    const { id } = await client.responses.create({ model, input: 'The printer is broken.', text });
    await client.responses.create({
      model,
      input: [{ role: 'user', content: 'Hello' }],
      max_output_tokens: 16,
    });
    await client.responses.retrieve(id);
    const { complaints, covered } = await checkExchanges(recorder.exchanges);
    expect(complaints).toEqual([]);
    expect(covered.get('openai')?.size).toBe(5);
  });
});

describe('the recorded sample calls', () => {
  it.each(readSampleCalls().map((call) => [call.name, call] as const))(
    '%s is a phone recording with its words',
    (name, call) => {
      const wav = readWav(readCall(name));
      expect(wav).toMatchObject({ sampleRate: 8000, channels: 1, bitsPerSample: 16, format: 'pcm' });
      expect(wav.seconds).toBeGreaterThanOrEqual(5);
      expect(wav.seconds).toBeLessThanOrEqual(90);
      expect(wav.caption).toEqual({ text: writeCaption(call), language: call.language });
      expect(isSilent(wav.samples, wav.sampleRate)).toBe(call.say.length === 0);
    },
  );
});
