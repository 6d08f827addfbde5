import type { DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { printJson } from '../../../util/json.ts';
import { newMap, type ValueMap } from '../../../util/values.ts';
import type { RowSink } from './run-statement.ts';
import { type Reader, readerOf } from './values.ts';

interface Column {
  readonly name: string;
  readonly index: number;
  readonly read: Reader;
}

/** Of several columns with one name the last counts, as in JDBC; it keeps the place of the first. */
function columnsOf(result: DuckDBResult, timeZone: string): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const [index, name] of result.columnNames().entries()) {
    columns.set(name, { name, index, read: readerOf(result.columnType(index), timeZone) });
  }
  return [...columns.values()];
}

/** Hands each row over as a map by column name. */
export function mapRows(timeZone: string, take: (row: ValueMap) => Promise<void> | undefined): RowSink {
  let columns: readonly Column[] = [];
  return {
    begin: (result) => {
      columns = columnsOf(result, timeZone);
    },
    take: (values: readonly DuckDBValue[]) => {
      const row = newMap();
      for (const { name, index, read } of columns) row[name] = read(values[index] ?? null);
      return take(row);
    },
  };
}

/** Collects the first `keep` rows. The rest is read and dropped. */
export function collectRows(rows: ValueMap[], keep: number, timeZone: string): RowSink {
  return mapRows(timeZone, (row) => {
    if (rows.length < keep) rows.push(row);
    return undefined;
  });
}

/** Writes each row as a line of JSON. */
export function printRows(write: (line: string) => Promise<void> | undefined, timeZone: string): RowSink {
  return mapRows(timeZone, (row) => write(`${printJson(row)}\n`));
}
