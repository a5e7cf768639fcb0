import type { TryLine } from '../../contract/admin-trial';
import { english } from './english';
import { german } from './german';

type Wav = Uint8Array<ArrayBuffer>;

const decode = (base64: string) => (): Wav => Uint8Array.from(Buffer.from(base64, 'base64'));

/** Two short messages to try a line with, each decoded when it is wanted. */
export const SAMPLES: Record<NonNullable<TryLine['sample']>, () => Wav> = {
  english: decode(english),
  german: decode(german),
};
