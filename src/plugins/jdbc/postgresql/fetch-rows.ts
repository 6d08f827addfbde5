import type { RunContext } from '../../../contract/run-context.ts';
import type { ValueMap } from '../../../util/values.ts';
import type { FetchType } from '../../../plugin-kit/rows/fetch-type.ts';
import type { FetchedRows } from '../query-outputs.ts';
import { RowFile } from '../../../plugin-kit/rows/row-file.ts';
import type { PostgresClient } from './client.ts';
import { collectRows, printRows } from './row-sinks.ts';
import { noSink, runStatement, type StatementEnd } from './run-statement.ts';
import type { SentStatement } from '../sent-statement.ts';
import { loadUserTypes } from './user-types.ts';

/** A statement that ran. */
export interface FetchedStatement extends StatementEnd {
  /** Undefined where the statement returns no rows (INSERT without RETURNING, CREATE, …). */
  readonly fetched: FetchedRows | undefined;
}

/** Where STORE puts its file. */
export interface FetchTarget {
  readonly storage: RunContext['storage'];
  readonly fileName: string;
}

/** Runs a statement and fetches its rows as asked. */
export async function fetchRows(
  client: PostgresClient,
  statement: SentStatement,
  values: readonly (string | null)[],
  fetchType: FetchType,
  target: FetchTarget,
): Promise<FetchedStatement> {
  if (fetchType === 'NONE') {
    const end = await runStatement(client, statement, values, noSink);
    return { ...end, fetched: end.fields.length === 0 ? undefined : {} };
  }
  if (fetchType === 'STORE') return await storeRows(client, statement, values, target);
  const userTypes = await loadUserTypes(client);
  const rows: ValueMap[] = [];
  const keep = fetchType === 'FETCH' ? Number.POSITIVE_INFINITY : 1;
  const end = await runStatement(client, statement, values, collectRows(rows, keep, userTypes));
  if (end.fields.length === 0) return { ...end, fetched: undefined };
  if (fetchType === 'FETCH') return { ...end, fetched: { rows, size: rows.length } };
  return { ...end, fetched: { row: rows[0] ?? null, size: rows.length } };
}

async function storeRows(
  client: PostgresClient,
  statement: SentStatement,
  values: readonly (string | null)[],
  { storage, fileName }: FetchTarget,
): Promise<FetchedStatement> {
  const userTypes = await loadUserTypes(client);
  let file: RowFile | undefined;
  // Not opened before the first row: a statement that returns none leaves no file behind.
  const open = (): RowFile => (file ??= new RowFile(storage, fileName));
  try {
    const sink = printRows((line) => open().write(line), userTypes);
    const end = await runStatement(client, statement, values, sink);
    if (end.fields.length === 0) return { ...end, fetched: undefined };
    const { uri, rows } = await open().close();
    return { ...end, fetched: { uri, size: rows } };
  } catch (error) {
    await file?.abandon(error);
    throw error;
  }
}
