import { CallFailure } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { javaStringHash } from '../../util/java-hash.ts';
import { describe, isNumeric, isWhole, toDouble } from '../runtime/numbers.ts';
import { javaText } from '../runtime/text.ts';

const PLACE = /%(?:([0-9]+)\$)?([-#+ 0,(]*)([0-9]+)?(?:\.([0-9]+))?([a-zA-Z%])/g;
const MAX_WIDTH = 10_000;

interface Place {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/** Java's `String.format` for texts, booleans, integers and decimals. */
export function formatText(format: string, values: readonly Value[]): string {
  const stray = format.replace(PLACE, '').indexOf('%');
  if (stray !== -1) throw new CallFailure(`expected a conversion such as %s after each %, in '${format}'`);
  let next = 0;
  return format.replace(
    PLACE,
    (
      whole: string,
      index: string | undefined,
      flags: string,
      width = '0',
      precision: string | undefined,
      conversion: string,
    ) => {
      if (conversion === 'n') return '\n';
      const place = {
        flags,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
        conversion,
      };
      if (place.width > MAX_WIDTH || (place.precision ?? 0) > MAX_WIDTH)
        throw new CallFailure(`expected a width of at most ${MAX_WIDTH}, but found '${whole}'`);
      if (conversion === '%') return pad('%', place);
      const position = index === undefined ? next++ : Number(index) - 1;
      const value = values[position];
      if (value === undefined) throw new CallFailure(`expected an argument for '${whole}', but found none`);
      const text = pad(convert(value, place, whole), place);
      return /[A-Z]/.test(conversion) ? text.toUpperCase() : text;
    },
  );
}

function convert(value: Value, place: Place, whole: string): string {
  const conversion = place.conversion.toLowerCase();
  if (conversion === 's' || conversion === 'b' || conversion === 'h')
    return cut(asText(value, conversion), place.precision);
  if (value === null) return 'null';
  if ((conversion === 'd' || conversion === 'x' || conversion === 'o') && isWhole(value))
    return integerText(BigInt(value), place);
  if (conversion === 'c' && isWhole(value)) return String.fromCodePoint(Number(value));
  if (conversion === 'c' && typeof value === 'string' && /^[^]$/u.test(value)) return value;
  if ((conversion === 'f' || conversion === 'e') && isNumeric(value) && !isWhole(value))
    return decimalText(toDouble(value), place);
  throw new CallFailure(`'${whole}' does not fit ${describe(value)}`, {
    hint: '%s takes anything, %d integers, %f and %e decimals',
  });
}

function asText(value: Value, conversion: string): string {
  if (conversion === 's') return javaText(value);
  if (conversion === 'b') return String(value !== null && value !== false);
  return value === null ? 'null' : (javaStringHash(javaText(value)) >>> 0).toString(16);
}

function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : text.slice(0, precision);
}

function integerText(value: bigint, place: Place): string {
  const conversion = place.conversion.toLowerCase();
  if (conversion !== 'd') return BigInt.asUintN(64, value).toString(conversion === 'x' ? 16 : 8);
  return signed(value < 0n, group((value < 0n ? -value : value).toString(), place), place);
}

function decimalText(value: number, place: Place): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? 'NaN' : signed(value < 0, 'Infinity', { ...place, flags: '' });
  const digits = place.precision ?? 6;
  const size = Math.abs(value);
  if (place.conversion.toLowerCase() === 'f')
    return signed(value < 0, group(size.toFixed(Math.min(100, digits)), place), place);
  return signed(value < 0, size.toExponential(Math.min(100, digits)).replace(/e([+-])([0-9])$/, 'e$10$2'), place);
}

function group(digits: string, place: Place): string {
  return place.flags.includes(',')
    ? digits.replace(/^[0-9]+/, (whole) => whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ','))
    : digits;
}

/** Sign, and zeros between it and the digits when the flag asks for them. */
function signed(negative: boolean, digits: string, place: Place): string {
  const parentheses = negative && place.flags.includes('(');
  const sign = negative
    ? parentheses
      ? '('
      : '-'
    : place.flags.includes('+')
      ? '+'
      : place.flags.includes(' ')
        ? ' '
        : '';
  const end = parentheses ? ')' : '';
  const room = place.width - sign.length - end.length;
  return sign + (place.flags.includes('0') ? digits.padStart(room, '0') : digits) + end;
}

function pad(text: string, place: Place): string {
  return place.flags.includes('-') ? text.padEnd(place.width) : text.padStart(place.width);
}
