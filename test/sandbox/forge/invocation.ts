import type { Identity } from './identity';
import type { Ids } from './ids';
import type { FunctionDefinition, Manifest } from './manifest';
import type { RuntimeData } from './protocol';

export interface Invocation {
  functionKey: string;
  moduleKey: string;
  /** Such as `core:webtrigger`. */
  moduleType: string;
  /** First argument of the handler; the second, the context, is made here. */
  payload: unknown;
  /** The user who set it off. */
  accountId?: string | undefined;
  limitMs: number;
}

/** `context.license`: only set for paid apps in production. */
export type License = Record<string, unknown> | undefined;

interface DescriberOptions {
  manifest: Manifest;
  identity: Identity;
  ids: Ids;
  license(): License;
}

/** What goes into an invocation besides the handler's name: its arguments, and the runtime that the SDKs look up. */
export type DescribeInvocation = (
  id: string,
  invocation: Invocation,
  definition: FunctionDefinition,
) => { args: unknown[]; runtime: RuntimeData };

export function createInvocationDescriber(options: DescriberOptions): DescribeInvocation {
  const { manifest, identity, ids } = options;
  const installation = {
    ari: { installationId: identity.installationId },
    contexts: [{ cloudId: identity.cloudId }],
  };
  const { scopes, external } = manifest.permissions;

  /** Nothing is there in place of an unset licence, as for apps that are not sold. */
  const describeLicense = (): { license?: License } => {
    const license = options.license();
    return license === undefined ? {} : { license };
  };

  const describeApp = (
    id: string,
    { functionKey, moduleType, moduleKey }: Invocation,
  ): RuntimeData['appContext'] => ({
    appId: manifest.appId,
    appVersion: '1.0.0',
    environmentId: identity.environmentId,
    environmentType: 'DEVELOPMENT',
    invocationId: id,
    installationId: identity.installationId,
    functionKey,
    moduleType,
    moduleKey,
    ...describeLicense(),
    installation,
    permissions: { scopes: scopes.names, external },
  });

  return (id, invocation, { module, exportName }) => {
    const { accountId, payload } = invocation;
    const principal = accountId === undefined ? {} : { principal: { accountId } };
    const context = { ...principal, installContext: identity.siteAri, installation, ...describeLicense() };
    return {
      args: [payload, context],
      runtime: {
        proxy: { token: 'sandbox', url: 'https://proxy.invalid', host: 'proxy.invalid' },
        contextAri: identity.siteAri,
        container: {
          region: 'us-east-1',
          runtime: manifest.app.runtime.name,
          handler: `${module}.${exportName}`,
        },
        appContext: describeApp(id, invocation),
        ...(accountId === undefined ? {} : { aaid: accountId }),
        lambdaContext: { awsRequestId: id },
        tracing: { traceId: ids.hex(16), spanId: ids.hex(16) },
        realtime: {},
      },
    };
  };
}
