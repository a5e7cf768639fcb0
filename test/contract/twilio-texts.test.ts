import { describe, expect, it } from 'vitest';
import { countSegments } from '../sandbox/twilio/segments';
import { settle } from './manual-clock';
import { checkExchanges, hasSpecs } from './openapi';
import { APP, CALLER, LINE, openBench } from './twilio-bench';
import { connectClient } from './twilio-client';

const SPANISH_LINE = '+34915550100';

describe('texts', () => {
  it('are queued, sent and delivered, with a callback at each step', async () => {
    const bench = openBench({ status: '' });
    const { client, recorder } = connectClient(bench.twilio);
    const sent = { from: LINE, to: CALLER, body: 'Your request is SUP-7.', statusCallback: `${APP}status` };
    const message = await client.messages.create(sent);
    expect(message).toMatchObject({
      status: 'queued',
      numSegments: '1',
      direction: 'outbound-api',
      errorCode: null,
    });
    await bench.clock.advance(5000);
    expect(bench.webhooks.map(({ params }) => params.MessageStatus)).toEqual(['sent', 'delivered']);
    expect(bench.webhooks[0]?.params).toMatchObject({ MessageSid: message.sid, From: LINE, To: CALLER });
    expect((await client.messages(message.sid).fetch()).status).toBe('delivered');
    expect(await client.messages.list({ to: CALLER })).toHaveLength(1);
    expect((await client.messages(message.sid).update({ body: '' })).body).toBe('');
    if (hasSpecs()) expect((await checkExchanges(recorder.exchanges)).complaints).toEqual([]);
  });

  it.each([
    [{ to: '12345' }, 21211],
    [{ from: '12345' }, 21212],
    [{ from: '+14155552699' }, 21606],
    [{ body: '' }, 21602],
    [{ body: 'x'.repeat(1601) }, 21617],
    [{ to: '' }, 21604],
    [{ statusCallback: 'nowhere' }, 21609],
    [{ messagingServiceSid: `MG${'0'.repeat(32)}` }, 21705],
  ])('are refused where %o is wrong: %d', async (change, code) => {
    const { client } = connectClient(openBench({}).twilio);
    const create = client.messages.create({ from: LINE, to: CALLER, body: 'Hi', ...change });
    await expect(create).rejects.toMatchObject({ status: 400, code });
  });

  it('from an unregistered number are not delivered in the US (30034)', async () => {
    const bench = openBench({});
    bench.twilio.changeSettings({ unregisteredNumbers: [LINE] });
    const { client } = connectClient(bench.twilio);
    const message = await client.messages.create({ from: LINE, to: CALLER, body: 'Hi' });
    await bench.clock.advance(5000);
    expect(await client.messages(message.sid).fetch()).toMatchObject({
      status: 'undelivered',
      errorCode: 30034,
    });
  });

  it('to a landline are taken, and not delivered (30006)', async () => {
    const bench = openBench({ status: '' });
    bench.twilio.changeSettings({ landlines: [CALLER] });
    const { client, recorder } = connectClient(bench.twilio);
    const text = { from: LINE, to: CALLER, body: 'Hi', statusCallback: `${APP}status` };
    const message = await client.messages.create(text);
    expect(message.status).toBe('queued');
    await bench.clock.advance(5000);
    expect(bench.webhooks.map(({ params }) => [params.MessageStatus, params.ErrorCode])).toEqual([
      ['sent', undefined],
      ['undelivered', '30006'],
    ]);
    expect(await client.messages(message.sid).fetch()).toMatchObject({
      status: 'undelivered',
      errorCode: 30006,
    });
    if (hasSpecs()) expect((await checkExchanges(recorder.exchanges)).complaints).toEqual([]);
  });

  it('to what is no mobile number are refused (21614)', async () => {
    const bench = openBench({});
    bench.twilio.changeSettings({ invalidMobiles: [CALLER] });
    const { client } = connectClient(bench.twilio);
    const create = client.messages.create({ from: LINE, to: CALLER, body: 'Hi' });
    await expect(create).rejects.toMatchObject({ status: 400, code: 21614 });
    expect(bench.twilio.listMessages()).toEqual([]);
  });

  it.each([
    ['stop', 'STOP'],
    ['Unstop', 'START'],
    ['INFO', 'HELP'],
    ['Stop it', undefined],
  ])('tell what Twilio made of them, with Advanced Opt-Out only: %s', async (body, type) => {
    const bench = openBench({ sms: '<Response/>' });
    bench.twilio.configureNumber(LINE, { smsUrl: `${APP}sms` });
    await bench.twilio.receiveText({ from: CALLER, to: LINE, body });
    bench.twilio.changeSettings({ advancedOptOut: true });
    await bench.twilio.receiveText({ from: CALLER, to: LINE, body });
    expect(bench.webhooks.map(({ params }) => params.OptOutType)).toEqual([undefined, type]);
  });

  it.each(['STOP', 'START', 'HELP'])(
    'are answered by nobody else where Twilio left %s to us',
    async (body) => {
      const bench = openBench({ sms: '<Message>Ours</Message>' });
      bench.twilio.configureNumber(LINE, { smsUrl: `${APP}sms` });
      bench.twilio.changeSettings({ ownOptOut: false, advancedOptOut: true });
      await bench.twilio.receiveText({ from: CALLER, to: LINE, body });
      expect(bench.twilio.listMessages().map((message) => message.body)).toEqual([body, 'Ours']);
      expect(bench.webhooks[0]?.params).not.toHaveProperty('OptOutType');
    },
  );

  it('stop at STOP and start at START, from that number only', async () => {
    const bench = openBench({});
    const { client } = connectClient(bench.twilio);
    const send = (from = LINE) => client.messages.create({ from, to: CALLER, body: 'News' });
    await bench.twilio.receiveText({ from: CALLER, to: LINE, body: ' stop ' });
    await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
    await expect(send(SPANISH_LINE)).resolves.toBeDefined();
    await bench.twilio.receiveText({ from: CALLER, to: LINE, body: 'Start' });
    await expect(send()).resolves.toBeDefined();
    const bodies = bench.twilio
      .listMessages()
      .map(({ direction, body }) => `${direction}: ${body.slice(0, 31)}`);
    expect(bodies).toContain('outbound-reply: You have successfully been unsu');
  });

  it('that come in are told to the number, and answered with its TwiML', async () => {
    const bench = openBench({ sms: '<Redirect>more</Redirect>', more: '<Message>Open, since 9.</Message>' });
    bench.twilio.configureNumber(LINE, { smsUrl: `${APP}sms` });
    await bench.twilio.receiveText({ from: CALLER, to: LINE, body: 'Status?' });
    expect(bench.webhooks[0]?.params).toMatchObject({
      ...{ Body: 'Status?', From: CALLER, To: LINE, NumMedia: '0', NumSegments: '1', SmsStatus: 'received' },
      ...{ FromCountry: 'US', MessageSid: expect.stringMatching(/^SM[\da-f]{32}$/) },
    });
    expect(bench.visited()).toEqual(['sms', 'more']);
    const reply = bench.twilio.listMessages().at(-1);
    expect(reply).toMatchObject({
      from: LINE,
      to: CALLER,
      body: 'Open, since 9.',
      direction: 'outbound-reply',
    });
  });

  it('go to the fallback when the webhook fails, once', async () => {
    const bench = openBench({ sms: new Response('', { status: 500 }), fallback: Response.json({}) });
    bench.twilio.configureNumber(LINE, { smsUrl: `${APP}sms`, smsFallbackUrl: `${APP}fallback` });
    await bench.twilio.receiveText({ from: CALLER, to: LINE, body: 'Hello' });
    await settle();
    expect(bench.visited()).toEqual(['sms', 'fallback']);
    expect(bench.webhooks[1]?.params).toMatchObject({ ErrorCode: '11200', ErrorUrl: `${APP}sms` });
  });

  it.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['€'.repeat(81), 2],
    ['字'.repeat(70), 1],
    ['字'.repeat(71), 2],
  ])('are counted in segments', (body, segments) => {
    expect(countSegments(body)).toBe(segments);
  });
});
