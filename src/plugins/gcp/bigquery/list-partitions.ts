import type { BigQueryClient } from './client.ts';
import { type PartitionType, partitionsIn } from './partitions.ts';
import type { QueryResultsDocument } from './rest-types.ts';

/** A table's partitions in a window. */
export interface PartitionWindow {
  readonly dataset: string;
  readonly table: string;
  readonly partitionType: PartitionType;
  readonly from: string;
  readonly to: string;
}

/** Names of the partitions that a table has in a window, both ends included. Only the old dialect knows this view; it costs nothing. */
export async function listPartitions(
  client: BigQueryClient,
  { dataset, table, partitionType, from, to }: PartitionWindow,
): Promise<readonly string[]> {
  const { rows = [] } = await client.call<QueryResultsDocument>({
    method: 'POST',
    uri: '/queries',
    body: {
      query: `SELECT partition_id FROM [${client.projectId}:${dataset}.${table}$__PARTITIONS_SUMMARY__]`,
      useLegacySql: true,
      ...(client.location === undefined ? {} : { location: client.location }),
    },
  });
  const names = rows.map(({ f }) => (f[0]?.v ?? '') as string);
  return partitionsIn(names, partitionType, from, to);
}
