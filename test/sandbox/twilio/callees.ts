import type { Callee } from './session';

/** How the people behave whom the line calls, by number. */
export interface Callees {
  of(to: string): Callee;
  set(to: string, callee: Callee): void;
  list(): ({ number: string } & Callee)[];
}

/** A person, who picks up and takes the call; a mailbox would press nothing. */
const SOMEBODY: Callee = { outcome: 'answered', presses: '1' };

export function createCallees(usual: (to: string) => Callee = () => SOMEBODY): Callees {
  const known = new Map<string, Callee>();
  return {
    of: (to) => known.get(to) ?? usual(to),
    set: (to, callee) => void known.set(to, callee),
    list: () => [...known].map(([number, callee]) => ({ number, ...callee })),
  };
}
