import type {
  DuckDBArrayType,
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBIntervalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBType,
  DuckDBUnionType,
  DuckDBUnionValue,
  DuckDBValue,
} from '@duckdb/node-api';
import { Decimal } from '../../../util/decimal.ts';
import { parseJson, printJson } from '../../../util/json.ts';
import { isoInZone } from '../../../util/time-zone.ts';
import { newMap, type Value } from '../../../util/values.ts';
import { isoTimestamp, isoTimeWithZone } from '../date-text.ts';
import { parseInteger, parseNumeric } from '../number-text.ts';

/** Turns a value of DuckDB's (never NULL) into one of ours. */
export type Reader = (value: DuckDBValue) => Value;

const asText: Reader = (value) => String(value);
const asInteger: Reader = (value) => parseInteger(String(value));
const asFloat: Reader = (value) => new Decimal(Number(value));
const asTimestamp: Reader = (value) => isoTimestamp(String(value));

/** Readers by DuckDB's type id (`DuckDBTypeId`), for types that hold no others. Everything else stays DuckDB's text. */
const readers: ReadonlyMap<number, Reader> = new Map([
  [1, (value) => value === true],
  // TINYINT to BIGINT, the unsigned ones, HUGEINT, UHUGEINT, BIGNUM.
  ...[2, 3, 4, 5, 6, 7, 8, 9, 16, 32, 35].map((id) => [id, asInteger] as const),
  [10, asFloat],
  [11, asFloat],
  // TIMESTAMP, and those in seconds, milliseconds and nanoseconds.
  ...[12, 20, 21, 22].map((id) => [id, asTimestamp] as const),
  [15, (value) => isoInterval(value as DuckDBIntervalValue)],
  [18, (value) => Buffer.from((value as DuckDBBlobValue).bytes).toString('base64')],
  [19, (value) => parseNumeric(String(value))],
  [30, (value) => isoTimeWithZone(String(value))],
] as const);

/** The reader of a column's type; times with a zone are printed in `timeZone`. */
export function readerOf(type: DuckDBType, timeZone: string): Reader {
  const read = valueReader(type, timeZone);
  return (value) => (value === null ? null : read(value));
}

function valueReader(type: DuckDBType, timeZone: string): Reader {
  const nested = (inner: DuckDBType): Reader => readerOf(inner, timeZone);
  // By number: the enum itself is a value of the package, which is loaded later.
  const id: number = type.typeId;
  switch (id) {
    case 17:
      return type.alias === 'JSON' ? (value) => parseJson(String(value)) : asText;
    case 24:
    case 33: {
      const read = nested((type as DuckDBListType | DuckDBArrayType).valueType);
      return (value) => (value as DuckDBListValue | DuckDBArrayValue).items.map(read);
    }
    case 25: {
      const { entryNames, entryTypes } = type as DuckDBStructType;
      const fields = entryTypes.map((inner, index) => [entryNames[index] ?? '', nested(inner)] as const);
      return (value) => {
        const { entries } = value as DuckDBStructValue;
        return mapOf(fields.map(([name, read]) => [name, read(entries[name] ?? null)]));
      };
    }
    case 26: {
      const { keyType, valueType } = type as DuckDBMapType;
      const [key, read] = [nested(keyType), nested(valueType)];
      return (value) =>
        mapOf((value as DuckDBMapValue).entries.map((entry) => [keyText(key(entry.key)), read(entry.value)]));
    }
    case 28: {
      const union = type as DuckDBUnionType;
      return (value) => {
        const { tag, value: inner } = value as DuckDBUnionValue;
        return nested(union.memberTypeForTag(tag))(inner);
      };
    }
    case 31:
      return (value) => isoInstant(value as DuckDBTimestampTZValue, timeZone);
    default:
      return readers.get(id) ?? asText;
  }
}

/** Keys of ours are texts: those that are structures become their JSON. */
function keyText(key: Value): string {
  return typeof key === 'string' ? key : printJson(key);
}

function mapOf(entries: readonly (readonly [string, Value])[]): Value {
  const map = newMap();
  for (const [name, value] of entries) map[name] = value;
  return map;
}

/** `2004-10-19T06:23:54.25Z`; `infinity` as DuckDB says it. */
function isoInstant(value: DuckDBTimestampTZValue, timeZone: string): string {
  if (!value.isFinite) return String(value);
  const micros = ((value.micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const text = isoInZone(Number((value.micros - micros) / 1000n), timeZone);
  if (micros === 0n) return text;
  const fraction = String(micros).padStart(6, '0').replace(/0+$/, '');
  return text.replace(/(?=Z$|[+-]\d\d:\d\d$)/, `.${fraction}`);
}

/** An interval as the tasks of PostgreSQL print it: `P1Y2M3DT4H5M6.7S`. */
function isoInterval({ months, days, micros }: DuckDBIntervalValue): string {
  const sign = micros < 0n ? '-' : '';
  const size = micros < 0n ? -micros : micros;
  const part = (amount: bigint): string => (amount === 0n ? '0' : `${sign}${amount}`);
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const seconds = (size / 1_000_000n) % 60n;
  const whole = fraction === '' ? part(seconds) : `${sign}${seconds}.${fraction}`;
  return `P${Math.trunc(months / 12)}Y${months % 12}M${days}DT${part(size / 3_600_000_000n)}H${part((size / 60_000_000n) % 60n)}M${whole}S`;
}
