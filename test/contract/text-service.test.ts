import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isOptedOut } from '../../src/caller/text-refusal';
import { createTexts } from '../../src/services/twilio-texts';
import { checkExchanges, createRecorder, hasSpecs, type Recorder } from './openapi';
import { APP, type Bench, CALLER, LINE, openBench } from './twilio-bench';

/** Texts in and out of the app's own client, against the stand-in of Twilio. */

let bench: Bench;
let recorder: Recorder;
beforeEach(() => {
  bench = openBench({ 'text-status': '' });
  recorder = createRecorder();
  const send = recorder.wrap((request) => bench.twilio.fetch(request));
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => send(new Request(url, init)));
});
afterEach(() => vi.unstubAllGlobals());

const open = (statusUrl?: string) => createTexts(bench.twilio.credentials, statusUrl);
const receive = (body: string) => bench.twilio.receiveText({ from: CALLER, to: LINE, body });
const TEXT = { from: LINE, to: CALLER, body: 'Your request is SUP-1.' };

async function expectConformance(): Promise<void> {
  if (!hasSpecs()) return;
  expect((await checkExchanges(recorder.exchanges)).complaints).toEqual([]);
}

it('a text that came in is fetched with its words and the time at which it came', async () => {
  const at = bench.clock.now();
  const { sid } = await receive('It works again. 😀\nThanks');
  expect(await open().fetchText(sid)).toEqual({
    ok: true,
    value: { textId: sid, from: CALLER, to: LINE, body: 'It works again. 😀\nThanks', attachments: 0, at },
  });
  await expectConformance();
});

it('has as many attachments as Twilio says', async () => {
  const { sid } = await receive('See the picture');
  const send = globalThis.fetch;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const answer = await (await send(url, init)).text();
    return new Response(answer.replace('"num_media":"0"', '"num_media":"3"'));
  });
  expect(await open().fetchText(sid)).toMatchObject({ value: { attachments: 3 } });
});

it('a text that is not there, or is our own, is not found', async () => {
  expect(await open().fetchText(`SM${'0'.repeat(32)}`)).toMatchObject({
    ok: false,
    failure: { kind: 'not-found' },
  });
  const sent = await open().sendText(TEXT);
  if (!sent.ok) throw new Error(sent.failure.detail);
  expect(await open().fetchText(sent.value.sid)).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
});

it('an answer of another shape is no text', async () => {
  const { sid } = await receive('Hello');
  vi.stubGlobal('fetch', async () => Response.json({ sid: 'SM1' }));
  expect(await open().fetchText(sid)).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
});

it('what becomes of a text of ours is told where we asked for it, else nowhere', async () => {
  await open(`${APP}text-status`).sendText(TEXT);
  await bench.clock.advance(5000);
  expect(bench.webhooks.map(({ params }) => params.MessageStatus)).toEqual(['sent', 'delivered']);
  await open().sendText(TEXT);
  await bench.clock.advance(5000);
  expect(bench.webhooks).toHaveLength(2);
  await expectConformance();
});

it('somebody who wants none gets none, and we learn of it', async () => {
  await receive('STOP');
  const sent = await open().sendText(TEXT);
  expect(sent).toMatchObject({ ok: false, failure: { kind: 'rejected', service: 'twilio' } });
  expect(!sent.ok && isOptedOut(sent.failure)).toBe(true);
});
