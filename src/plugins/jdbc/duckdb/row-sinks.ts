import type { DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import { printJson } from '../../../util/json.ts';
import { newMap, type ValueMap } from '../../../util/values.ts';
import type { RowSink } from './run-statement.ts';
import type { DuckdbSession } from './session.ts';
import { type Reader, readerOf } from './values.ts';

/** What reading rows depends on. */
export type RowSettings = Pick<DuckdbSession, 'timeZone' | 'directory'>;

interface Column {
  readonly name: string;
  readonly index: number;
  readonly read: Reader;
}

/** Of several columns with one name the last counts, as in JDBC; it keeps the place of the first. */
function columnsOf(result: DuckDBResult, { timeZone, directory }: RowSettings): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const [index, name] of result.columnNames().entries()) {
    const read = readerOf(result.columnType(index), timeZone);
    columns.set(name, { name, index, read: name === 'filename' ? withoutFolder(read, directory) : read });
  }
  return [...columns.values()];
}

/** `read_csv(…, filename = true)` tells the whole path; of files of the task, only what they are called there says anything. */
function withoutFolder(read: Reader, directory: string): Reader {
  const prefix = `${directory}/`;
  return (value) => {
    const text = read(value);
    return typeof text === 'string' && text.startsWith(prefix) ? text.slice(prefix.length) : text;
  };
}

/** Hands each row over as a map by column name. */
export function mapRows(settings: RowSettings, take: (row: ValueMap) => Promise<void> | undefined): RowSink {
  let columns: readonly Column[] = [];
  return {
    begin: (result) => {
      columns = columnsOf(result, settings);
    },
    take: (values: readonly DuckDBValue[]) => {
      const row = newMap();
      for (const { name, index, read } of columns) row[name] = read(values[index] ?? null);
      return take(row);
    },
  };
}

/** Collects the first `keep` rows. The rest is read and dropped. */
export function collectRows(rows: ValueMap[], keep: number, settings: RowSettings): RowSink {
  return mapRows(settings, (row) => {
    if (rows.length < keep) rows.push(row);
    return undefined;
  });
}

/** Writes each row as a line of JSON. */
export function printRows(write: (line: string) => Promise<void> | undefined, settings: RowSettings): RowSink {
  return mapRows(settings, (row) => write(`${printJson(row)}\n`));
}
