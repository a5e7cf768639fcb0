import { z } from 'zod';
import type { Sandbox } from '../sandbox/sandbox';

const Stored = z.object({
  state: z.string(),
  body: z.object({
    id: z.string(),
    gap: z.string().optional(),
    problem: z.string().optional(),
    steps: z.record(z.string(), z.string()).default({}),
    retry: z.unknown().optional(),
    request: z.object({ key: z.string() }).optional(),
  }),
});
const FINAL: ReadonlySet<string> = new Set(['closed', 'abandoned', 'parked']);

/** How far the app believes to be with a call. */
export interface AppState {
  id: string;
  state: string;
  isFinal: boolean;
  /** What the record says for a person who wants to know why. */
  details: object;
}

/** The calls in the app's own store. Nothing is judged by them, but when to stop waiting. */
export const readStates = ({ forge }: Sandbox): AppState[] =>
  forge.store.items.list().flatMap(({ entity, json }) => {
    if (entity !== 'call') return [];
    const { state, body } = Stored.parse(JSON.parse(json));
    const { id, ...details } = body;
    return [{ id, state, isFinal: FINAL.has(state), details }];
  });
