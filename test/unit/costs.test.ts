import { describe, expect, it } from 'vitest';
import { EMPTY_SETTINGS } from '../../src/contract/settings';
import { costsOf, sumOf } from '../../src/settings/costs';
import { makeCall, makeRecordedCall, OTHER_RECORDING_ID, RECORDING_ID, START } from './fakes';

const { prices } = EMPTY_SETTINGS;
const quantityOf = (call: Parameters<typeof costsOf>[0], item: string) =>
  costsOf(call, prices).find((cost) => cost.item === item)?.quantity;

describe('what a call costs (M11)', () => {
  it('is minutes, texts and what the models used, each at its price', () => {
    const call = makeRecordedCall({
      durationSeconds: 61,
      usage: {
        segments: 2,
        models: {
          'gpt-transcribe': { seconds: 30, inputTokens: 0, outputTokens: 0 },
          'gpt-6.1-terra': { seconds: 0, inputTokens: 2000, outputTokens: 500 },
        },
      },
    });
    const costs = costsOf(call, prices);
    expect(costs.map(({ item, quantity }) => [item, quantity])).toEqual([
      ['call-minutes', 2],
      ['recording-minutes', 1],
      ['texts', 2],
      ['transcription-minutes', 0.5],
      ['input-tokens', 2000],
      ['output-tokens', 500],
    ]);
    expect(sumOf(costs)).toBeCloseTo(0.017 + 0.0025 + 0.0166 + 0.00225 + 0.002 + 0.0025, 10);
    expect(sumOf(costs, 'twilio')).toBeCloseTo(0.0361, 10);
    expect(sumOf(costs, 'openai')).toBeCloseTo(0.00675, 10);
  });

  it.each([
    [0, undefined],
    [1, 1],
    [60, 1],
    [61, 2],
    [120, 2],
    [899, 15],
  ])('counts a call of %i seconds as %s minutes, as Twilio does', (durationSeconds, minutes) => {
    expect(quantityOf(makeCall({ durationSeconds }), 'call-minutes')).toBe(minutes);
  });

  it('rounds each recording up by itself', () => {
    const call = makeRecordedCall({
      recording: { sid: RECORDING_ID, seconds: 61, at: START },
      additions: [{ sid: OTHER_RECORDING_ID, seconds: 2, at: START, heard: true }],
    });
    expect(quantityOf(call, 'recording-minutes')).toBe(3);
  });

  it('is taken from the clock until Twilio has said how long it was', () => {
    expect(quantityOf(makeCall({ endedAt: START + 61_000 }), 'call-minutes')).toBe(2);
    expect(costsOf(makeCall(), prices)).toEqual([]);
  });

  it('follows the price table', () => {
    const call = makeCall({ durationSeconds: 60 });
    expect(sumOf(costsOf(call, { ...prices, callMinute: 1 }))).toBe(1);
  });
});
