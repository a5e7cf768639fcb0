import { z } from 'zod';
import type { Sandbox } from '../sandbox/sandbox';

const Stored = z.object({
  state: z.string(),
  body: z.looseObject({ id: z.string(), steps: z.record(z.string(), z.string()).default({}) }),
});
const FINAL: ReadonlySet<string> = new Set(['closed', 'abandoned', 'parked']);

/** How far the app believes to be with a call; the rest of its record only explains. */
export interface AppState {
  id: string;
  state: string;
  isFinal: boolean;
  details: Record<string, unknown>;
}

/** The calls in the app's own store. Nothing is judged by them, but when to stop waiting. */
export const readStates = ({ forge }: Sandbox): AppState[] =>
  forge.store.items.list().flatMap(({ entity, json }) => {
    if (entity !== 'call') return [];
    const { state, body } = Stored.parse(JSON.parse(json));
    const { transcript: _, understanding: __, from: ___, ...details } = body;
    return [{ id: body.id, state, isFinal: FINAL.has(state), details }];
  });
