import { toFile } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { APP_ID } from '../sandbox/jira';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { createJiraBench, fileForm, toDocument } from './jira-bench';
import { createOpenAiBench } from './openai-bench';
import { expectConformance, hasSpecs } from './openapi';
import { APP, CALLER, LINE, openBench } from './twilio-bench';
import { connectClient } from './twilio-client';

const wav = makeCaptionedSpeech({ text: 'The printer on floor two is jammed', language: 'en-US' });

/** Each stand-in once through all that the app may ask of it, both directions against the vendor's description. */
describe.skipIf(!hasSpecs())('the stand-ins and the vendors agree', () => {
  it('on Twilio', async () => {
    const bench = openBench({
      call: '<Record action="recorded"/>',
      recorded: '<Hangup/>',
      outgoing: '<Pause length="20"/>',
      status: '',
    });
    const { client, recorder } = connectClient(bench.twilio);
    const call = bench.twilio.placeCall({ from: CALLER, to: LINE, script: [{ do: 'speak', wav }] });
    await call.ended;
    await bench.clock.advance(60_000);

    await client.api.v2010.accounts(bench.twilio.credentials.accountSid).fetch();
    await client.calls.list({ limit: 5, status: 'completed', startTimeAfter: new Date(0) });
    await client.calls(call.sid).fetch();
    await client.calls.create({
      to: CALLER,
      from: LINE,
      url: `${APP}outgoing`,
      statusCallback: `${APP}status`,
    });
    const [recording] = await client.recordings.list({ pageSize: 2, limit: 2 });
    expect(recording?.callSid).toBe(call.sid);
    await client.calls(call.sid).recordings.list();
    await client.recordings(recording?.sid ?? '').fetch();
    await client.recordings(recording?.sid ?? '').remove();
    const text = await client.messages.create({
      to: CALLER,
      from: LINE,
      body: 'Your request is SUP-1.',
      statusCallback: `${APP}status`,
      validityPeriod: 600,
    });
    await bench.clock.advance(5000);
    await client.messages.list({ to: CALLER });
    await client.messages(text.sid).fetch();
    await client.messages(text.sid).remove();
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: LINE });
    await client.incomingPhoneNumbers(number?.sid ?? '').fetch();
    await client
      .incomingPhoneNumbers(number?.sid ?? '')
      .update({ voiceUrl: `${APP}call`, voiceMethod: 'POST' });
    await client.calls(call.sid).remove();
    await expect(client.calls(call.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(client.messages.create({ to: '+1', from: LINE, body: 'x' })).rejects.toMatchObject({
      status: 400,
    });

    const covered = await expectConformance(recorder.exchanges);
    expect(covered.get('twilio-api-v2010')?.size).toBeGreaterThanOrEqual(15);
  });

  it('on OpenAI', async () => {
    const { recordedClient: client, recorder, control } = createOpenAiBench();
    const file = await toFile(wav, 'call.wav', { type: 'audio/wav' });
    const { transcriptions } = client.audio;
    await transcriptions.create({
      file,
      model: 'gpt-transcribe',
      response_format: 'json',
      keywords: ['VPN'],
    });
    await transcriptions.create({ file, model: 'gpt-4o-transcribe', include: ['logprobs'], temperature: 0 });
    await transcriptions.create({
      file,
      model: 'whisper-1',
      response_format: 'verbose_json',
      timestamp_granularities: ['word', 'segment'],
    });
    await transcriptions.create({
      file,
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
      chunking_strategy: 'auto',
    });
    const understand = () =>
      client.responses.parse({
        model: 'gpt-6-luna',
        store: false,
        instructions: 'Summarise the call.',
        input: 'My laptop does not start any more.',
        max_output_tokens: 500,
        text: { format: zodTextFormat(z.object({ summary: z.string(), urgent: z.boolean() }), 'call') },
      });
    expect((await understand()).output_parsed).toMatchObject({ summary: expect.any(String) });
    for (const kind of ['refusal', 'incomplete']) {
      await control('POST', '/faults', { operation: 'responses', kind });
      await understand();
    }
    for (const [kind, status] of [
      ['rate-limit', 429],
      ['quota', 429],
      ['server-error', 500],
      ['invalid-key', 401],
    ]) {
      await control('POST', '/faults', { operation: 'any', kind });
      await expect(understand()).rejects.toMatchObject({ status });
    }
    await expect(
      transcriptions.create({ file, model: 'gpt-4o-transcribe', response_format: 'srt' }),
    ).rejects.toMatchObject({ status: 400 });
    const models = await client.models.list();
    await client.models.retrieve(models.data[0]?.id ?? '');
    await expect(client.models.retrieve('nobody')).rejects.toMatchObject({ status: 404 });

    const covered = await expectConformance(recorder.exchanges);
    const operations = ['createResponse', 'createTranscription', 'listModels', 'retrieveModel'];
    expect([...(covered.get('openai') ?? [])].sort()).toEqual(operations);
    expect(recorder.exchanges.length).toBeGreaterThanOrEqual(14);
  });

  it('on the Jira platform', async () => {
    const { call, report, recorder } = createJiraBench();
    const api = '/rest/api/3';
    const key = await report('The printer is jammed');
    const other = await report('The same printer');
    const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const answer = await call(method, api + path, { as: APP_ID, ...(body === undefined ? {} : { body }) });
      expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
      return answer.text === '' ? undefined : JSON.parse(answer.text);
    };
    const named = z.looseObject({ id: z.string() });

    await ask('GET', `/issue/${key}?fields=summary&fields=status&expand=renderedFields`);
    await ask('PUT', `/issue/${key}?notifyUsers=false`, { fields: { labels: ['phone'] } });
    await ask('PUT', `/issue/${key}/properties/voice-to-ticket.call`, { callId: 'CA1', durationSeconds: 12 });
    await ask('GET', `/issue/${key}/properties`);
    await ask('GET', `/issue/${key}/properties/voice-to-ticket.call`);
    const internal = { key: 'sd.public.comment', value: { internal: true } };
    const body = { body: toDocument('The whole transcript'), properties: [internal] };
    const comment = named.parse(await ask('POST', `/issue/${key}/comment`, body));
    await ask('GET', `/issue/${key}/comment`);
    await ask('PUT', `/issue/${key}/comment/${comment.id}`, { body: toDocument('Corrected') });
    await ask('DELETE', `/issue/${key}/comment/${comment.id}`);
    const form = fileForm({ name: 'call.wav', type: 'audio/wav', bytes: new Uint8Array(wav) });
    const upload = await call('POST', `${api}/issue/${key}/attachments`, {
      as: APP_ID,
      form,
      headers: { 'x-atlassian-token': 'no-check' },
    });
    const [attachment] = z.array(named).parse(upload.json);
    await ask('GET', `/attachment/${attachment?.id}`);
    await ask('GET', `/issue/${key}/transitions`);
    await ask('POST', '/issueLink', {
      type: { name: 'Relates' },
      inwardIssue: { key },
      outwardIssue: { key: other },
    });
    await ask('POST', '/search/jql', {
      jql: 'project = SUP AND labels = phone',
      fields: ['summary'],
      maxResults: 5,
    });
    await ask('GET', `/search/jql?jql=${encodeURIComponent('summary ~ printer')}&fields=summary`);
    await ask('GET', '/mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS');
    await ask('GET', '/myself');
    await ask('GET', '/field');
    await ask('GET', '/priority');
    await ask('GET', '/project/SUP');
    await ask('GET', '/serverInfo');
    await ask('DELETE', `/issue/${key}/properties/voice-to-ticket.call`);
    const missing = await call('GET', `${api}/issue/SUP-999`, { as: APP_ID });
    expect(missing.status).toBe(404);

    const covered = await expectConformance(recorder.exchanges);
    expect(covered.get('jira-platform-v3')?.size).toBeGreaterThanOrEqual(20);
  });
});
