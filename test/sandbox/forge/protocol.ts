/** What the host and a worker say to each other. Bodies are bytes; results are JSON, as on the platform. */

/** The part of `ForgeRuntime` (@forge/api, out/api/runtime.d.ts) that can be sent to a worker. */
export interface RuntimeData {
  proxy: { token: string; url: string; host: string };
  contextAri: string;
  container: { region: string; runtime: string; handler: string };
  appContext: {
    appId: string;
    appVersion: string;
    environmentId: string;
    environmentType: string;
    invocationId: string;
    installationId: string;
    functionKey: string;
    moduleType: string;
    moduleKey: string;
    license?: unknown;
    installation: unknown;
    permissions: { scopes: string[]; external: unknown };
  };
  aaid?: string;
  lambdaContext: { awsRequestId: string };
  tracing: { traceId: string; spanId: string };
  realtime: { contextToken?: string };
}

/** Where a request of the app goes: nowhere special (global `fetch`), or through the platform's proxy. */
export interface ForgeTarget {
  type: string;
  provider?: string;
  remote?: string;
  accountId?: string;
  contextAri?: string;
}

export interface WireRequest {
  method: string;
  headers: [string, string][];
  body: ArrayBuffer | undefined;
  redirect: 'follow' | 'manual' | 'error';
}

export interface WireResponse {
  status: number;
  statusText: string;
  headers: [string, string][];
  body: ArrayBuffer | undefined;
  url: string;
  redirected: boolean;
}

export interface WireError {
  name: string;
  message: string;
  stack?: string | undefined;
}

export type ToWorker =
  | {
      type: 'invoke';
      id: string;
      exportName: string;
      /** JSON of the handler's arguments. */
      args: string;
      runtime: RuntimeData;
      /** The host's clock, in ms since the epoch: the app's `Date` follows it. */
      now: number;
      /** What is left of the time limit, in ms. */
      limitMs: number;
    }
  | { type: 'response'; fetchId: number; response: WireResponse }
  | { type: 'fetch-failed'; fetchId: number; error: WireError };

export type FromWorker =
  | { type: 'loaded'; ms: number }
  | { type: 'result'; id: string; json: string | undefined }
  | { type: 'failure'; id: string; error: WireError }
  | { type: 'log'; invocationId: string | undefined; level: string; text: string }
  | {
      type: 'fetch';
      fetchId: number;
      invocationId: string;
      target: ForgeTarget | undefined;
      url: string;
      request: WireRequest;
    }
  | { type: 'abort'; fetchId: number };
