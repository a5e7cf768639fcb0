import type { StandIn, StandInContext } from '../stand-in';
import { type ControlState, createControl } from './control';
import { createFrontDesk } from './front-desk';
import { createVendorApi } from './vendor-api';

export interface OpenAiOptions {
  /** The keys that are let in; by default whatever looks like one (`sk-` and eight letters more). */
  apiKeys?: string[];
  /** Milliseconds that every answer takes on the sandbox's clock; 0 by default. */
  latencyMs?: number;
  /** Requests in a minute before 429; 30,000 by default. */
  requestsPerMinute?: number;
}

/**
 * OpenAI on this machine: transcriptions, responses and models, as the official client knows them.
 *
 * It understands nothing. It "hears" the words that travel inside the sandbox's recordings (`../wav.ts`), and fills
 * the schema that it is given by rules and word lists (`understanding/`), in English, German, French, Spanish,
 * Italian, Portuguese, Dutch and Japanese. It never translates: asked for another language than the caller's, it
 * keeps the caller's words. How to make it fail or invent is described in `control.ts`.
 */
export function createOpenAi(context: StandInContext, options: OpenAiOptions = {}): StandIn {
  const state: ControlState = {
    latencyMs: options.latencyMs ?? 0,
    faults: [],
    replies: [],
    requests: [],
    projects: [],
  };
  const api = createVendorApi(context, state);
  return { fetch: createFrontDesk(context, state, options, api), control: createControl(state) };
}
