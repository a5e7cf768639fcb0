const SECOND_MS = 1000;

/** The app's own store is out, or holds what this version can't read. */
const STORE_WAIT_MS = 15 * SECOND_MS;
/**
 * A call whose own waits double is back in the sweep's hands long before. One that comes back so often without getting
 * on can't be read, or written.
 */
const MOST_SHORT_WAITS = 8;
const FIRST_LONG_WAIT_MS = 8 * SECOND_MS;

/**
 * How long an event waits that could not even be begun, in milliseconds.
 *
 * @param returns how often it has come back
 */
export const storeWaitMs = (returns: number): number => STORE_WAIT_MS * 2 ** returns;

/** How long an event waits that came back so often, in milliseconds: longer each time, so that it ends. */
export const waitAtLeastMs = (ms: number, returns: number): number =>
  returns <= MOST_SHORT_WAITS ? ms : Math.max(ms, FIRST_LONG_WAIT_MS * 2 ** (returns - MOST_SHORT_WAITS - 1));
