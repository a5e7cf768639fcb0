import { Mistake } from '../sandbox/mistake';

/** A deliberate mistake in the app, to see that the runner finds it. */
export interface Mutation {
  key: string;
  /** Changes a bundle's source. @throws Error when the place to change isn't there exactly once. */
  apply(source: string): string;
}

export const MUTATIONS: Record<string, Mutation> = {};

export function findMutation(name: string): Mutation {
  const mutation = MUTATIONS[name];
  if (mutation === undefined)
    throw new Mistake(`--mutate ${name} is none of ${Object.keys(MUTATIONS).join(', ')}.`);
  return mutation;
}
