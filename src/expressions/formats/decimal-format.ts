import { CallFailure } from '../../contract/expression.ts';
import { isWhole, toDouble, type Numeric } from '../runtime/numbers.ts';
import { fixed, roundHalfEven } from './round-half-even.ts';

interface Format {
  readonly prefix: string;
  readonly suffix: string;
  readonly minimumWhole: number;
  readonly minimumFraction: number;
  readonly maximumFraction: number;
  /** Digits between grouping separators; 0 for none. */
  readonly grouping: number;
  /** 100 for per cent, 1000 for per mille. */
  readonly factor: number;
}

const BODY = /^([#,]*)([0,]*)(?:\.(0*)(#*))?$/;

/** Prints a number by a pattern of Java's DecimalFormat in English symbols, halves to even. Scientific patterns are refused. */
export function formatDecimal(value: Numeric, pattern: string): string {
  const { positive, negative } = parsePattern(pattern);
  const number = toDouble(value);
  if (Number.isNaN(number)) return 'NaN';
  const isNegative = number < 0 || Object.is(number, -0);
  const format = isNegative && negative !== undefined ? negative : positive;
  const digits = Number.isFinite(number) ? sizeText(value, format) : '∞';
  const sign = isNegative && negative === undefined ? '-' : '';
  return `${sign}${format.prefix}${digits}${format.suffix}`;
}

function sizeText(value: Numeric, format: Format): string {
  const rounded = isWhole(value)
    ? fixed(absolute(BigInt(value)) * BigInt(format.factor), 0, format.maximumFraction)
    : roundHalfEven(Math.abs(toDouble(value)) * format.factor, format.maximumFraction);
  const [whole = '0', fraction = ''] = rounded.split('.');
  const digits = whole.replace(/^0+/, '').padStart(format.minimumWhole, '0');
  const shown = fraction.slice(0, format.minimumFraction) + fraction.slice(format.minimumFraction).replace(/0+$/, '');
  const grouped = format.grouping === 0 ? digits : group(digits, format.grouping);
  if (grouped === '' && shown === '') return '0';
  return shown === '' ? grouped : `${grouped}.${shown}`;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function group(digits: string, size: number): string {
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= size) parts.unshift(digits.slice(Math.max(0, end - size), end));
  return parts.join(',');
}

function parsePattern(pattern: string): { positive: Format; negative: Format | undefined } {
  const [first = '', second] = splitUnquoted(pattern);
  const positive = parseHalf(first, pattern);
  if (second === undefined) return { positive, negative: undefined };
  // Java takes only prefix and suffix from the second half.
  const { prefix, suffix } = parseHalf(second, pattern);
  return { positive, negative: { ...positive, prefix, suffix } };
}

function splitUnquoted(pattern: string): string[] {
  let quoted = false;
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === "'") quoted = !quoted;
    if (character === ';' && !quoted) return [pattern.slice(0, index), pattern.slice(index + 1)];
  }
  return [pattern];
}

function parseHalf(half: string, pattern: string): Format {
  const found = /^((?:'[^']*'|[^#0,.'])*)([#0,.]*)((?:'[^']*'|[^#0,.'])*)$/.exec(half);
  const [, prefix = '', body = '', suffix = ''] = found ?? [];
  const parts = BODY.exec(body);
  if (found === null || parts === null || suffix.startsWith('E0')) {
    throw new CallFailure(`expected a number pattern such as '#,##0.00', but found '${pattern}'`);
  }
  const whole = `${parts[1] ?? ''}${parts[2] ?? ''}`;
  const comma = whole.lastIndexOf(',');
  const affixes = prefix + suffix;
  return {
    prefix: unquote(prefix),
    suffix: unquote(suffix),
    minimumWhole: (parts[2] ?? '').replaceAll(',', '').length,
    minimumFraction: (parts[3] ?? '').length,
    maximumFraction: Math.min(60, (parts[3] ?? '').length + (parts[4] ?? '').length),
    grouping: comma === -1 ? 0 : whole.length - comma - 1,
    factor: affixes.includes('%') ? 100 : affixes.includes('‰') ? 1000 : 1,
  };
}

function unquote(affix: string): string {
  return affix.replace(/'([^']*)'/g, (_, inner: string) => (inner === '' ? "'" : inner)).replaceAll('¤', 'XXX');
}
