import type { CallBook } from '../call/call-book';
import { addUsage, type Call, type CallUsage } from '../contract/call';
import { countSegments } from '../contract/segments';
import type { Phone } from './ports';

/** What one answer of a model has used up of what is paid for. */
export interface ModelUse {
  /** As the provider names it. */
  model: string;
  /** Of sound. */
  seconds?: number;
  inputTokens?: number;
  outputTokens?: number;
}

/** Counts what was used up and is not in the call's record yet. One worker has one call at a time, and one meter. */
export interface Meter {
  addModel(use: ModelUse): void;
  addText(body: string): void;
  pending(): CallUsage | undefined;
  /** Takes off what has been kept. */
  settle(kept: CallUsage): void;
}

const NOTHING: CallUsage = { segments: 0, models: {} };

export function createMeter(): Meter {
  let counted = NOTHING;
  return {
    addModel({ model, seconds = 0, inputTokens = 0, outputTokens = 0 }) {
      counted = addUsage(counted, {
        segments: 0,
        models: { [model]: { seconds, inputTokens, outputTokens } },
      });
    },
    addText(body) {
      counted = addUsage(counted, { segments: countSegments(body).segments, models: {} });
    },
    pending: () => (counted === NOTHING ? undefined : counted),
    settle(kept) {
      // What was counted while it was being written is still to be kept.
      counted = counted === kept ? NOTHING : addUsage(counted, kept, -1);
    },
  };
}

/**
 * A call book that keeps with each write what was used up before it, so that counting costs no write of its own and a
 * failed attempt counts too. Nobody else changes a call's `usage`: whatever is written, what is stored goes on counting.
 */
export const withUsage = (calls: CallBook, meter: Meter): CallBook => ({
  ...calls,
  async update(id, change) {
    const used = meter.pending();
    let isKept = false;
    const updated = await calls.update(id, (stored) => {
      const changed = change(stored);
      isKept = changed !== undefined && used !== undefined;
      if (changed === undefined) return changed;
      if (used === undefined) return changed === stored ? stored : keepUsage(changed, stored?.usage);
      return { ...changed, usage: addUsage(stored?.usage ?? NOTHING, used) };
    });
    if (updated.ok && isKept && used !== undefined) meter.settle(used);
    return updated;
  },
});

function keepUsage(call: Call, usage: CallUsage | undefined): Call {
  if (call.usage === usage) return call;
  const { usage: _, ...rest } = call;
  return usage === undefined ? rest : { ...rest, usage };
}

/** A phone whose texts are counted: one that the provider took is paid for. */
export const meteredPhone = (phone: Phone, meter: Meter): Phone => ({
  ...phone,
  async sendText(text) {
    const sent = await phone.sendText(text);
    if (sent.ok) meter.addText(text.body);
    return sent;
  },
});
