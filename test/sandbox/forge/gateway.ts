import type { Egress } from './egress';
import type { Caller, CallProduct } from './products';
import type { ForgeTarget, WireRequest } from './protocol';

/** Answers a request that the app sends out of an invocation. */
export type Gateway = (
  target: ForgeTarget | undefined,
  url: string,
  request: WireRequest,
  caller: Caller,
  signal: AbortSignal,
) => Promise<Response>;

interface GatewayOptions {
  egress: Egress;
  callProduct: CallProduct;
  /** The storage API: path and body. */
  kvs(path: string, text: string): Promise<Response>;
  stargate(path: string, text: string): Response;
  /** Does the manifest ask for `storage:app`? */
  mayStore: boolean;
}

const decode = (body: ArrayBuffer | undefined): string =>
  new TextDecoder().decode(body ?? new ArrayBuffer(0));

function answerMissing(target: ForgeTarget, url: string): Response {
  const message = `The sandbox has no target ${JSON.stringify(target)} for '${url}': extend test/sandbox/forge/gateway.ts.`;
  return Response.json({ code: 501, message }, { status: 501, statusText: 'Not Implemented' });
}

/** The seam at which `@forge/*` meets the platform: `__forge_fetch__(target, path, init)`, and global `fetch`. */
export function createGateway(options: GatewayOptions): Gateway {
  return async (target, url, request, caller, signal) => {
    if (target === undefined) {
      const { method, headers, body, redirect } = request;
      return options.egress.send(new Request(url, { method, headers, body: body ?? null, redirect, signal }));
    }
    if (target.type === 'kvs') {
      if (!options.mayStore) {
        return Response.json(
          { code: 'FORBIDDEN', message: 'The app has no scope storage:app.' },
          { status: 403 },
        );
      }
      return options.kvs(url, decode(request.body));
    }
    if (target.type !== 'fpp') return answerMissing(target, url);
    if (target.remote !== 'stargate') return options.callProduct(target, url, request, caller, signal);
    return target.provider === 'app'
      ? options.stargate(url, decode(request.body))
      : answerMissing(target, url);
  };
}
