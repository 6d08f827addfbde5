import type { DuckDBValue } from '@duckdb/node-api';
import { Decimal } from '../../../util/decimal.ts';
import type { Duckdb } from './client.ts';

/**
 * A parameter's value as DuckDB takes it: whole numbers as integers, others as DOUBLE, lists as LIST, maps as STRUCT, texts
 * as such, which DuckDB reads as the type that the statement wants there.
 */
export function parameterValue(value: unknown, duckdb: Duckdb): DuckDBValue {
  if (value === null || value === undefined) return null;
  if (value instanceof Decimal) return value.value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return duckdb.listValue(value.map((item) => parameterValue(item, duckdb)));
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([name, entry]) => [name, parameterValue(entry, duckdb)] as const);
    return duckdb.structValue(Object.fromEntries(entries));
  }
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return value;
  throw new TypeError(`a parameter cannot be a ${typeof value}`);
}
