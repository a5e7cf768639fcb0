import type { Consumer } from './delivery';
import type { Identity } from './identity';
import type { Ids } from './ids';
import type { Outcome } from './instance';
import type { Invocation } from './invocation';
import type { Manifest } from './manifest';

interface ModuleReference {
  key: string;
  function: string;
}

/** Invokes the function of a module with what modules of its type get, within their time limit. */
export interface ModuleCalls {
  webTrigger(module: ModuleReference, payload: unknown): Promise<Outcome>;
  consumer(consumer: Consumer, event: unknown): Promise<Outcome>;
  trigger(module: ModuleReference, event: unknown): Promise<Outcome>;
  scheduledTrigger(module: ModuleReference): Promise<Outcome>;
  preUninstall(module: ModuleReference): Promise<Outcome>;
}

/** https://developer.atlassian.com/platform/forge/limits-invocation/ */
const TRIGGER_MS = 25_000;
const DEFAULT_MS = 55_000;

export function createModuleCalls(
  manifest: Manifest,
  identity: Identity,
  ids: Ids,
  invoke: (invocation: Invocation) => Promise<Outcome>,
): ModuleCalls {
  /** `timeoutSeconds` reaches beyond 55 seconds for consumers and scheduled triggers only. */
  const limitOf = (functionKey: string): number => {
    const seconds = manifest.functions.get(functionKey)?.timeoutSeconds;
    return seconds === undefined ? DEFAULT_MS : seconds * 1000;
  };
  const call = (type: string, module: ModuleReference, payload: unknown, limitMs: number): Promise<Outcome> =>
    invoke({
      functionKey: module.function,
      moduleKey: module.key,
      moduleType: `core:${type}`,
      payload,
      limitMs,
    });
  /** https://developer.atlassian.com/platform/forge/function-reference/scheduled-trigger/#request */
  const makePayload = (moduleKey: string): object => ({
    context: { cloudId: identity.cloudId, moduleKey },
    contextToken: ids.hex(64),
  });
  return {
    webTrigger: (module, payload) =>
      call('webtrigger', module, payload, Math.min(DEFAULT_MS, limitOf(module.function))),
    consumer: ({ moduleKey, functionKey }, event) =>
      call('consumer', { key: moduleKey, function: functionKey }, event, limitOf(functionKey)),
    trigger: (module, event) =>
      call('trigger', module, event, Math.min(TRIGGER_MS, limitOf(module.function))),
    scheduledTrigger: (module) =>
      call('scheduledTrigger', module, makePayload(module.key), limitOf(module.function)),
    preUninstall: (module) => call('preUninstall', module, makePayload(module.key), DEFAULT_MS),
  };
}
