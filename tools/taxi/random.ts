/** Draws the next whole number in `[0, limit)`. */
export type Draw = (limit: number) => number;

/** FNV-1a, 32 bits: spreads a text over the generator's starting state. */
function hash(text: string, salt: number): number {
  let value = (2166136261 ^ salt) >>> 0;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16777619) >>> 0;
  return value;
}

/**
 * The sfc32 generator, started from a text. Integer operations only, so that every Node version and processor draws the
 * same numbers: this is what makes the sample data the same bytes everywhere.
 */
export function drawFrom(seed: string): Draw {
  let a = hash(seed, 1);
  let b = hash(seed, 2);
  let c = hash(seed, 3);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) next();
  return (limit) => Math.floor((next() / 4294967296) * limit);
}
