import { Decimal } from '../../../util/decimal.ts';
import { parseJson } from '../../../util/json.ts';
import type { Value } from '../../../util/values.ts';
import { parseArray } from './array-text.ts';
import { isoInterval, isoTimestamp, isoTimeWithZone } from '../date-text.ts';
import { parseHstore } from './hstore-text.ts';
import { parseInteger, parseNumeric } from '../number-text.ts';

/** Turns PostgreSQL's text of a value into a value. */
export type Reader = (text: string) => Value;

/** Types that a database adds to PostgreSQL's own, by OID: arrays of its enums, hstore, … */
export type UserTypes = ReadonlyMap<number, { readonly name: string; readonly elementOid: number }>;

/** OIDs from here on belong to the database's own types, which differ from server to server. */
export const FIRST_USER_OID = 16_384;

const readText: Reader = (text) => text;
const readFloat: Reader = (text) => new Decimal(Number(text));
const readBytes: Reader = (text) => Buffer.from(text.slice(2), 'hex').toString('base64');

/** Readers by OID, with the OID of the type's array. Source: PostgreSQL's src/include/catalog/pg_type.dat */
const builtins: readonly (readonly [oid: number, arrayOid: number, reader: Reader])[] = [
  [16, 1000, (text) => text === 't'],
  [17, 1001, readBytes],
  [18, 1002, readText],
  [19, 1003, readText],
  [20, 1016, parseInteger],
  [21, 1005, parseInteger],
  [23, 1007, parseInteger],
  [25, 1009, readText],
  [26, 1028, parseInteger],
  [114, 199, parseJson],
  [600, 1017, readText],
  [650, 651, readText],
  [700, 1021, readFloat],
  [701, 1022, readFloat],
  [790, 791, readText],
  [829, 1040, readText],
  [869, 1041, readText],
  [1042, 1014, readText],
  [1043, 1015, readText],
  [1082, 1182, readText],
  [1083, 1183, readText],
  [1114, 1115, isoTimestamp],
  [1184, 1185, isoTimestamp],
  [1186, 1187, isoInterval],
  [1266, 1270, isoTimeWithZone],
  [1560, 1561, readText],
  [1562, 1563, readText],
  [1700, 1231, parseNumeric],
  [2278, 0, () => null],
  [2950, 2951, readText],
  [3614, 3643, readText],
  [3802, 3807, parseJson],
];

const readers: ReadonlyMap<number, Reader> = new Map(
  builtins.flatMap(([oid, arrayOid, reader]): (readonly [number, Reader])[] => [
    [oid, reader],
    [arrayOid, (text) => parseArray(text, reader)],
  ]),
);

/** The reader of a type; everything unknown (enums, composites, ranges, …) stays PostgreSQL's text. */
export function readerOf(oid: number, userTypes: UserTypes): Reader {
  const builtin = readers.get(oid);
  if (builtin !== undefined) return builtin;
  const type = userTypes.get(oid);
  if (type?.name === 'hstore') return parseHstore;
  if (type !== undefined && type.elementOid !== 0) {
    const element = readerOf(type.elementOid, userTypes);
    return (text) => parseArray(text, element);
  }
  return readText;
}
