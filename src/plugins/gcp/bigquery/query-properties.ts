import { Type } from '../../../contract/schema.ts';
import { fetchProperties } from '../../../plugin-kit/rows/fetch-type.ts';
import { bigQueryProperties } from './job-properties.ts';

const choice = <T extends string>(values: readonly T[], description: string, preset?: T) =>
  Type.Optional(
    Type.Unsafe<T>({
      type: 'string',
      enum: [...values],
      description,
      ...(preset === undefined ? {} : { default: preset }),
    }),
  );
const text = (description: string) => Type.Optional(Type.String({ description }));
const flag = (description: string, preset?: boolean) =>
  Type.Optional(Type.Boolean({ description, ...(preset === undefined ? {} : { default: preset }) }));
const whole = (description: string) => Type.Optional(Type.Integer({ description }));

export type WriteDisposition = 'WRITE_TRUNCATE' | 'WRITE_TRUNCATE_DATA' | 'WRITE_APPEND' | 'WRITE_EMPTY';
export type CreateDisposition = 'CREATE_IF_NEEDED' | 'CREATE_NEVER';
export type SchemaUpdateOption = 'ALLOW_FIELD_ADDITION' | 'ALLOW_FIELD_RELAXATION';
export type PartitioningType = 'DAY' | 'HOUR' | 'MONTH' | 'YEAR';

/** What every job that writes a table takes. */
export const destinationProperties = {
  destinationTable: text('The table that takes the result: `project.dataset.table` or `dataset.table`.'),
  writeDisposition: choice<WriteDisposition>(
    ['WRITE_TRUNCATE', 'WRITE_TRUNCATE_DATA', 'WRITE_APPEND', 'WRITE_EMPTY'],
    'What becomes of rows that the destination has: replaced (with or without its schema), kept, or the job fails.',
  ),
  createDisposition: choice<CreateDisposition>(
    ['CREATE_IF_NEEDED', 'CREATE_NEVER'],
    'Whether a destination that is missing is made.',
  ),
};

/** Limits and labels of a job. */
export const jobProperties = {
  jobTimeout: Type.Optional(
    Type.Unsafe<string>({ type: 'string', format: 'duration', description: 'BigQuery ends the job after this.' }),
  ),
  labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Labels of the job.' })),
  dryRun: flag('Check the job and say what it would read, without running it.', false),
};

/** How a destination table is partitioned and clustered. */
export const layoutProperties = {
  clusteringFields: Type.Optional(
    Type.Array(Type.String(), { description: 'Columns by which the destination is clustered.' }),
  ),
  schemaUpdateOptions: Type.Optional(
    Type.Array(
      Type.Unsafe<SchemaUpdateOption>({ type: 'string', enum: ['ALLOW_FIELD_ADDITION', 'ALLOW_FIELD_RELAXATION'] }),
      { description: 'How the job may change the destination’s schema.' },
    ),
  ),
  timePartitioningField: text('The column by which the destination is partitioned in time.'),
  timePartitioningType: choice<PartitioningType>(
    ['DAY', 'HOUR', 'MONTH', 'YEAR'],
    'The length of such a partition.',
    'DAY',
  ),
};

/** What a query task takes beside its SQL. */
export const queryProperties = {
  ...bigQueryProperties,
  ...destinationProperties,
  ...jobProperties,
  ...layoutProperties,
  fetchType: fetchProperties.fetchType,
  fetch: fetchProperties.fetch,
  fetchOne: fetchProperties.fetchOne,
  store: fetchProperties.store,
  parameters: Type.Optional(
    Type.Unknown({
      description:
        'Values for `@name` (a map) or `?` (a list) in the SQL. They never become part of the SQL’s text: use them for everything that comes from outside.',
    }),
  ),
  legacySql: flag('BigQuery’s old dialect.', false),
  useLegacySql: flag('The same as `legacySql`.', false),
  rangePartitioningField: text('The INTEGER column by whose ranges the destination is partitioned.'),
  rangePartitioningStart: whole('Where the ranges begin, included.'),
  rangePartitioningEnd: whole('Where the ranges end, excluded.'),
  rangePartitioningInterval: whole('The width of a range.'),
  defaultDataset: text('The data set of tables that the SQL names without one.'),
  priority: choice(['INTERACTIVE', 'BATCH'] as const, 'BATCH waits until there is room.', 'INTERACTIVE'),
  allowLargeResults: flag('Legacy SQL: results of any size; needs `destinationTable`.'),
  useQueryCache: flag('Whether an answer from the cache will do.'),
  flattenResults: flag('Legacy SQL: nested and repeated fields become rows.', true),
  maximumBillingTier: whole('The query fails, free of charge, where it needs more.'),
  maximumBytesBilled: whole('The query fails, free of charge, where it would bill more bytes.'),
  maxResults: whole('Rows that one call fetches. All are fetched all the same.'),
};
