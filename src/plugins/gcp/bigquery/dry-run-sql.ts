import type { DryRunAnswer, DryRunContext } from '../../../contract/dry-run-sql.ts';
import { readFault } from '../google-error.ts';
import { type BigQueryClient, openBigQuery } from './client.ts';
import { costText } from './cost.ts';
import { callError } from './job-error.ts';
import { retryRule } from './job-properties.ts';
import { type QueryTaskProperties, queryConfiguration } from './query-configuration.ts';
import type { JobDocument } from './rest-types.ts';
import { placeInMessage } from './sql-place.ts';
import type { TableTaskProperties } from './table-properties.ts';

/** What BigQuery says of a query without running it. */
export async function dryRunSql(
  properties: QueryTaskProperties,
  context: DryRunContext,
): Promise<readonly DryRunAnswer[]> {
  const client = await openBigQuery(properties, context);
  return [await ask(client, queryConfiguration(properties, client.projectId), ['sql'], properties, context)];
}

/** What BigQuery says of the query of a view that CreateTable or UpdateTable makes; nothing where they make none. */
export async function dryRunView(
  properties: TableTaskProperties,
  context: DryRunContext,
): Promise<readonly DryRunAnswer[]> {
  const { viewDefinition: view, materializedViewDefinition: materialized } = properties.tableDefinition ?? {};
  const part = materialized === undefined ? 'viewDefinition' : 'materializedViewDefinition';
  const query = materialized?.query ?? view?.query;
  if (query === undefined) return [];
  const property = ['tableDefinition', part, 'query'];
  if ((view?.viewUserDefinedFunctions ?? []).length > 0) {
    return [{ property, unchecked: 'a dry run knows no functions beside the SQL' }];
  }
  const client = await openBigQuery(properties, context);
  return [await ask(client, { query: { query, useLegacySql: false } }, property, properties, context)];
}

async function ask(
  client: BigQueryClient,
  configuration: Readonly<Record<string, unknown>>,
  property: readonly string[],
  properties: Parameters<typeof retryRule>[0],
  context: DryRunContext,
): Promise<DryRunAnswer> {
  const location = client.location === undefined ? {} : { location: client.location };
  try {
    const job = await client.call<JobDocument>({
      method: 'POST',
      uri: '/jobs',
      body: { configuration: { ...configuration, dryRun: true }, jobReference: location },
    });
    const note = costText({
      statistics: job.statistics,
      location: job.jobReference?.location ?? client.location,
      dryRun: true,
    });
    return { property, ...(note === undefined ? {} : { note }) };
  } catch (error) {
    context.signal.throwIfAborted();
    const { status, message, reason } = readFault(error);
    if (status !== 400 && status !== 404) throw callError(error, 'check the query', undefined, retryRule(properties));
    const place = placeInMessage(message);
    return { property, fault: { message: `BigQuery: ${message}`, maybe: reason === 'notFound', ...place } };
  }
}
