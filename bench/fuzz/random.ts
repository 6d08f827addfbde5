/** Whole numbers below `limit`, the same ones for the same seed, so that a finding can be repeated. */
export type Random = (limit: number) => number;

/** A generator of 32-bit numbers (mulberry32) for one seed. */
export function randomFor(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, limit);
  };
}

/** One of a list. */
export function pick<T>(list: readonly T[], random: Random): T {
  const item = list[random(list.length)];
  if (item === undefined) throw new Error('expected a list with entries');
  return item;
}
