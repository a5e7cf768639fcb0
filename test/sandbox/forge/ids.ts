/** Random names for things inside the sandbox; reproducible when `random` is seeded. Never for secrets. */
export interface Ids {
  uuid(): string;
  hex(length: number): string;
  /** Letters and digits, as in web trigger ids. */
  alphanumeric(length: number): string;
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function createIds(random: () => number): Ids {
  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const hex = (length: number): string => draw('0123456789abcdef', length);
  return {
    hex,
    alphanumeric: (length) => draw(ALPHANUMERIC, length),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${draw('89ab', 1)}${hex(3)}-${hex(12)}`,
  };
}
