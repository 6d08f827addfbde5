import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { googleError, readFault } from '../google-error.ts';
import type { BigQueryClient } from './client.ts';
import { sizeText } from './cost.ts';
import type { TableDocument } from './rest-types.ts';
import { parseTable, tableName, type TableReference } from './table-id.ts';

/** What a copy reads and writes. */
export interface CopyPlan {
  readonly sourceTables: readonly string[];
  readonly destinationTable: string;
  readonly writeDisposition?: string;
  readonly createDisposition?: string;
}

/**
 * The dry run of a copy: looks whether the tables are there and says what would be copied. BigQuery itself defines dry runs for
 * queries only, and may well run a copy that is marked as one.
 * Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#jobconfiguration
 */
export async function checkCopy(client: BigQueryClient, request: CopyPlan, { log }: RunContext): Promise<void> {
  let [rows, bytes] = [0, 0];
  let isWhole = true;
  for (const text of request.sourceTables) {
    const source = parseTable(text, client.projectId);
    const found = await lookAt(client, source);
    if (found === undefined) throw missing(source, 'the table to copy from');
    isWhole &&= !source.tableId.includes('$');
    rows += Number(found['numRows'] ?? 0);
    bytes += Number(found['numBytes'] ?? 0);
  }
  const destination = parseTable(request.destinationTable, client.projectId);
  const target = await lookAt(client, destination);
  if (target === undefined && request.createDisposition === 'CREATE_NEVER') {
    throw missing(destination, 'the table to copy to, as `createDisposition: CREATE_NEVER` asks,');
  }
  // A copy that says nothing wants an empty destination.
  const { writeDisposition = 'WRITE_EMPTY' } = request;
  const isPartition = destination.tableId.includes('$');
  if (writeDisposition === 'WRITE_EMPTY' && !isPartition && Number(target?.['numRows'] ?? 0) > 0) {
    throw new TaskError('BIGQUERY_NOT_EMPTY', `expected ${tableName(destination)} to be empty, but it has rows`, {
      hint: 'write `writeDisposition: WRITE_TRUNCATE` or `WRITE_APPEND`',
      retryable: false,
    });
  }
  // The numbers are those of whole tables.
  const what = isWhole ? `${rows} rows, ${sizeText(bytes)},` : `${request.sourceTables.length} partitions`;
  log.info(`BigQuery: would copy ${what} to ${tableName(destination)}`);
}

async function lookAt(client: BigQueryClient, table: TableReference): Promise<TableDocument | undefined> {
  // A partition is looked at as its table.
  const name = table.tableId.replace(/\$.*$/, '');
  const uri = `/datasets/${table.datasetId}/tables/${encodeURIComponent(name)}`;
  try {
    return await client.call<TableDocument>({ uri, project: table.projectId });
  } catch (error) {
    if (readFault(error).status === 404) return undefined;
    throw googleError(error, `look at the table ${tableName(table)}`);
  }
}

function missing(table: TableReference, what: string): TaskError {
  return new TaskError('GCP_NOT_FOUND', `expected ${what} to be there, but there is no ${tableName(table)}`, {
    hint: 'check project, data set and table',
    retryable: false,
  });
}
