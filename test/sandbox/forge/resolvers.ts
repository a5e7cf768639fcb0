import type { Identity } from './identity';
import type { Outcome } from './instance';
import type { Invocation } from './invocation';
import type { Manifest } from './manifest';

/** Where a UI module is shown, and to whom. */
export interface Place {
  /** Key of the UI module (`jira:adminPage` and so on), not of the function. */
  moduleKey: string;
  accountId: string;
  /** BCP 47, as in the viewer's profile; `en-US` unless told. */
  locale?: string | undefined;
  /** What the product tells of the place: `{ type, issue: { key, id, type }, project: … }`. */
  extension?: Record<string, unknown> | undefined;
}

export interface ResolverCall extends Place {
  /** As in the front end's `invoke(functionKey, payload)`. */
  functionKey: string;
  payload?: unknown;
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

/** What the product tells of a place, to the front end and to the resolver. */
export const describePlace = (
  { identity, site }: Pick<ResolverOptions, 'identity' | 'site'>,
  moduleType: string,
  { moduleKey, locale = 'en-US', extension }: Place,
) => ({
  localId: `${identity.installationId}/${moduleKey}`,
  cloudId: identity.cloudId,
  moduleKey,
  environmentId: identity.environmentId,
  environmentType: 'DEVELOPMENT',
  siteUrl: `https://${site}`,
  timezone: 'UTC',
  locale,
  extension: { type: moduleType, ...extension },
});

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
  return async ({ functionKey, payload, ...place }) => {
    const { moduleKey, accountId } = place;
    const module = options.manifest.resolvers.find(({ key }) => key === moduleKey);
    if (module === undefined) throw new Error(`The manifest has no module '${moduleKey}' with a resolver.`);
    if (Buffer.byteLength(JSON.stringify(payload ?? null)) > MOST_REQUEST_BYTES) {
      throw new Error('The request to the resolver is larger than 500 KB.');
    }
    const outcome = await options.invoke({
      functionKey: module.function,
      moduleKey,
      moduleType: module.type,
      payload: { call: { functionKey, payload }, context: describePlace(options, module.type, place) },
      accountId,
      limitMs: LIMIT_MS,
    });
    return readOutcome(outcome);
  };
}
