/** Digits beyond the wanted ones by which a tie is told from a near miss: a double that is a tie ends right after it. */
const GUARD_DIGITS = 30;

/** A size (not negative) with so many fraction digits, halves rounded to the even neighbour, from the exact value of the double. */
export function roundHalfEven(size: number, fractionDigits: number): string {
  if (size >= 1e21) return fixed(BigInt(size), 0, fractionDigits);
  const exact = size.toFixed(Math.min(100, fractionDigits + GUARD_DIGITS));
  const [whole = '0', fraction = ''] = exact.split('.');
  const kept = BigInt(whole + fraction.slice(0, fractionDigits));
  const rest = fraction.slice(fractionDigits);
  const half = `5${'0'.repeat(Math.max(0, rest.length - 1))}`;
  const up = rest > half || (rest === half && kept % 2n === 1n);
  return fixed(up ? kept + 1n : kept, fractionDigits, fractionDigits);
}

/** An integer of units of 10^-scale as decimal text. */
export function fixed(units: bigint, scale: number, fractionDigits: number): string {
  const digits = units.toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).padEnd(fractionDigits, '0');
  return fractionDigits === 0 ? whole : `${whole}.${fraction}`;
}
