import { existsSync } from 'node:fs';
import { checkReply, checkRequest, chooseSpec, matchOperation } from './openapi-check';
import { loadSpec, type SpecName, specFolder } from './openapi-spec';

export { checkReply, checkRequest } from './openapi-check';
export { loadSpec } from './openapi-spec';

/** Whether the vendors' files are here; says so once where they aren't, so that a skip is seen. */
export function hasSpecs(): boolean {
  const found = existsSync(specFolder);
  if (!found) console.log(`Skipped: no API descriptions of the vendors at ${specFolder}`);
  return found;
}

/** A request that the app sent, and what a service answered. */
export interface Exchange {
  request: { method: string; url: string; headers: Headers; body: Uint8Array<ArrayBuffer> };
  reply: { status: number; headers: Headers; body: Uint8Array<ArrayBuffer> };
}

export interface Recorder {
  readonly exchanges: Exchange[];
  /** Keeps copies; the request and the reply can still be read. */
  record(request: Request, reply: Response): Promise<void>;
  /** `send`, with every exchange kept. */
  wrap(send: (request: Request) => Promise<Response>): (request: Request) => Promise<Response>;
}

/** Collects what is sent and answered, to be checked at the end. */
export function createRecorder(): Recorder {
  const exchanges: Exchange[] = [];
  const keep = async (request: Request, reply: Response): Promise<void> => {
    const [sent, answered] = await Promise.all([request.arrayBuffer(), reply.arrayBuffer()]);
    exchanges.push({
      request: {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: new Uint8Array(sent),
      },
      reply: { status: reply.status, headers: reply.headers, body: new Uint8Array(answered) },
    });
  };
  return {
    exchanges,
    record: (request, reply) => keep(request.clone(), reply.clone()),
    wrap: (send) => async (request) => {
      const copy = request.clone();
      const reply = await send(request);
      await keep(copy, reply.clone());
      return reply;
    },
  };
}

export interface Conformance {
  /** One line per complaint: the operation, which direction, what. */
  complaints: string[];
  /** Operation ids per vendor that were seen. */
  covered: Map<SpecName, Set<string>>;
}

/** Checks both directions of every exchange whose vendor describes its API. */
export async function checkExchanges(exchanges: readonly Exchange[]): Promise<Conformance> {
  const complaints: string[] = [];
  const covered = new Map<SpecName, Set<string>>();
  for (const { request, reply } of exchanges) {
    const name = chooseSpec(request.url);
    const spec = name && (await loadSpec(name));
    if (!spec) continue;
    const { method, url, headers, body } = request;
    const sent = new Request(url, { method, headers, ...(body.length > 0 ? { body } : {}) });
    const text = new TextDecoder().decode(reply.body);
    const operation = matchOperation(spec, method, url)?.operationId;
    const operations = covered.get(spec.name) ?? new Set();
    covered.set(spec.name, operation ? operations.add(operation) : operations);
    const label = `${spec.name} ${operation ?? `${method} ${new URL(url).pathname}`}`;
    // A request that was refused was meant to be wrong, or its reply says why.
    const outbound = reply.status < 400 ? await checkRequest(spec, sent) : [];
    const inbound = checkReply(spec, { method, url }, reply.status, reply.headers.get('content-type'), text);
    complaints.push(...outbound.map((complaint) => `${label}: request: ${complaint}`));
    complaints.push(...inbound.map((complaint) => `${label}: reply ${reply.status}: ${complaint}`));
  }
  return { complaints: [...new Set(complaints)], covered };
}

/**
 * Fails, with every complaint in its message, unless all `exchanges` are as the vendors describe them.
 *
 * @returns the operations that were seen, per vendor.
 */
export async function expectConformance(exchanges: readonly Exchange[]): Promise<Conformance['covered']> {
  const { complaints, covered } = await checkExchanges(exchanges);
  if (complaints.length > 0) throw new Error(`Not as the vendor describes it:\n${complaints.join('\n')}`);
  return covered;
}
