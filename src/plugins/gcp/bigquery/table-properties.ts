import { type Static, Type } from '../../../contract/schema.ts';
import { bigQueryProperties } from './job-properties.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));
const whole = (description: string) => Type.Optional(Type.Integer({ description }));
const flag = (description: string) => Type.Optional(Type.Boolean({ description }));

/** Which table. */
export const tableProperties = {
  ...bigQueryProperties,
  dataset: Type.String({ description: 'Its data set.' }),
  table: Type.String({ description: 'Its name.' }),
};

const partitioning = {
  timePartitioning: Type.Optional(
    Type.Object({
      type: Type.Optional(
        Type.Unsafe<'DAY' | 'HOUR' | 'MONTH' | 'YEAR'>({ type: 'string', enum: ['DAY', 'HOUR', 'MONTH', 'YEAR'] }),
      ),
      field: text('The column; left out: the time at which a row came.'),
      expiration: Type.Optional(
        Type.Unsafe<string>({ type: 'string', format: 'duration', description: 'How long a partition lives.' }),
      ),
      requirePartitionFilter: flag('Queries have to say which partitions.'),
    }),
  ),
  rangePartitioning: Type.Optional(
    Type.Object({
      field: text('The INTEGER column.'),
      range: Type.Optional(
        Type.Object({ start: whole('Included.'), end: whole('Excluded.'), interval: whole('The width.') }),
      ),
    }),
  ),
};

/** What CreateTable and UpdateTable take. */
export const tableChangeProperties = {
  ...tableProperties,
  tableDefinition: Type.Optional(
    Type.Object(
      {
        type: Type.Optional(
          Type.Unsafe<'TABLE' | 'VIEW' | 'MATERIALIZED_VIEW' | 'EXTERNAL'>({
            type: 'string',
            enum: ['TABLE', 'VIEW', 'MATERIALIZED_VIEW', 'EXTERNAL'],
            description: 'Default TABLE.',
          }),
        ),
        schema: Type.Optional(
          Type.Object({
            fields: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
              description: 'Columns: `name`, `type`, `mode`, `description`, `subFields`, `policyTags`.',
            }),
          }),
        ),
        standardTableDefinition: Type.Optional(
          Type.Object({ clustering: Type.Optional(Type.Array(Type.String())), ...partitioning }),
        ),
        viewDefinition: Type.Optional(
          Type.Object({
            query: text('The SQL.'),
            viewUserDefinedFunctions: Type.Optional(
              Type.Array(
                Type.Object({
                  type: Type.Unsafe<'INLINE' | 'FROM_URI'>({ type: 'string', enum: ['INLINE', 'FROM_URI'] }),
                  content: Type.String({ description: 'The code, or its address in Cloud Storage.' }),
                }),
                {
                  description:
                    'JavaScript functions that the SQL calls. Only BigQuery’s old dialect has them: with them the view is of that one.',
                },
              ),
            ),
          }),
        ),
        materializedViewDefinition: Type.Optional(
          Type.Object({
            query: text('The SQL.'),
            enableRefresh: flag('Whether BigQuery keeps it fresh.'),
            refreshInterval: Type.Optional(Type.Unsafe<string>({ type: 'string', format: 'duration' })),
          }),
        ),
        externalTableDefinition: Type.Optional(
          Type.Object({
            sourceUris: Type.Optional(Type.Array(Type.String())),
            formatType: Type.Optional(
              Type.Unsafe<
                'CSV' | 'JSON' | 'AVRO' | 'PARQUET' | 'ORC' | 'GOOGLE_SHEETS' | 'BIGTABLE' | 'DATASTORE_BACKUP'
              >({
                type: 'string',
                enum: ['CSV', 'JSON', 'AVRO', 'PARQUET', 'ORC', 'GOOGLE_SHEETS', 'BIGTABLE', 'DATASTORE_BACKUP'],
              }),
            ),
            autodetect: flag('Guess the columns.'),
            compression: text('`GZIP` or `NONE`.'),
            maxBadRecords: whole('So many broken rows are left out.'),
            ignoreUnknownValues: flag('Pass over values that no column takes.'),
          }),
        ),
      },
      { description: 'What it is: a table, a view, a materialized view, or files of Cloud Storage.' },
    ),
  ),
  friendlyName: text('Its name for people.'),
  description: text('What it is for.'),
  labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Labels of the table.' })),
  requirePartitionFilter: flag('Queries have to say which partitions.'),
  encryptionConfiguration: Type.Optional(
    Type.Object({ kmsKeyName: text('The key’s name.') }, { description: 'The key by which it is encrypted.' }),
  ),
  expirationDuration: Type.Optional(
    Type.Unsafe<string>({ type: 'string', format: 'duration', description: 'How long it lives from now on.' }),
  ),
};

const shape = Type.Object(tableChangeProperties);

/** {@link tableChangeProperties} after rendering. */
export type TableTaskProperties = Static<typeof shape>;

/** What tasks about a table answer. */
export const tableOutputs = Type.Object({
  projectId: Type.Optional(Type.String()),
  datasetId: Type.Optional(Type.String()),
  table: Type.Optional(Type.String()),
  etag: Type.Optional(Type.String()),
  generatedId: Type.Optional(Type.String()),
  selfLink: Type.Optional(Type.String()),
  friendlyName: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  creationTime: Type.Optional(Type.String()),
  expirationTime: Type.Optional(Type.String()),
  lastModifiedTime: Type.Optional(Type.String()),
  numBytes: Type.Optional(Type.Integer()),
  numLongTermBytes: Type.Optional(Type.Integer()),
  numRows: Type.Optional(Type.Integer()),
  definition: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'What it is, in the form of `tableDefinition`: `type`, `schema`, and the part of its type.',
    }),
  ),
  encryptionConfiguration: Type.Optional(Type.Object({ kmsKeyName: Type.Optional(Type.String()) })),
  labels: Type.Optional(Type.Record(Type.String(), Type.String())),
  requirePartitionFilter: Type.Optional(Type.Boolean()),
});
