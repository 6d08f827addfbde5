import { formatDuration } from '../../../util/duration.ts';
import { defined } from './plain.ts';
import type { TableDocument } from './rest-types.ts';

type Part = Readonly<Record<string, unknown>>;

/** Types of columns by the names of standard SQL, where the API answers with those of the old dialect. */
const standardTypes: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
  RECORD: 'STRUCT',
};

/** What a table is, in the form in which CreateTable takes it: the part of its type is filled, the others are left out. */
export function tableDefinition(document: TableDocument): Record<string, unknown> {
  const schema = part(document, 'schema');
  const others = ['view', 'materializedView', 'externalDataConfiguration', 'modelReference'];
  const isStandard = others.every((name) => part(document, name) === undefined);
  return defined({
    type: document['type'],
    schema: schema === undefined ? undefined : { fields: list(schema['fields']).map(field) },
    standardTableDefinition: isStandard ? standard(document) : undefined,
    viewDefinition: view(part(document, 'view')),
    materializedViewDefinition: materialized(part(document, 'materializedView')),
    externalTableDefinition: external(part(document, 'externalDataConfiguration')),
  });
}

function field({ name, type, mode, description, fields, policyTags }: Part): Record<string, unknown> {
  return defined({
    name,
    type: typeof type === 'string' ? (standardTypes[type] ?? type) : type,
    mode,
    description,
    subFields: fields === undefined ? undefined : list(fields).map(field),
    policyTags,
  });
}

function standard(document: TableDocument): Record<string, unknown> {
  const time = part(document, 'timePartitioning');
  const range = part(document, 'rangePartitioning');
  const buffer = part(document, 'streamingBuffer');
  return defined({
    clustering: part(document, 'clustering')?.['fields'],
    timePartitioning:
      time === undefined
        ? undefined
        : defined({
            type: time['type'],
            expiration: duration(time['expirationMs']),
            field: time['field'],
            requirePartitionFilter: time['requirePartitionFilter'],
          }),
    rangePartitioning:
      range === undefined ? undefined : defined({ field: range['field'], range: numbers(part(range, 'range')) }),
    streamingBuffer: buffer === undefined ? undefined : numbers(buffer),
  });
}

function view(given: Part | undefined): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  const { query, userDefinedFunctionResources: functions } = given;
  return defined({
    query,
    viewUserDefinedFunctions:
      functions === undefined
        ? undefined
        : list(functions).map(({ inlineCode, resourceUri }) =>
            resourceUri === undefined
              ? { type: 'INLINE', content: inlineCode }
              : { type: 'FROM_URI', content: resourceUri },
          ),
  });
}

function materialized(given: Part | undefined): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  const { query, enableRefresh, lastRefreshTime, refreshIntervalMs } = given;
  return defined({
    lastRefreshDate: lastRefreshTime === undefined ? undefined : new Date(Number(lastRefreshTime)).toISOString(),
    query,
    enableRefresh,
    refreshInterval: duration(refreshIntervalMs),
  });
}

function external(given: Part | undefined): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  const { sourceUris, sourceFormat, autodetect, compression, maxBadRecords, ignoreUnknownValues } = given;
  return defined({
    sourceUris,
    formatType: sourceFormat === 'NEWLINE_DELIMITED_JSON' ? 'JSON' : sourceFormat,
    autodetect,
    compression,
    maxBadRecords,
    ignoreUnknownValues,
  });
}

function part(document: Part, name: string): Part | undefined {
  const value = document[name];
  return value === undefined || value === null ? undefined : (value as Part);
}

function list(value: unknown): readonly Part[] {
  return Array.isArray(value) ? (value as Part[]) : [];
}

/** 64-bit numbers come as texts. */
function numbers(given: Part | undefined): Record<string, number> | undefined {
  if (given === undefined) return undefined;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, Number(value)]));
}

function duration(milliseconds: unknown): string | undefined {
  return milliseconds === undefined || milliseconds === null ? undefined : formatDuration(Number(milliseconds));
}
