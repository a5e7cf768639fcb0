import { toJsonAndBack } from './across-bridge';
import { type ForgeNode, readForgeDoc } from './forge-doc';

/** https://developer.atlassian.com/platform/forge/apis-reference/ui-api-bridge/showFlag/ */
export interface FlagOptions {
  id: number | string;
  title?: string;
  description?: string;
  type?: 'info' | 'success' | 'warning' | 'error';
  appearance?: 'info' | 'success' | 'warning' | 'error';
  actions?: { text: string; onClick: () => void }[];
  isAutoDismiss?: boolean;
}

/** What the product does for a front end. */
export interface BridgeHost {
  draw(doc: ForgeNode): void;
  /** Rejects with the app's own words. */
  invoke(functionKey: string, payload: unknown): Promise<unknown>;
  getContext(): Promise<unknown>;
  showFlag(flag: FlagOptions): void;
  closeFlag(id: FlagOptions['id']): void;
  openUrl(url: string, target: 'same-tab' | 'new-tab'): void;
  reload(): void;
  changeTitle(title: string): void;
  /** What the app does that nothing here can answer, or what it could not do. */
  complain(problem: string): void;
}

type Command = (data: Record<string, unknown>) => unknown;

export interface Bridge {
  callBridge(command: string, data?: unknown): Promise<unknown>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The other end of `@forge/bridge` 7 and of the reconciler of `@forge/react` 12. */
export function createBridge(host: BridgeHost): Bridge {
  const commands: Record<string, Command> = {
    ...listPageCommands(host),
    ...listEventCommands(),
    reconcile: ({ forgeDoc }) => host.draw(readForgeDoc(forgeDoc)),
    invoke: async ({ functionKey, payload, metadata }) => {
      const answer = toJsonAndBack(await host.invoke(String(functionKey), toJsonAndBack(payload)));
      return metadata === undefined ? answer : { body: answer, metadata: {} };
    },
    onError: ({ error }) => host.complain(`The front end failed: ${String(error)}`),
  };
  return {
    async callBridge(command, data) {
      const act = commands[command];
      try {
        if (act === undefined) throw new Error(`The sandbox does not answer the bridge's '${command}'.`);
        return await act(isObject(data) ? data : { value: data });
      } catch (error) {
        // The app gets to know of what its resolver refuses; all else is a mistake that nobody may miss.
        if (command !== 'invoke') host.complain(error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
  };
}

function listPageCommands(host: BridgeHost): Record<string, Command> {
  return {
    getContext: () => host.getContext(),
    // Not copied as a whole: the actions are functions.
    showFlag: (data) => host.showFlag(data as unknown as FlagOptions),
    closeFlag: ({ id }) => host.closeFlag(id as FlagOptions['id']),
    navigate: ({ url, type, target }) => {
      if (typeof url !== 'string') throw new Error(`The sandbox has no place '${String(target)}' to go to.`);
      host.openUrl(url, type === 'new-tab' ? 'new-tab' : 'same-tab');
    },
    reload: () => host.reload(),
    changeWindowTitle: ({ value }) => host.changeTitle(String(value)),
    // What UI Kit draws is part of the product's page, and has its colours already.
    enableTheming: () => undefined,
    emitReadyEvent: () => undefined,
  };
}

function listEventCommands(): Record<string, Command> {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const on: Command = ({ event, callback }) => {
    const heard = listeners.get(String(event)) ?? new Set();
    listeners.set(String(event), heard);
    const listener = callback as (payload: unknown) => void;
    heard.add(listener);
    return { unsubscribe: () => heard.delete(listener) };
  };
  const emit: Command = ({ event, payload }) => {
    for (const listener of listeners.get(String(event)) ?? []) listener(toJsonAndBack(payload));
  };
  return { on, emit, onPublic: on, emitPublic: emit };
}
