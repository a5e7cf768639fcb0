import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { placeCall } from '../sandbox/place-call';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { CALLER, callSaying, openSandbox, propertyOf, readFixture } from './bench';

const MATTER = 'The label printer in the warehouse shows error eight oh nine.';

describe('--route', () => {
  it("sends a host's traffic to another server, which sees the app's own requests", async () => {
    const seen: { url: string; host: string; type: string }[] = [];
    const server = createServer((request, response) => {
      seen.push({
        url: request.url ?? '',
        host: String(request.headers['x-forwarded-host']),
        type: String(request.headers['content-type']),
      });
      request.resume().on('end', () => {
        response.setHeader('content-type', 'application/json');
        const understood = { id: 'resp_1', object: 'response', status: 'incomplete', output: [] };
        const heard = { text: 'Heard by another server.', languages: [{ code: 'en' }] };
        response.end(JSON.stringify(request.url === '/v1/responses' ? understood : heard));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const routed = await openSandbox({
      seed: 9,
      routes: new Map([['api.openai.com', new URL(`http://127.0.0.1:${port}`)]]),
    });
    const report = await callSaying(routed, MATTER);
    await routed.close();
    server.close();
    expect(report.request?.comments[0]?.text).toContain('Heard by another server.');
    expect(seen[0]).toMatchObject({ url: '/v1/audio/transcriptions', host: 'api.openai.com' });
    expect(seen[0]?.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen[1]).toMatchObject({ url: '/v1/responses', type: 'application/json' });
  }, 60_000);
});

type MediaAnswer = [status: number, headers: Record<string, string>, body: Uint8Array | string];

/** What is asked of Twilio besides: to send the text, and whether it was sent. */
const OTHERS: Record<string, MediaAnswer> = {
  POST: [201, { 'content-type': 'application/json' }, '{"sid":"SM1","status":"queued"}'],
  GET: [200, { 'content-type': 'application/json' }, '{"messages":[],"next_page_uri":null}'],
};
/** Longer than any of them needs that comes to an end. */
const PATIENCE_MS = 10_000;

/** One call while another server plays Twilio's API; its recording is answered for in turn, the last answer for good. */
async function callWithMedia(answers: MediaAnswer[]) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const isMedia = request.url?.endsWith('.wav') === true;
    seen.push(`${request.method}${isMedia ? ' media' : ''}`);
    const media = answers.length > 1 ? () => answers.shift() : () => answers[0];
    const [status, headers, body] = (isMedia ? media() : OTHERS[request.method ?? '']) ?? [204, {}, ''];
    request.resume().on('end', () => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const routes = new Map([['api.twilio.com', new URL(`http://127.0.0.1:${port}`)]]);
  const routed = await openSandbox({ seed: 10, routes });
  const speak = { do: 'speak', wav: makeCaptionedSpeech({ text: MATTER, language: 'en-US' }) } as const;
  const caller = { from: CALLER, to: '+14155550100', script: [speak] };
  const report = await placeCall(routed, caller, PATIENCE_MS);
  await routed.close();
  server.close();
  return { report, seen };
}

describe('a recording that comes as something else', () => {
  it('is fetched again, and deleted at Twilio only when it is kept', async () => {
    const sound = readFixture('outage-vpn');
    const { report, seen } = await callWithMedia([
      [200, { 'content-type': 'audio/x-wav' }, ''],
      [
        200,
        { 'content-type': 'text/html' },
        '<html><body>We will be back in a moment, promised.</body></html>',
      ],
      [200, { 'content-type': 'audio/x-wav' }, sound],
    ]);
    expect(report.state).toBe('closed');
    expect(report.request?.attachments).toEqual([expect.objectContaining({ size: sound.byteLength })]);
    // Two that were no sound, one to listen to, one to attach.
    expect(seen.filter((request) => request === 'GET media')).toHaveLength(4);
    expect(seen.at(-1)).toBe('DELETE');
  }, 60_000);

  it('is fetched from where the same host redirects to', async () => {
    const sound = readFixture('outage-vpn');
    const { report } = await callWithMedia([
      [302, { location: '/moved/RE.wav' }, ''],
      [200, { 'content-type': 'audio/x-wav' }, sound],
    ]);
    expect(report.request?.attachments).toEqual([expect.objectContaining({ size: sound.byteLength })]);
  }, 60_000);

  it('is not fetched from a host that the manifest does not name', async () => {
    const { report, seen } = await callWithMedia([[302, { location: 'https://media.example/RE.wav' }, '']]);
    expect(report.log.map(({ kind }) => kind)).toContain('egress-blocked');
    expect(propertyOf(report)).toMatchObject({ gap: 'transcript-pending' });
    expect(report.request?.attachments).toEqual([]);
    expect(seen).not.toContain('DELETE');
  }, 60_000);
});
