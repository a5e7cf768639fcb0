import type { Identity } from './identity';
import type { Outcome } from './instance';
import type { Invocation } from './invocation';
import type { Manifest } from './manifest';

export interface ResolverCall {
  /** Key of the UI module (`jira:adminPage` and so on), not of the function. */
  moduleKey: string;
  /** As in the front end's `invoke(functionKey, payload)`. */
  functionKey: string;
  payload?: unknown;
  accountId: string;
  /** What the product tells of the place: `{ type, issue: { key, id, type }, project: … }`. */
  extension?: Record<string, unknown> | undefined;
}

/** https://developer.atlassian.com/platform/forge/limits-invocation/ */
const LIMIT_MS = 25_000;
const MOST_REQUEST_BYTES = 500 * 1024;
const MOST_RESPONSE_BYTES = 5 * 1024 * 1024;

interface ResolverOptions {
  manifest: Manifest;
  identity: Identity;
  site: string;
  invoke(invocation: Invocation): Promise<Outcome>;
}

function readOutcome(outcome: Outcome): unknown {
  switch (outcome.kind) {
    case 'returned':
      if (outcome.bytes > MOST_RESPONSE_BYTES)
        throw new Error('The response of the resolver is larger than 5 MB.');
      return outcome.value;
    case 'threw':
    case 'crashed':
      throw new Error(outcome.error.message);
    case 'timed-out':
      throw new Error(`The resolver did not finish within ${outcome.limitMs / 1000} s.`);
    case 'out-of-memory':
      throw new Error('The resolver ran out of memory.');
  }
}

/**
 * Calls a resolver function as the bridge's `invoke` does; the payload is what `@forge/resolver` 2 unpacks.
 * Rejects with the app's error message, as the bridge does.
 */
export function createResolverCall(options: ResolverOptions): (call: ResolverCall) => Promise<unknown> {
  const { manifest, identity, site } = options;
  return async ({ moduleKey, functionKey, payload, accountId, extension }) => {
    const module = manifest.resolvers.find(({ key }) => key === moduleKey);
    if (module === undefined) throw new Error(`The manifest has no module '${moduleKey}' with a resolver.`);
    if (Buffer.byteLength(JSON.stringify(payload ?? null)) > MOST_REQUEST_BYTES) {
      throw new Error('The request to the resolver is larger than 500 KB.');
    }
    const context = {
      localId: `${identity.installationId}/${moduleKey}`,
      cloudId: identity.cloudId,
      moduleKey,
      environmentId: identity.environmentId,
      environmentType: 'DEVELOPMENT',
      siteUrl: `https://${site}`,
      timezone: 'UTC',
      locale: 'en-US',
      extension: { type: module.type, ...extension },
    };
    const outcome = await options.invoke({
      functionKey: module.function,
      moduleKey,
      moduleType: module.type,
      payload: { call: { functionKey, payload }, context },
      accountId,
      limitMs: LIMIT_MS,
    });
    return readOutcome(outcome);
  };
}
