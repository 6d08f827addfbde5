import { type Static, Type } from '../../../contract/schema.ts';
import { bigQueryProperties } from './job-properties.ts';
import { defined, numberText } from './plain.ts';
import { destinationProperties, layoutProperties } from './query-properties.ts';
import { parseTable } from './table-id.ts';

export type LoadFormat = 'CSV' | 'JSON' | 'AVRO' | 'PARQUET' | 'ORC';

const formats: Readonly<Record<LoadFormat, string>> = {
  CSV: 'CSV',
  JSON: 'NEWLINE_DELIMITED_JSON',
  AVRO: 'AVRO',
  PARQUET: 'PARQUET',
  ORC: 'ORC',
};

/** What Load and LoadFromGcs take beside their source. */
export const loadProperties = {
  ...bigQueryProperties,
  ...destinationProperties,
  ...layoutProperties,
  destinationTable: Type.String({ description: 'The table: `project.dataset.table` or `dataset.table`.' }),
  format: Type.Unsafe<LoadFormat>({
    type: 'string',
    enum: ['CSV', 'JSON', 'AVRO', 'PARQUET', 'ORC'],
    description: 'JSON: one document a line.',
  }),
  schema: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'The columns, as BigQuery’s API has them: `fields: [{name, type, mode, description}]`.',
    }),
  ),
  autodetect: Type.Optional(Type.Boolean({ description: 'CSV and JSON: guess the columns.' })),
  ignoreUnknownValues: Type.Optional(Type.Boolean({ description: 'Pass over values that no column takes.' })),
  maxBadRecords: Type.Optional(Type.Integer({ description: 'So many broken rows are left out before the job fails.' })),
  csvOptions: Type.Optional(
    Type.Object(
      {
        allowJaggedRows: Type.Optional(Type.Boolean({ description: 'Rows may end early.' })),
        allowQuotedNewLines: Type.Optional(Type.Boolean({ description: 'Quoted values may hold line breaks.' })),
        encoding: Type.Optional(Type.String({ description: 'Default UTF-8.' })),
        fieldDelimiter: Type.Optional(Type.String({ description: 'Default a comma.' })),
        quote: Type.Optional(Type.String({ description: 'Default `"`.' })),
        skipLeadingRows: Type.Optional(Type.Integer({ description: 'Lines above the data: 1 for a header.' })),
      },
      { description: 'How CSV is read.' },
    ),
  ),
  avroOptions: Type.Optional(
    Type.Object(
      { useAvroLogicalTypes: Type.Optional(Type.Boolean({ description: 'Dates and times by their meaning.' })) },
      { description: 'How Avro is read.' },
    ),
  ),
};

const shape = Type.Object(loadProperties);
type LoadTaskProperties = Static<typeof shape>;

/** BigQuery's `configuration.load`, without the source. */
export function loadConfiguration(properties: LoadTaskProperties, projectId: string): Record<string, unknown> {
  const { csvOptions, clusteringFields, timePartitioningField } = properties;
  return defined({
    destinationTable: parseTable(properties.destinationTable, projectId),
    sourceFormat: formats[properties.format],
    writeDisposition: properties.writeDisposition,
    createDisposition: properties.createDisposition,
    schemaUpdateOptions: properties.schemaUpdateOptions,
    clustering: clusteringFields === undefined ? undefined : { fields: clusteringFields },
    timePartitioning:
      timePartitioningField === undefined
        ? undefined
        : { type: properties.timePartitioningType ?? 'DAY', field: timePartitioningField },
    schema: properties.schema,
    autodetect: properties.autodetect,
    ignoreUnknownValues: properties.ignoreUnknownValues,
    maxBadRecords: properties.maxBadRecords,
    ...(properties.format === 'CSV' ? csvConfiguration(csvOptions) : {}),
    ...(properties.format === 'AVRO' ? defined({ ...properties.avroOptions }) : {}),
  });
}

/** The API writes `allowQuotedNewlines` where Kestra, as Google's Java client, writes `allowQuotedNewLines`. */
function csvConfiguration(options: LoadTaskProperties['csvOptions']): Record<string, unknown> {
  const { allowQuotedNewLines, skipLeadingRows, ...same } = options ?? {};
  return defined({
    ...same,
    allowQuotedNewlines: allowQuotedNewLines,
    skipLeadingRows: numberText(skipLeadingRows),
  });
}

/** What both answer. */
export const loadOutputs = Type.Object({
  jobId: Type.Optional(Type.String({ description: 'The job.' })),
  destinationTable: Type.Optional(Type.String({ description: '`project.dataset.table`' })),
  rows: Type.Integer({ description: 'How many rows were loaded.' }),
});
