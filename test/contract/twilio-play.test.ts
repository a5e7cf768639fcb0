import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeWav } from '../sandbox/wav';
import { type Answer, APP, type Bench, CALLER, LINE, openBench, type SeenWebhook } from './twilio-bench';

const Alerts = z.array(z.looseObject({ code: z.number(), level: z.string(), url: z.string().optional() }));
const alertsOf = async (bench: Bench) =>
  Alerts.parse(await (await bench.twilio.control.request('/alerts')).json());

const clip = (bytes: Uint8Array, type: string, headers: Record<string, string> = {}): Response =>
  new Response(Uint8Array.from(bytes), { headers: { 'content-type': type, ...headers } });
const wav = writeWav({ samples: new Int16Array(12_000), sampleRate: 8000 });
/** 8-bit mu-law, with the header of `wav`. */
const muLawWav = ((): Uint8Array => {
  const bytes = new Uint8Array(44 + 4000);
  bytes.set(wav.subarray(0, 44));
  const view = new DataView(bytes.buffer);
  view.setUint16(20, 7, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  view.setUint32(40, 4000, true);
  return bytes;
})();

const play = async (twiml: string, answers: Record<string, Answer> = {}) => {
  const bench = openBench({ call: twiml, ...answers });
  const summary = await bench.twilio.placeCall({ from: CALLER, to: LINE, idle: 'silent' }).ended;
  const played = summary.events.flatMap((event) => (event.kind === 'playing' ? [event.ms] : []));
  return { bench, summary, played };
};

describe('<Play>', () => {
  it.each([
    ['WAV', clip(wav, 'audio/wav'), 1500],
    ['WAV by its old name', clip(wav, 'audio/x-wav; rate=8000'), 1500],
    ['mu-law in WAV', clip(muLawWav, 'audio/wave'), 500],
    ['bare mu-law', clip(new Uint8Array(20_000), 'audio/ulaw'), 2500],
    ['MP3, whose length is assumed', clip(new Uint8Array(10), 'audio/mpeg'), 3000],
    ['a WAV of another encoding', clip(new TextEncoder().encode('RIFF0000WAVEfmt '), 'audio/wav'), 3000],
  ])('fetches the clip and plays it to its end: %s', async (_, answer, ms) => {
    const { played, bench, summary } = await play('<Play>music</Play>', { music: answer });
    expect(played).toEqual([ms]);
    expect(summary.seconds).toBe(Math.ceil(ms / 1000));
    expect(summary.events).toContainEqual(expect.objectContaining({ kind: 'playing', url: `${APP}music` }));
    expect(await alertsOf(bench)).toEqual([]);
  });

  it('asks by GET, with no parameters and no signature', async () => {
    const { bench } = await play('<Play>music</Play>', { music: clip(wav, 'audio/wav') });
    const asked: SeenWebhook | undefined = bench.webhooks[1];
    expect(asked).toMatchObject({ url: `${APP}music`, method: 'GET', params: {} });
    expect(asked?.headers.get('x-twilio-signature')).toBeNull();
    const logged = bench.log.list().filter(({ title }) => title.startsWith('clip: '));
    expect(logged.map(({ kind, callSid }) => ({ kind, isOfCall: callSid !== undefined }))).toEqual([
      { kind: 'webhook-sent', isOfCall: true },
      { kind: 'webhook-answered', isOfCall: true },
    ]);
    expect(logged[1]?.detail).toMatchObject({ bytes: wav.length, body: '' });
  });

  it.each([
    ['a page', new Response('<b>', { headers: { 'content-type': 'text/html' } }), 12300],
    ['an error page', new Response('gone', { status: 404 }), 11200],
    ['another kind of file than it says', clip(new Uint8Array(40), 'audio/wav'), 11200],
  ])('raises the alert of %s, and goes on with the next verb', async (_, answer, code) => {
    const { bench, summary, played } = await play('<Play loop="3">music</Play><Say>Hello</Say>', {
      music: answer,
    });
    expect(played).toEqual([]);
    expect(summary.reason).toBe('line-hung-up');
    expect(summary.events).toContainEqual(expect.objectContaining({ text: 'Hello' }));
    expect(await alertsOf(bench)).toMatchObject([{ code, level: 'error', url: `${APP}music` }]);
  });

  it('repeats it, and counts tones and pauses', async () => {
    const { played, bench } = await play('<Play loop="3">music</Play><Play digits="1w2W3"/>', {
      music: clip(wav, 'audio/wav'),
    });
    expect(played).toEqual([1500, 1500, 1500, 3000]);
    expect(bench.visited()).toEqual(['call', 'music']);
  });

  it('asks no host outside of this machine', async () => {
    const { played, bench } = await play('<Play>https://cdn.example.org/song.mp3</Play>');
    expect(played).toEqual([3000]);
    expect(bench.visited()).toEqual(['call']);
  });

  it('plays a recording of its own, to whoever has the password', async () => {
    const bench = openBench({ call: '<Record action="recorded"/>', recorded: '<Hangup/>' });
    const spoken = writeWav({ samples: new Int16Array(16_000).fill(9000), sampleRate: 8000 });
    const script = [{ do: 'speak', wav: spoken } as const];
    await bench.twilio.placeCall({ from: CALLER, to: LINE, script }).ended;
    await bench.clock.advance(5000);
    const { accountSid, authToken } = bench.twilio.credentials;
    const url = bench.webhooks[1]?.params.RecordingUrl ?? '';
    const replay = async (address: string) => {
      bench.twilio.configureNumber(LINE, {
        voiceUrl: `https://twimlets.com/echo?Twiml=${encodeURIComponent(`<Response><Play>${address}</Play></Response>`)}`,
      });
      const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
      return events.flatMap((event) => (event.kind === 'playing' ? [event.ms] : []));
    };
    expect(await replay(url)).toEqual([]);
    expect(await replay(url.replace('https://', `https://${accountSid}:${authToken}@`))).toEqual([2000]);
  });

  it('is reached like any webhook: not at all while the application is out', async () => {
    const bench = openBench({ music: clip(wav, 'audio/wav') });
    const twiml = encodeURIComponent(`<Response><Play>${APP}music</Play></Response>`);
    bench.twilio.configureNumber(LINE, { voiceUrl: `https://twimlets.com/echo?Twiml=${twiml}` });
    bench.twilio.setFaults({ loseAllWebhooks: true });
    const { events } = await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(events.some(({ kind }) => kind === 'playing')).toBe(false);
    expect((await alertsOf(bench)).map(({ code }) => code)).toEqual([11205]);
  });

  it('plays a document that is sound as it is', async () => {
    const { played, bench } = await play('', { call: clip(wav, 'audio/wav') });
    expect(played).toEqual([1500]);
    expect(bench.visited()).toEqual(['call']);
  });
});

describe('a clip that is played again', () => {
  const twice = '<Play>music</Play><Pause length="5"/><Play>music</Play>';
  const fetched = (bench: Bench) => bench.webhooks.filter(({ url }) => url.endsWith('music'));

  it.each([
    ['for as long as it is fresh', 'public, max-age=60', 1],
    ['not when it has become stale', 'public, max-age=4', 2],
    ['not when nothing may be kept', 'no-store', 2],
  ])('is kept %s', async (_, rule, times) => {
    const { bench, played } = await play(twice, {
      music: clip(wav, 'audio/wav', { 'cache-control': rule }),
    });
    expect(fetched(bench)).toHaveLength(times);
    expect(played).toEqual([1500, 1500]);
  });

  it('is asked for again only as far as it has changed', async () => {
    const music: Answer = ({ headers }) =>
      headers.get('if-none-match') === '"v1"'
        ? new Response(null, { status: 304 })
        : clip(wav, 'audio/wav', { 'cache-control': 'no-cache', etag: '"v1"' });
    const { bench, played } = await play(`${twice}<Play>music</Play>`, { music });
    expect(fetched(bench).map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"v1"', '"v1"']);
    expect(played).toEqual([1500, 1500, 1500]);
  });

  it('is another one in the next call', async () => {
    const bench = openBench({
      call: '<Play>music</Play>',
      music: clip(wav, 'audio/wav', { 'cache-control': 'max-age=600' }),
    });
    for (let call = 0; call < 2; call++) await bench.twilio.placeCall({ from: CALLER, to: LINE }).ended;
    expect(fetched(bench)).toHaveLength(2);
  });
});

describe('clips in a <Gather>', () => {
  it('are all fetched before the first is played', async () => {
    const { bench, summary } = await play('<Gather><Play>one</Play><Play>two</Play></Gather>', {
      one: clip(wav, 'audio/wav'),
      two: clip(muLawWav, 'audio/wav'),
    });
    expect(bench.visited()).toEqual(['call', 'one', 'two']);
    expect(summary.events.map(({ kind }) => kind).slice(1, 5)).toEqual([
      ...['gather-started', 'playing', 'playing', 'listening'],
    ]);
  });

  it('can not be tones', async () => {
    const { summary } = await play('<Gather><Play digits="1"/></Gather>');
    expect(summary.reason).toBe('application-error');
  });
});
