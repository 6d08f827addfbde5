/** Significant digits and decimal exponent of a finite positive double, the shortest that read back as the same double. */
function shortestDigits(value: number): { digits: string; exponent: number } {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  if (mantissa.length > 1) return { digits: mantissa.replace('.', ''), exponent: Number(exponent) };
  // Java prints two digits at least, so it takes the nearest of two digits: 4.9E-324, where JavaScript prints 5e-324.
  const [two = '0', twoExponent = '0'] = value.toExponential(1).split('e');
  return { digits: two.replace('.', '').replace(/0$/, ''), exponent: Number(twoExponent) };
}

/**
 * The text of digits and exponent by the rules of Java's `Double.toString`: plain between 10^-3 and 10^7, always with a
 * fraction (`4.0`), computerized scientific notation outside (`1.0E-5`).
 */
export function javaDecimalText(negative: boolean, digits: string, exponent: number): string {
  const sign = negative ? '-' : '';
  if (exponent >= -3 && exponent < 7) {
    if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
    const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
    const fraction = digits.slice(exponent + 1);
    return `${sign}${whole}.${fraction === '' ? '0' : fraction}`;
  }
  const fraction = digits.slice(1);
  return `${sign}${digits.slice(0, 1)}.${fraction === '' ? '0' : fraction}E${exponent}`;
}

/** A double as Java prints it: `4.0`, `1.0E-5`, `NaN`, `Infinity`, `-0.0`. */
export function javaDoubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const negative = value < 0 || Object.is(value, -0);
  if (value === 0) return negative ? '-0.0' : '0.0';
  const size = Math.abs(value);
  // Here JavaScript prints the same digits, plain too; it only leaves out the fraction of a whole number.
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const { digits, exponent } = shortestDigits(size);
  return javaDecimalText(negative, digits, exponent);
}

/**
 * A decimal number: a double that is kept apart from an integer, so that `4.0` from YAML, JSON or a FLOAT input still
 * prints as `4.0`. Immutable. `unwrap` (values.ts) turns it into a plain number for plugins.
 */
export class Decimal {
  /** The double. */
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  /** As Java's `Double.toString`: `4.0`, `1.0E-5`. */
  toString(): string {
    return javaDoubleText(this.value);
  }

  /** What a plain `JSON.stringify` sees. `printJson` (json.ts) keeps the `.0`. */
  toJSON(): number {
    if (decimalsRefused) throw new DecimalInJson();
    return this.value;
  }
}

/** Thrown through `JSON.stringify` to tell `printJson` that the value holds a decimal. */
export class DecimalInJson extends Error {}

let decimalsRefused = false;

/** `JSON.stringify`, which throws DecimalInJson at the first decimal instead of printing it as an integer. */
export function stringifyWithoutDecimals(value: unknown): string {
  decimalsRefused = true;
  try {
    return JSON.stringify(value);
  } finally {
    decimalsRefused = false;
  }
}
