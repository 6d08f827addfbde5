import { Type } from '../../../contract/schema.ts';
import type { Value, ValueMap } from '../../../util/values.ts';

const value = Type.Unsafe<Value>({});
const row = Type.Unsafe<ValueMap>({ type: 'object', additionalProperties: value });
const fetched = {
  row: Type.Optional(
    Type.Unsafe<ValueMap>({ ...row, description: 'FETCH_ONE: the first row; empty if there is none.' }),
  ),
  rows: Type.Optional(Type.Array(row, { description: 'FETCH: all rows.' })),
  uri: Type.Optional(
    Type.String({ description: 'STORE: address of the file that holds the rows, one JSON document a line.' }),
  ),
  size: Type.Optional(Type.Integer({ description: 'How many rows the result has; left out for NONE.' })),
};
const dmlStats = Type.Optional(
  Type.Object(
    {
      insertedRowCount: Type.Optional(Type.Integer()),
      updatedRowCount: Type.Optional(Type.Integer()),
      deletedRowCount: Type.Optional(Type.Integer()),
    },
    { description: 'Rows that INSERT, UPDATE, DELETE or MERGE changed.' },
  ),
);

/** Outputs of a query. */
export const queryOutputs = Type.Object({
  jobId: Type.Optional(Type.String({ description: 'The job; left out for a dry run.' })),
  ...fetched,
  destinationTable: Type.Optional(
    Type.Object(
      { project: Type.String(), dataset: Type.String(), table: Type.String() },
      { description: 'The table that holds the result: yours, or one that BigQuery keeps for a day.' },
    ),
  ),
  dmlStats,
  bytesProcessed: Type.Optional(Type.Integer({ description: 'Bytes that the query read, or would read.' })),
  statements: Type.Optional(
    Type.Array(
      Type.Object({
        jobId: Type.String({ description: 'The statement’s own job.' }),
        statementType: Type.Optional(Type.String({ description: '`SELECT`, `MERGE`, …' })),
        ...fetched,
        dmlStats,
      }),
      { description: 'Of a script: one entry for each statement, in order.' },
    ),
  ),
});
