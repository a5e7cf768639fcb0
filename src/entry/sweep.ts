import { composeSweep } from '../compose';
import { sweepCalls } from '../intake/sweep-calls';

/** Every five minutes: calls that were left behind. */
export const handle = (): Promise<void> => sweepCalls(composeSweep());
