import { TaskError } from '../../../contract/errors.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import { googleError } from '../google-error.ts';
import type { GcpProperties } from '../properties.ts';
import { openBigQuery } from './client.ts';
import type { TableSchema } from './rest-types.ts';
import { parseTable, tableName, type TableReference } from './table-id.ts';

/** What Google's client has in place of a project that it does not know yet. */
const UNKNOWN_PROJECT = '{{projectId}}';

/** The table that rows are streamed into, and its columns as BigQuery has them now. */
export async function writtenTable(
  properties: GcpProperties & { readonly destinationTable: string; readonly location?: string },
  context: RunContext,
): Promise<{ readonly table: TableReference; readonly schema: TableSchema }> {
  const own = await openBigQuery(properties, context);
  const table = parseTable(properties.destinationTable, own.projectId);
  const { projectId, datasetId, tableId } = table;
  if (projectId === UNKNOWN_PROJECT) {
    throw new TaskError(
      'BIGQUERY_BAD_TABLE',
      `expected a table with its project, got "${properties.destinationTable}"`,
      { hint: 'write project.dataset.table, or set `projectId`', retryable: false },
    );
  }
  const client = projectId === own.projectId ? own : await openBigQuery({ ...properties, projectId }, context);
  const answer = await client
    .call<{ readonly schema?: TableSchema }>({ uri: `/datasets/${datasetId}/tables/${tableId}` })
    .catch((error: unknown) => {
      context.signal.throwIfAborted();
      throw googleError(error, `read the columns of ${tableName(table)}`);
    });
  if (answer.schema?.fields !== undefined) return { table, schema: answer.schema };
  throw new TaskError('BIGQUERY_NO_COLUMNS', `expected ${tableName(table)} to have columns, but it has none`, {
    hint: 'give it a schema by a CreateTable or UpdateTable task',
    retryable: false,
  });
}
