import { createRandom } from '../sandbox/random';

/** A stream of numbers in [0, 1) of its own for each purpose, so that a draw more in one leaves the others alone. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** In [least, most). */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Exponentially distributed: how long until something that happens every `mean` on average. */
  wait(mean: number): number;
}

export function createDice(seed: number, ...purpose: (string | number)[]): Dice {
  const next = createRandom(mix(`${seed}/${purpose.join('/')}`));
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    wait: (mean) => -mean * Math.log(1 - next()),
  };
}

/** FNV-1a, 32 bit. */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
