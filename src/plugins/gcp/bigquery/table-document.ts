import { readDuration } from '../../../plugin-kit/read-duration.ts';
import { defined, numberText } from './plain.ts';
import type { TableTaskProperties } from './table-properties.ts';

type Definition = NonNullable<TableTaskProperties['tableDefinition']>;

/** The table that the properties describe, as the API takes it. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/tables */
export function tableDocument(properties: TableTaskProperties, now: number): Record<string, unknown> {
  const { expirationDuration, tableDefinition } = properties;
  return defined({
    ...(tableDefinition === undefined ? {} : definition(tableDefinition)),
    friendlyName: properties.friendlyName,
    description: properties.description,
    labels: properties.labels,
    requirePartitionFilter: properties.requirePartitionFilter,
    encryptionConfiguration: properties.encryptionConfiguration,
    expirationTime:
      expirationDuration === undefined
        ? undefined
        : String(now + readDuration('expirationDuration', expirationDuration)),
  });
}

function definition(given: Definition): Record<string, unknown> {
  const { standardTableDefinition: standard, materializedViewDefinition: materialized } = given;
  return {
    schema: given.schema === undefined ? undefined : { fields: given.schema.fields.map(field) },
    clustering: standard?.clustering === undefined ? undefined : { fields: standard.clustering },
    timePartitioning: timePartitioning(standard?.timePartitioning),
    rangePartitioning: rangePartitioning(standard?.rangePartitioning),
    view: view(given.viewDefinition),
    materializedView:
      materialized === undefined
        ? undefined
        : defined({
            query: materialized.query,
            enableRefresh: materialized.enableRefresh,
            refreshIntervalMs:
              materialized.refreshInterval === undefined
                ? undefined
                : String(readDuration('refreshInterval', materialized.refreshInterval)),
          }),
    externalDataConfiguration: external(given.externalTableDefinition),
  };
}

/** BigQuery takes a view for one of the old dialect unless told otherwise; only that dialect has functions beside the SQL. */
function view(given: Definition['viewDefinition']): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  const { query, viewUserDefinedFunctions: functions } = given;
  return defined({
    query,
    useLegacySql: functions !== undefined && functions.length > 0,
    userDefinedFunctionResources: functions?.map(({ type, content }) =>
      type === 'INLINE' ? { inlineCode: content } : { resourceUri: content },
    ),
  });
}

/** Kestra says `subFields` where the API says `fields`. */
function field(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { subFields, ...rest } = given;
  return Array.isArray(subFields) ? { ...rest, fields: (subFields as Record<string, unknown>[]).map(field) } : rest;
}

function timePartitioning(
  given: NonNullable<Definition['standardTableDefinition']>['timePartitioning'],
): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  return defined({
    type: given.type ?? 'DAY',
    field: given.field,
    expirationMs: given.expiration === undefined ? undefined : String(readDuration('expiration', given.expiration)),
    requirePartitionFilter: given.requirePartitionFilter,
  });
}

function rangePartitioning(
  given: NonNullable<Definition['standardTableDefinition']>['rangePartitioning'],
): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  const { start, end, interval } = given.range ?? {};
  return defined({
    field: given.field,
    range: defined({ start: numberText(start), end: numberText(end), interval: numberText(interval) }),
  });
}

function external(given: Definition['externalTableDefinition']): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  const { formatType, ...rest } = given;
  return defined({ ...rest, sourceFormat: formatType === 'JSON' ? 'NEWLINE_DELIMITED_JSON' : formatType });
}
