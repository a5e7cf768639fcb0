import { Mistake } from '../sandbox/mistake';

/** A deliberate mistake in the app, to see that the runner finds it. */
export interface Mutation {
  key: string;
  /** Changes the source of a bundle. @throws Error when what is to be changed isn't there exactly once. */
  apply(source: string, bundle: string): string;
}

interface Change {
  /** As the bundler writes it: unminified, comments and all. */
  from: string;
  to: string;
}

/** The bundle that files calls: it has every place, each once. Other bundles have only what they import. */
const COMPLETE = /[/\\]entry[/\\]jobs\.cjs$/;

const CHANGES: Record<string, readonly Change[]> = {
  /**
   * Nobody heeds a lease, nor lets a call rest that somebody else has: `src/intake/lease.ts`. Without its first part
   * alone nothing goes wrong, since the rest is longer than what the other is about.
   */
  lease: [
    {
      from: 'const isHeldByOther = ({ lease }, now) => ',
      to: 'const isHeldByOther = ({ lease }, now) => false && ',
    },
    { from: 'const isLeft = ({ lease }) => ', to: 'const isLeft = ({ lease }) => false && ' },
    { from: 'const isTakenOver = (stored, held) => ', to: 'const isTakenOver = (stored, held) => false && ' },
  ],
  /** What was about to be made is never noted: `src/intake/file-request.ts`. */
  intent: [
    {
      from: 'isTakenOver(stored, call) ? stored : withLease({ ...stored, intent }, intake)',
      to: 'isTakenOver(stored, call) ? stored : withLease({ ...stored }, intake)',
    },
  ],
  /** An earlier request is never found: `src/services/jira.ts`. */
  search: [{ from: 'return succeed(found.value.issues.map(', to: 'return succeed([].map(' }],
};

export const MUTATIONS = Object.keys(CHANGES);

/** @throws Mistake when there is none of that name. */
export function findMutation(name: string): Mutation {
  const changes = CHANGES[name];
  if (changes === undefined) throw new Mistake(`--mutate ${name} is none of ${MUTATIONS.join(', ')}.`);
  return {
    key: name,
    apply: (source, bundle) =>
      changes.reduce((text, change) => replaceOnce(text, change, name, COMPLETE.test(bundle)), source),
  };
}

function replaceOnce(source: string, { from, to }: Change, name: string, isNeeded: boolean): string {
  const parts = source.split(from);
  if (parts.length === 1 && !isNeeded) return source;
  if (parts.length !== 2)
    throw new Error(
      `The mutation "${name}" looks for this once in the bundle, and found it ${parts.length - 1} times: ${from}`,
    );
  return parts.join(to);
}
