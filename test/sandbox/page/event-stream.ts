/** Server-sent events, with reconnecting left to the browser. */
export interface StreamListeners {
  onMessage(data: unknown): void;
  onOpen?(): void;
  /** The connection broke. `final`: the browser won't try again. */
  onLost?(final: boolean): void;
}

/** Opens the stream at `url`; `names` are the event names besides the unnamed ones. The returned function closes it. */
export type OpenStream = (url: string, names: readonly string[], listeners: StreamListeners) => () => void;

export const openEventStream: OpenStream = (url, names, { onMessage, onOpen, onLost }) => {
  const source = new EventSource(url);
  const read = (event: MessageEvent): void => onMessage(JSON.parse(String(event.data)));
  for (const name of ['message', ...names]) source.addEventListener(name, read);
  source.onopen = () => onOpen?.();
  source.onerror = () => onLost?.(source.readyState === EventSource.CLOSED);
  return () => source.close();
};
