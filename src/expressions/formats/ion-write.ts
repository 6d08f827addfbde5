import { Decimal } from '../../util/decimal.ts';
import type { Value } from '../../util/values.ts';
import { javaText } from '../runtime/text.ts';

const SYMBOL = /^[a-zA-Z_$][a-zA-Z0-9_$]*$/;
const KEYWORDS: readonly string[] = ['null', 'true', 'false', 'nan'];

/** Ion text, as Kestra stores records: `{a:1,b:"x",c:3.5e0}`. */
export function writeIon(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Decimal || (typeof value === 'number' && !Number.isInteger(value)))
    return doubleText(value instanceof Decimal ? value.value : value);
  if (typeof value !== 'object') return javaText(value);
  if (Array.isArray(value)) return `[${value.map(writeIon).join(',')}]`;
  const entries = Object.keys(value).map((key) => `${keyText(key)}:${writeIon(value[key] ?? null)}`);
  return `{${entries.join(',')}}`;
}

function keyText(key: string): string {
  if (SYMBOL.test(key) && !KEYWORDS.includes(key)) return key;
  return `'${JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** An Ion float always has an exponent; without one it would be a decimal. */
function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? '+inf' : '-inf';
  const text = javaText(new Decimal(value));
  return text.includes('E') ? text.replace('E', 'e') : `${text.replace(/\.0$/, '')}e0`;
}
