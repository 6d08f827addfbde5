import { type Static, Type } from '../../../contract/schema.ts';
import { bigQueryProperties } from './job-properties.ts';

const text = (description: string) => Type.Optional(Type.String({ description }));
const choice = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: [...values] });

/** What CreateDataset and UpdateDataset take. */
export const datasetProperties = {
  ...bigQueryProperties,
  name: Type.String({
    description: 'The data set’s name.',
    // Source: https://cloud.google.com/bigquery/docs/datasets#dataset-naming
    'x-warning': {
      pattern: String.raw`^(?!.*\{[{%])(?!\w{1,1024}$)`,
      text: 'BigQuery takes no data set of this name: letters, digits and _ only, no dash',
    },
  }),
  acl: Type.Optional(
    Type.Array(
      Type.Object({
        entity: Type.Object({ type: choice(['USER', 'GROUP', 'DOMAIN', 'IAM_MEMBER'] as const), value: Type.String() }),
        role: choice(['READER', 'WRITER', 'OWNER'] as const),
      }),
      { description: 'Who may do what with it.' },
    ),
  ),
  defaultTableLifetime: Type.Optional(
    Type.Integer({ description: 'Milliseconds for which new tables live; an hour at least.' }),
  ),
  description: text('What it is.'),
  friendlyName: text('Its name for people.'),
  defaultEncryptionConfiguration: Type.Optional(
    Type.Object({ kmsKeyName: text('The key’s name.') }, { description: 'The key by which new tables are encrypted.' }),
  ),
  defaultPartitionExpirationMs: Type.Optional(
    Type.Integer({ description: 'Milliseconds for which new partitions live.' }),
  ),
  labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Labels of the data set.' })),
};

const schema = Type.Object(datasetProperties);

/** {@link datasetProperties} after rendering. */
export type DatasetTaskProperties = Static<typeof schema>;

/** What data set tasks answer. */
export const datasetOutputs = Type.Object({
  dataset: Type.String({ description: 'Its name.' }),
  project: Type.String({ description: 'Its project.' }),
  friendlyName: Type.Optional(Type.String({ description: 'Its name for people.' })),
  description: Type.Optional(Type.String({ description: 'What it is.' })),
  location: Type.Optional(Type.String({ description: 'Where it lies.' })),
});
