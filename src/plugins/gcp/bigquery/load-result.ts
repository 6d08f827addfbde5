import type { Static } from '../../../contract/schema.ts';
import type { RunContext } from '../../../contract/run-context.ts';
import type { loadOutputs } from './load-properties.ts';
import { reportDuration } from './query-metrics.ts';
import type { JobDocument } from './rest-types.ts';
import { parseTable, tableName } from './table-id.ts';

/** Reports what BigQuery counted, by Kestra's names, and makes the outputs. */
export function loadResult(
  context: RunContext,
  job: JobDocument,
  destinationTable: string,
  projectId: string,
): Static<typeof loadOutputs> {
  const { statistics, jobReference } = job;
  const load = statistics?.load;
  const tags = {
    destination_table: destinationTable,
    project_id: jobReference?.projectId ?? '',
    location: jobReference?.location ?? '',
  };
  const counters: Readonly<Record<string, string | undefined>> = {
    'output.rows': load?.outputRows,
    'output.bytes': load?.outputBytes,
    'bad.records': load?.badRecords,
    'input.bytes': load?.inputFileBytes,
    'input.files': load?.inputFiles,
  };
  for (const [name, value] of Object.entries(counters)) {
    if (value !== undefined) context.metric({ name, type: 'counter', value: Number(value), tags });
  }
  reportDuration(context, job, tags);
  const rows = Number(load?.outputRows ?? 0);
  const table = tableName(parseTable(destinationTable, projectId));
  const bad = Number(load?.badRecords ?? 0);
  if (bad > 0) context.log.warn(`${bad} broken rows were left out`);
  context.log.info(`BigQuery: loaded ${rows} rows into ${table}`);
  const jobId = jobReference?.jobId;
  return { ...(jobId === undefined ? {} : { jobId }), destinationTable: table, rows };
}
