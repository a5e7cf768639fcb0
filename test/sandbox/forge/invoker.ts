import type { StandInContext } from '../stand-in';
import type { Bundles } from './bundles';
import type { Gateway } from './gateway';
import type { Identity } from './identity';
import type { Ids } from './ids';
import type { Outcome, StartInstance } from './instance';
import { createInstancePool } from './instances';
import { createInvocationDescriber, type Invocation, type License } from './invocation';
import type { Manifest } from './manifest';
import { createMessageHandler } from './messages';
import type { Passage } from './passage';
import type { Caller } from './products';

/** For the control API: what ran, and how it ended. */
export interface InvocationRecord {
  id: string;
  functionKey: string;
  moduleKey: string;
  /** ms since the epoch. */
  startedAt: number;
  /** ms; absent while it runs. */
  ms?: number;
  outcome?: Outcome['kind'];
  error?: string;
}

interface InvokerOptions {
  context: Pick<StandInContext, 'clock' | 'log'>;
  manifest: Manifest;
  bundles: Bundles;
  identity: Identity;
  ids: Ids;
  variables: Record<string, string>;
  /** How long an idle instance is kept, in ms. */
  idleMs: number;
  gateway: Gateway;
  startInstance: StartInstance;
  passage: Passage | undefined;
  license(): License;
}

export interface Invoker {
  invoke(invocation: Invocation): Promise<Outcome>;
  /** The newest 500, oldest first. */
  list(): InvocationRecord[];
  countInstances(): Record<string, number>;
  close(): Promise<void>;
}

const KEPT = 500;

function describeOutcome(outcome: Outcome): string | undefined {
  if (outcome.kind === 'threw' || outcome.kind === 'crashed')
    return `${outcome.error.name}: ${outcome.error.message}`;
  if (outcome.kind === 'timed-out') return `ended after its time limit of ${outcome.limitMs} ms`;
  return outcome.kind === 'out-of-memory' ? 'ended: out of memory' : undefined;
}

export function createInvoker(options: InvokerOptions): Invoker {
  const { context, manifest, identity, ids, gateway } = options;
  const { clock, log } = context;
  const callers = new Map<string, Caller>();
  const records: InvocationRecord[] = [];
  const pool = createInstancePool({
    clock,
    bundles: options.bundles.functions,
    memoryMB: manifest.app.runtime.memoryMB,
    variables: options.variables,
    idleMs: options.idleMs,
    start: options.startInstance,
    events: {
      ...createMessageHandler(
        log,
        (target, url, request, invocationId, signal) =>
          gateway(target, url, request, callers.get(invocationId) ?? {}, signal),
        options.passage,
      ),
      onOutput: (text) => log.add({ source: 'app', kind: 'output-written', title: text.trim() }),
    },
  });

  const describe = createInvocationDescriber({ manifest, identity, ids, license: options.license });

  function finish(record: InvocationRecord, outcome: Outcome): void {
    const error = describeOutcome(outcome);
    Object.assign(
      record,
      { ms: clock.now() - record.startedAt, outcome: outcome.kind },
      error === undefined ? {} : { error },
    );
    callers.delete(record.id);
    const title = `${record.functionKey} ${error ?? outcome.kind} (${record.ms} ms)`;
    const kind = error === undefined ? 'function-ended' : 'function-failed';
    log.add({ source: 'forge', kind, title, detail: outcome });
  }

  return {
    async invoke(invocation) {
      const definition = manifest.functions.get(invocation.functionKey);
      if (definition === undefined)
        throw new Error(`The manifest has no function '${invocation.functionKey}'.`);
      const { functionKey, moduleKey, limitMs, accountId } = invocation;
      const id = ids.uuid();
      const record: InvocationRecord = { id, functionKey, moduleKey, startedAt: clock.now() };
      records.push(record);
      if (records.length > KEPT) records.shift();
      callers.set(id, { accountId });
      const call = {
        id,
        exportName: definition.exportName,
        limitMs,
        ...describe(id, invocation, definition),
      };
      const outcome = await pool.run(definition.module, call);
      finish(record, outcome);
      return outcome;
    },
    list: () => [...records],
    countInstances: () => pool.count(),
    close: () => pool.close(),
  };
}
