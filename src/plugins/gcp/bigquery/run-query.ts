import type { RunContext } from '../../../contract/run-context.ts';
import type { FetchType } from '../../../plugin-kit/rows/fetch-type.ts';
import { shortSql } from '../../../plugin-kit/rows/sql-excerpt.ts';
import { callError } from './job-error.ts';
import type { BigQueryClient } from './client.ts';
import { costText } from './cost.ts';
import { jobLabels } from './job-id.ts';
import { type RetryRule, retryRule } from './job-properties.ts';
import { type QueryTaskProperties, queryConfiguration } from './query-configuration.ts';
import { reportQuery } from './query-metrics.ts';
import { type FetchedResult, fetchResults } from './query-results.ts';
import type { JobDocument, QueryStatistics } from './rest-types.ts';
import { runJob } from './run-job.ts';
import { type TableReference, tableName } from './table-id.ts';

/** Rows that DML changed. */
export interface DmlCounts {
  readonly insertedRowCount?: number;
  readonly updatedRowCount?: number;
  readonly deletedRowCount?: number;
}

type Fetched = Omit<FetchedResult, 'total'>;

/** What a statement of a script came to. */
export interface StatementResult extends Fetched {
  readonly jobId: string;
  readonly statementType?: string;
  readonly dmlStats?: DmlCounts;
}

/** A query's outputs. */
export interface QueryOutputs extends Fetched {
  readonly jobId?: string;
  readonly destinationTable?: { readonly project: string; readonly dataset: string; readonly table: string };
  readonly dmlStats?: DmlCounts;
  readonly bytesProcessed?: number;
  readonly statements?: StatementResult[];
}

/** Runs a query to its end and fetches its rows. */
export async function runQuery(
  client: BigQueryClient,
  properties: QueryTaskProperties,
  fetchType: FetchType,
  context: RunContext,
): Promise<QueryOutputs> {
  const rule = retryRule(properties);
  const dryRun = properties.dryRun ?? false;
  context.log.debug(`running: ${shortSql(properties.sql)}`);
  const job = await runJob(
    client,
    {
      configuration: queryConfiguration(properties, client.projectId),
      labels: { ...jobLabels(context), ...properties.labels },
      rule,
      doing: 'run the query',
      sql: properties.sql,
      dryRun,
    },
    context,
  );
  const tags = reportQuery(context, job, fetchType);
  logEnd(job, dryRun, context);
  const read = bytesProcessed(job);
  if (dryRun) return read === undefined ? {} : { bytesProcessed: read };
  const results: Reader = { client, fetchType, rule, context, ...pageSize(properties) };
  const fetched = await readRows(results, job, 'rows.ion');
  if (fetched !== undefined) {
    context.metric({ name: 'total.rows', type: 'counter', value: fetched.total, tags });
    context.metric({ name: 'fetch.rows', type: 'counter', value: fetched.size ?? 0, tags });
  }
  return { ...describe(job), ...withoutTotal(fetched), ...(await ofScript(results, job)) };
}

interface Reader {
  readonly client: BigQueryClient;
  readonly fetchType: FetchType;
  readonly rule: RetryRule;
  readonly context: RunContext;
  readonly maxResults?: number;
}

function pageSize({ maxResults }: QueryTaskProperties): { maxResults?: number } {
  return maxResults === undefined ? {} : { maxResults };
}

async function readRows(
  { client, fetchType, rule, context, maxResults }: Reader,
  job: JobDocument,
  fileName: string,
): Promise<FetchedResult | undefined> {
  if (fetchType === 'NONE') return undefined;
  try {
    const target = { fetchType, fileName, ...(maxResults === undefined ? {} : { maxResults }) };
    return await fetchResults(client, job, target, context);
  } catch (error) {
    context.signal.throwIfAborted();
    throw callError(error, 'read the rows of the query', undefined, rule);
  }
}

function describe(job: JobDocument): QueryOutputs {
  const table = job.configuration?.query?.destinationTable;
  const jobId = job.jobReference?.jobId;
  const read = bytesProcessed(job);
  return {
    ...(jobId === undefined ? {} : { jobId }),
    ...(table?.tableId === undefined ? {} : { destinationTable: asOutput(table) }),
    ...(read === undefined ? {} : { bytesProcessed: read }),
    ...dml(job.statistics?.query),
  };
}

function asOutput({ projectId, datasetId, tableId }: TableReference): NonNullable<QueryOutputs['destinationTable']> {
  return { project: projectId, dataset: datasetId, table: tableId };
}

function dml(statistics: QueryStatistics | undefined): { dmlStats?: DmlCounts } {
  const stats = statistics?.dmlStats;
  if (stats === undefined || stats === null) return {};
  const counts = Object.entries(stats).filter(([, count]) => count !== null && count !== undefined);
  return { dmlStats: Object.fromEntries(counts.map(([name, count]) => [name, Number(count)])) };
}

function bytesProcessed({ statistics }: JobDocument): number | undefined {
  const text = statistics?.query?.totalBytesProcessed ?? statistics?.totalBytesProcessed;
  return text === undefined || text === null ? undefined : Number(text);
}

/** The statements of a script are jobs of their own, newest first in BigQuery's list. */
async function ofScript(reader: Reader, job: JobDocument): Promise<{ statements?: StatementResult[] }> {
  if (Number(job.statistics?.numChildJobs ?? 0) === 0) return {};
  const children = await childJobs(reader, job.jobReference?.jobId ?? '');
  const statements: StatementResult[] = [];
  for (const [index, child] of children.entries()) {
    const { statementType } = child.statistics?.query ?? {};
    const fetched = statementType === 'SELECT' ? await readRows(reader, child, `rows-${index + 1}.ion`) : undefined;
    statements.push({
      jobId: child.jobReference?.jobId ?? '',
      ...(statementType === undefined ? {} : { statementType }),
      ...withoutTotal(fetched),
      ...dml(child.statistics?.query),
    });
  }
  return { statements };
}

async function childJobs({ client, rule }: Reader, parentJobId: string): Promise<readonly JobDocument[]> {
  const jobs: JobDocument[] = [];
  let pageToken: string | undefined;
  try {
    do {
      const page: { readonly jobs?: readonly JobDocument[]; readonly nextPageToken?: string } = await client.call({
        uri: '/jobs',
        query: { parentJobId, projection: 'full', pageToken },
      });
      jobs.push(...(page.jobs ?? []));
      pageToken = page.nextPageToken;
    } while (pageToken !== undefined && pageToken !== '');
  } catch (error) {
    throw callError(error, 'list the statements of the script', undefined, rule);
  }
  const created = ({ statistics }: JobDocument): number => Number(statistics?.creationTime ?? 0);
  return jobs.toReversed().toSorted((a, b) => created(a) - created(b));
}

function withoutTotal(result: FetchedResult | undefined): Fetched {
  if (result === undefined) return {};
  const { total: _, ...rest } = result;
  return rest;
}

function logEnd(job: JobDocument, dryRun: boolean, { log }: RunContext): void {
  const { statementType, numDmlAffectedRows } = job.statistics?.query ?? {};
  const parts = [statementType ?? 'query'];
  if (numDmlAffectedRows !== undefined && numDmlAffectedRows !== null) parts.push(`${numDmlAffectedRows} rows changed`);
  const table = job.configuration?.query?.destinationTable;
  if (table?.tableId !== undefined && !table.datasetId.startsWith('_')) parts.push(`into ${tableName(table)}`);
  const cost = costText({ statistics: job.statistics, location: job.jobReference?.location, dryRun });
  log.info(`BigQuery: ${parts.join(', ')}${cost === undefined ? '' : `; ${cost}`}`);
}
