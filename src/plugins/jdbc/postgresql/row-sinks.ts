import { Decimal } from '../../../util/decimal.ts';
import { printJson } from '../../../util/json.ts';
import { newMap, type Value, type ValueMap } from '../../../util/values.ts';
import type { RowSink, RowTexts } from './run-statement.ts';
import { type Reader, readerOf, type UserTypes } from './values.ts';

interface Column {
  readonly name: string;
  readonly index: number;
  readonly read: Reader;
}

type Field = Parameters<RowSink['begin']>[0][number];

/** Of several columns with one name the last counts, as in JDBC; it keeps the place of the first. */
function columnsOf(fields: readonly Field[], userTypes: UserTypes): readonly Column[] {
  const columns = new Map<string, Column>();
  for (const [index, { name, dataTypeID }] of fields.entries()) {
    columns.set(name, { name, index, read: readerOf(dataTypeID, userTypes) });
  }
  return [...columns.values()];
}

/**
 * Collects the first `keep` rows as maps by column name. The rest is read and dropped, so that a function in the statement
 * still runs for each row.
 */
export function collectRows(rows: ValueMap[], keep: number, userTypes: UserTypes): RowSink {
  let columns: readonly Column[] = [];
  return {
    begin: (fields) => {
      columns = columnsOf(fields, userTypes);
    },
    take: (texts: RowTexts) => {
      if (rows.length >= keep) return undefined;
      const row = newMap();
      for (const { name, index, read } of columns) {
        const text = texts[index];
        row[name] = text === null || text === undefined ? null : read(text);
      }
      rows.push(row);
      return undefined;
    },
  };
}

/** Writes each row as a line of JSON, without making a map of it first: several times as fast. */
export function printRows(write: (line: string) => Promise<void> | undefined, userTypes: UserTypes): RowSink {
  let columns: readonly (Column & { readonly head: string })[] = [];
  return {
    begin: (fields) => {
      columns = columnsOf(fields, userTypes).map((column, position) => ({
        ...column,
        head: `${position === 0 ? '' : ','}${JSON.stringify(column.name)}:`,
      }));
    },
    take: (texts: RowTexts) => {
      let line = '{';
      for (const { head, index, read } of columns) {
        const text = texts[index];
        line += head + (text === null || text === undefined ? 'null' : printValue(read(text)));
      }
      return write(`${line}}\n`);
    },
  };
}

/** `printJson`, with a short way for the values that most columns hold. */
function printValue(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Decimal && Number.isFinite(value.value)) return String(value);
  return printJson(value);
}
