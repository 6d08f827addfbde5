import type { RunContext } from '../../../contract/run-context.ts';
import type { BigQueryClient } from './client.ts';
import { faultOfJob, jobError } from './job-error.ts';
import { type PartitionType, partitionsIn } from './partitions.ts';
import type { JobDocument, QueryResultsDocument } from './rest-types.ts';
import { waitForJob } from './wait-for-job.ts';

/** A table's partitions in a window. */
export interface PartitionWindow {
  readonly dataset: string;
  readonly table: string;
  readonly partitionType: PartitionType;
  readonly from: string;
  readonly to: string;
}

type Page = QueryResultsDocument & Pick<JobDocument, 'jobReference'>;

/** Names of the partitions that a table has in a window, both ends included. Only the old dialect knows this view; it costs nothing. */
export async function listPartitions(
  client: BigQueryClient,
  { dataset, table, partitionType, from, to }: PartitionWindow,
  context: RunContext,
): Promise<readonly string[]> {
  const first = await client.call<Page>({
    method: 'POST',
    uri: '/queries',
    body: {
      query: `SELECT partition_id FROM [${client.projectId}:${dataset}.${table}$__PARTITIONS_SUMMARY__]`,
      useLegacySql: true,
      ...(client.location === undefined ? {} : { location: client.location }),
    },
  });
  const { jobReference } = first;
  // BigQuery answers after ten seconds, whether it is done or not.
  if (first.jobComplete === false) {
    const fault = faultOfJob(await waitForJob(client, { jobReference: jobReference ?? {} }, context));
    if (fault !== undefined) throw jobError(fault, undefined, false);
  }
  const names: string[] = [];
  let page = first.jobComplete === false ? await pageOf(client, jobReference) : first;
  for (;;) {
    for (const { f } of page.rows ?? []) names.push((f[0]?.v ?? '') as string);
    if (page.pageToken === undefined || page.pageToken === '') break;
    page = await pageOf(client, jobReference, page.pageToken);
  }
  return partitionsIn(names, partitionType, from, to);
}

function pageOf(client: BigQueryClient, job: JobDocument['jobReference'], pageToken?: string): Promise<Page> {
  const query = { location: job?.location ?? client.location, pageToken };
  return client.call<Page>({ uri: `/queries/${job?.jobId ?? ''}`, query });
}
