import { z } from 'zod';
import type { NumberDesk } from '../settings/wiring';
import { store } from './store';

const Target = z.object({ url: z.string(), method: z.enum(['GET', 'POST']) });
const StoredTargets = z.object({
  voice: Target,
  fallback: Target,
  status: Target,
  text: Target,
  textFallback: Target,
});

/** A `+` can't be in a key. */
const keyOf = (number: string): string => `number-before:${number.replace(/\D/g, '')}`;

/** A secret each: URLs of others often have a token in their query. */
export const numberStore: Pick<NumberDesk, 'loadBefore' | 'keepBefore' | 'forgetBefore'> = {
  loadBefore: (number) => store.getSecret(keyOf(number), StoredTargets),
  keepBefore: (number, targets) => store.putSecret(keyOf(number), targets),
  forgetBefore: (number) => store.deleteSecret(keyOf(number)),
};
