/** Milliseconds since the epoch. */
export const now = (): number => Date.now();

/** Resolves after that many milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** From 0 up to, but not, 1. */
export const random = (): number => Math.random();
