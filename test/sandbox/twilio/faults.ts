import { z } from 'zod';

/** Misfortunes on demand. Each stays until it is used up or replaced. */
export const faultsSchema = z.strictObject({
  /** The next `count` REST calls whose path holds `path` go wrong. */
  rest: z
    .strictObject({
      kind: z.union([z.int().min(400).max(599), z.enum(['time-out', 'reset'])]),
      count: z.int().min(0).default(1),
      path: z.string().default(''),
      /** Seconds, for 429 and 503. */
      retryAfter: z.number().min(0).optional(),
    })
    .optional(),
  /** Recordings' media stay 404 for this long after the recording has ended, instead of the usual moment. */
  mediaDelayMs: z.number().min(0).optional(),
  /** The next webhooks are sent twice. */
  duplicateWebhooks: z.int().min(0).optional(),
  /** The next webhooks never arrive. */
  loseWebhooks: z.int().min(0).optional(),
  /** No webhook arrives until this is false again: the application is out. */
  loseAllWebhooks: z.boolean().optional(),
});
export type Faults = z.infer<typeof faultsSchema>;

export interface FaultBox {
  set(faults: Faults): void;
  list(): Faults;
  /** The fault for this REST call, if one is due. */
  takeRest(path: string): NonNullable<Faults['rest']> | undefined;
  takeDuplicate(): boolean;
  takeLoss(): boolean;
  /** Whether nothing arrives at the application at all. */
  isOut(): boolean;
  mediaDelayMs(): number | undefined;
}

export function createFaultBox(): FaultBox {
  let faults: Faults = {};
  const takeOne = (name: 'duplicateWebhooks' | 'loseWebhooks'): boolean => {
    const left = faults[name] ?? 0;
    if (left > 0) faults = { ...faults, [name]: left - 1 };
    return left > 0;
  };
  return {
    set(added) {
      faults = { ...faults, ...added };
    },
    list: () => faults,
    takeRest(path) {
      const { rest } = faults;
      if (rest === undefined || rest.count === 0 || !path.includes(rest.path)) return undefined;
      faults = { ...faults, rest: { ...rest, count: rest.count - 1 } };
      return rest;
    },
    takeDuplicate: () => takeOne('duplicateWebhooks'),
    takeLoss: () => takeOne('loseWebhooks') || faults.loseAllWebhooks === true,
    isOut: () => faults.loseAllWebhooks === true,
    mediaDelayMs: () => faults.mediaDelayMs,
  };
}
