import { describe, expect, it } from 'vitest';
import { addUsage } from '../../src/contract/call';
import { createMeter, meteredPhone, withUsage } from '../../src/intake/usage';
import { createFakeCallBook } from './fake-ports';
import { CALL_ID, CALLER, failure, makeCall, makeRecordedCall, OWN_NUMBER, START } from './fakes';

const understood = { model: 'terra', inputTokens: 100, outputTokens: 20 };
const open = () => {
  const meter = createMeter();
  const book = createFakeCallBook(() => START, [makeRecordedCall()]);
  return { meter, book, calls: withUsage(book, meter) };
};
const used = ({ book }: ReturnType<typeof open>) => book.read(CALL_ID)?.usage;

describe('what a call has used up', () => {
  it('is kept with the next write, once', async () => {
    const bench = open();
    bench.meter.addModel({ model: 'transcribe', seconds: 12 });
    bench.meter.addModel(understood);
    await bench.calls.update(CALL_ID, (call) => call && { ...call, doubtful: true });
    await bench.calls.update(CALL_ID, (call) => call && { ...call, doubtful: false });
    expect(used(bench)).toEqual({
      segments: 0,
      models: {
        transcribe: { seconds: 12, inputTokens: 0, outputTokens: 0 },
        terra: { seconds: 0, inputTokens: 100, outputTokens: 20 },
      },
    });
  });

  it('adds up over attempts and workers, and is kept where nothing else is to be written', async () => {
    const bench = open();
    bench.meter.addModel(understood);
    await bench.calls.update(CALL_ID, (call) => call);
    const other = createMeter();
    other.addModel(understood);
    await withUsage(bench.book, other).update(CALL_ID, (call) => call);
    expect(used(bench)?.models.terra).toEqual({ seconds: 0, inputTokens: 200, outputTokens: 40 });
  });

  it('is not undone by who writes what they read before', async () => {
    const bench = open();
    const old = bench.book.read(CALL_ID);
    bench.meter.addModel(understood);
    await bench.calls.update(CALL_ID, (call) => call);
    await bench.calls.update(CALL_ID, () => old && { ...old, doubtful: true });
    expect(used(bench)?.models.terra?.inputTokens).toBe(100);
    expect(bench.book.read(CALL_ID)?.doubtful).toBe(true);
  });

  it('waits for the next write where one fails, or there is no call', async () => {
    const bench = open();
    bench.meter.addModel(understood);
    bench.book.faults.next.update = [failure('unavailable', 'forge')];
    await bench.calls.update(CALL_ID, (call) => call && { ...call, doubtful: true });
    expect(used(bench)).toBeUndefined();
    await bench.calls.update(`CA${'9'.repeat(32)}`, (call) => call);
    await bench.calls.update(CALL_ID, (call) => call);
    expect(used(bench)?.models.terra?.inputTokens).toBe(100);
  });

  it('costs no write where nothing was used', async () => {
    const bench = open();
    const before = await bench.calls.update(CALL_ID, (call) => call);
    expect(before).toMatchObject({ ok: true, value: makeRecordedCall() });
  });

  it('counts the segments of texts that were taken', async () => {
    const meter = createMeter();
    const results = [
      { ok: true as const, value: { sid: 'SM1' } },
      { ok: false as const, failure: failure('rejected', 'twilio') },
    ];
    const phone = { sendText: async () => results.shift() } as unknown as Parameters<typeof meteredPhone>[0];
    const text = { from: OWN_NUMBER, to: CALLER, body: 'x'.repeat(161) };
    await meteredPhone(phone, meter).sendText(text);
    await meteredPhone(phone, meter).sendText(text);
    expect(meter.pending()).toEqual({ segments: 2, models: {} });
  });

  it('counts what came while it was being written next time', () => {
    const meter = createMeter();
    meter.addModel(understood);
    const kept = meter.pending();
    meter.addText('Hello');
    if (kept !== undefined) meter.settle(kept);
    expect(meter.pending()?.segments).toBe(1);
    expect(meter.pending()?.models.terra?.inputTokens).toBe(0);
  });

  it('adds without losing either', () => {
    const one = { segments: 1, models: { a: { seconds: 1, inputTokens: 2, outputTokens: 3 } } };
    expect(addUsage(one, one)).toEqual({
      segments: 2,
      models: { a: { seconds: 2, inputTokens: 4, outputTokens: 6 } },
    });
    expect(makeCall({ usage: one }).usage).toEqual(one);
  });
});
