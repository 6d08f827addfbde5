import { type Static, Type } from '../../contract/schema.ts';
import type { Value, ValueMap } from '../../util/values.ts';

const value = Type.Unsafe<Value>({});
const row = Type.Unsafe<ValueMap | null>({ type: ['object', 'null'], additionalProperties: value });

/** What a statement's rows become. */
export const fetchedOutputs = {
  row: Type.Optional(Type.Unsafe<ValueMap | null>({ ...row, description: 'FETCH_ONE: the first row; null if none.' })),
  rows: Type.Optional(Type.Unsafe<ValueMap[]>({ type: 'array', items: row, description: 'FETCH: all rows.' })),
  uri: Type.Optional(
    Type.String({ description: 'STORE: address of the file that holds the rows, one JSON document a line.' }),
  ),
  size: Type.Optional(Type.Integer({ description: 'How many rows were fetched; left out for NONE.' })),
};

/** Outputs of one statement. */
export const fetchedRows = Type.Object(fetchedOutputs);

/** The rows of one statement, as outputs. */
export type FetchedRows = Static<typeof fetchedRows>;
