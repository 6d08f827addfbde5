import { type Static, Type } from '../../../contract/schema.ts';
import { readDuration } from '../../../plugin-kit/read-duration.ts';
import { readParameters } from './query-parameters.ts';
import { defined, numberText } from './plain.ts';
import { queryProperties } from './query-properties.ts';
import { parseDataset, parseTable } from './table-id.ts';

const schema = Type.Object({ sql: Type.String(), ...queryProperties });

/** A query task's properties after rendering. */
export type QueryTaskProperties = Static<typeof schema>;

/** BigQuery's `configuration` of a query job. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#jobconfigurationquery */
export function queryConfiguration(properties: QueryTaskProperties, projectId: string): Record<string, unknown> {
  const legacy = properties.useLegacySql ?? properties.legacySql ?? false;
  return {
    ...(properties.jobTimeout === undefined
      ? {}
      : { jobTimeoutMs: String(readDuration('jobTimeout', properties.jobTimeout)) }),
    query: defined({
      query: properties.sql,
      useLegacySql: legacy || properties.legacySql === true,
      ...destination(properties, projectId),
      ...readParameters(properties.parameters),
      defaultDataset:
        properties.defaultDataset === undefined ? undefined : parseDataset(properties.defaultDataset, projectId),
      priority: properties.priority ?? 'INTERACTIVE',
      allowLargeResults: properties.allowLargeResults,
      useQueryCache: properties.useQueryCache,
      // Standard SQL knows no other way, and says so where it is asked.
      flattenResults: legacy ? (properties.flattenResults ?? true) : undefined,
      maximumBillingTier: properties.maximumBillingTier,
      maximumBytesBilled: numberText(properties.maximumBytesBilled),
    }),
  };
}

function destination(properties: QueryTaskProperties, projectId: string): Record<string, unknown> {
  return {
    destinationTable:
      properties.destinationTable === undefined ? undefined : parseTable(properties.destinationTable, projectId),
    writeDisposition: properties.writeDisposition,
    createDisposition: properties.createDisposition,
    schemaUpdateOptions: properties.schemaUpdateOptions,
    clustering: properties.clusteringFields === undefined ? undefined : { fields: properties.clusteringFields },
    timePartitioning:
      properties.timePartitioningField === undefined
        ? undefined
        : { type: properties.timePartitioningType ?? 'DAY', field: properties.timePartitioningField },
    rangePartitioning: rangePartitioning(properties),
  };
}

function rangePartitioning(properties: QueryTaskProperties): object | undefined {
  if (properties.rangePartitioningField === undefined) return undefined;
  return {
    field: properties.rangePartitioningField,
    range: {
      start: numberText(properties.rangePartitioningStart),
      end: numberText(properties.rangePartitioningEnd),
      interval: numberText(properties.rangePartitioningInterval),
    },
  };
}
