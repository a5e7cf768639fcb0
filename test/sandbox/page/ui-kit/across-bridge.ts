export type BridgedFunction = (...given: unknown[]) => Promise<unknown>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isEvent = (value: Record<string, unknown>): boolean => 'target' in value && 'timeStamp' in value;

/** Atlaskit's second argument, which its event handlers get for Atlassian's own statistics. */
const isAnalytics = (value: unknown): boolean => isObject(value) && '_isUIAnalyticsEvent' in value;

/**
 * What an event handler of a UI Kit component gets: the `SerialisableEvent` of `@atlaskit/forge-react-types`.
 * The element stays behind: nothing of the page's DOM reaches the app.
 */
function toSerialisableEvent(event: Record<string, unknown>): Record<string, unknown> {
  const { bubbles, cancelable, defaultPrevented, eventPhase, isTrusted, timeStamp, type } = event;
  const target = isObject(event.target) ? event.target : {};
  const { value, checked, name, id, tagName, type: targetType, selectionStart, selectionEnd } = target;
  return {
    ...{ bubbles, cancelable, defaultPrevented, eventPhase, isTrusted, timeStamp, type },
    target: { value, checked, name, id, tagName, type: targetType, selectionStart, selectionEnd },
  };
}

/** Plain data, as it arrives on the other side: `undefined` is dropped, dates are strings. */
export const toJsonAndBack = (value: unknown): unknown => {
  const json: string | undefined = JSON.stringify(value);
  return json === undefined ? undefined : JSON.parse(json);
};

const readArgument = (value: unknown): unknown =>
  toJsonAndBack(isObject(value) && isEvent(value) ? toSerialisableEvent(value) : value);

/**
 * The app's function, called from the page as from the product: later, with plain data, and with nothing but a complaint
 * when it throws.
 * @param where names it in that complaint
 */
export const acrossBridge =
  (call: (...given: unknown[]) => unknown, where: string): BridgedFunction =>
  (...given) => {
    // Read now: React forgets what an event was about once it is handled.
    const plain = given.filter((value) => !isAnalytics(value)).map(readArgument);
    return new Promise((resolve) => {
      setTimeout(() => {
        Promise.resolve()
          .then(() => call(...plain))
          .then(toJsonAndBack)
          .then(resolve, (error: unknown) => {
            console.error(`${where} of the app failed:`, error);
            resolve(undefined);
          });
      }, 0);
    });
  };
