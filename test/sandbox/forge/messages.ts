import type { SandboxLog } from '../log';
import type { Instance, InstanceEvents } from './instance';
import { describeCrossing, type Passage } from './passage';
import type { ForgeTarget, FromWorker, WireRequest, WireResponse } from './protocol';

type Respond = (
  target: ForgeTarget | undefined,
  url: string,
  request: WireRequest,
  invocationId: string,
  signal: AbortSignal,
) => Promise<Response>;

async function packResponse(response: Response): Promise<WireResponse> {
  const { status, statusText, url, redirected } = response;
  return {
    status,
    statusText,
    headers: [...response.headers],
    body: await response.arrayBuffer(),
    url,
    redirected,
  };
}

/**
 * Handles what a running function says: a line for the log, a request to the outside, or that it gave one up.
 * A request of the sandbox's own making that nothing answers is said in the log, since an app may swallow it.
 */
export function createMessageHandler(
  log: SandboxLog,
  respond: Respond,
  passage: Passage = (_, proceed) => proceed(),
): Pick<InstanceEvents, 'onMessage' | 'onEnd'> {
  const requests = new WeakMap<Instance, Map<number, AbortController>>();

  async function answer(instance: Instance, message: Extract<FromWorker, { type: 'fetch' }>): Promise<void> {
    const { fetchId, target, url, request, invocationId } = message;
    const controller = new AbortController();
    const open = requests.get(instance) ?? new Map<number, AbortController>();
    requests.set(instance, open.set(fetchId, controller));
    try {
      const kill = (): void => {
        const error = { name: 'Error', message: 'The function was killed.' };
        void instance.end({ kind: 'crashed', error });
      };
      const crossing = { ...describeCrossing(target, url, request), signal: controller.signal, kill };
      const response = await passage(crossing, () =>
        respond(target, url, request, invocationId, controller.signal),
      );
      if (response.status === 501) {
        log.add({
          source: 'forge',
          kind: 'route-missing',
          title: `The sandbox has no answer to ${request.method} ${url}`,
        });
      }
      instance.send({ type: 'response', fetchId, response: await packResponse(response) });
    } catch (error) {
      const { name, message: cause } = error instanceof Error ? error : new Error(String(error));
      // Undici's words for a broken connection, which the vendors' SDKs know.
      instance.send({
        type: 'fetch-failed',
        fetchId,
        error: { name, message: 'fetch failed', stack: cause },
      });
    } finally {
      open.delete(fetchId);
    }
  }

  return {
    onMessage(instance, message) {
      if (message.type === 'fetch') void answer(instance, message);
      else if (message.type === 'abort') requests.get(instance)?.get(message.fetchId)?.abort();
      else log.add({ source: 'app', kind: `log-${message.level}`, title: message.text });
    },
    onEnd(instance) {
      for (const controller of requests.get(instance)?.values() ?? []) controller.abort();
    },
  };
}
