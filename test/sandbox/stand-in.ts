import type { Hono } from 'hono';
import type { Clock } from './clock';
import type { Documents } from './documents';
import type { SandboxLog } from './log';

/** What every stand-in is given. */
export interface StandInContext {
  clock: Clock;
  /** Deterministic when seeded; never for secrets. In [0, 1). */
  random: () => number;
  documents: Documents;
  log: SandboxLog;
}

/** A vendor's service on this machine: its public API, and a control API for the page and the tests. */
export interface StandIn {
  /** Answers a request to the vendor's own host, with the vendor's own paths. */
  fetch(request: Request): Promise<Response>;
  /** Mounted at `/_sandbox/<name>`. */
  control: Hono;
}
