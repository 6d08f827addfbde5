import type { Static } from '../../../contract/schema.ts';
import type { datasetOutputs, DatasetTaskProperties } from './dataset-properties.ts';
import { parseDataset } from './table-id.ts';

/** A data set of the API. Source: https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets */
export interface DatasetDocument {
  readonly datasetReference: { readonly projectId: string; readonly datasetId: string };
  readonly friendlyName?: string;
  readonly description?: string;
  readonly location?: string;
}

const entities = { USER: 'userByEmail', GROUP: 'groupByEmail', DOMAIN: 'domain', IAM_MEMBER: 'iamMember' } as const;

/** The data set that the properties describe; what they leave out is left out. */
export function datasetDocument(properties: DatasetTaskProperties, projectId: string): DatasetDocument {
  const { defaultTableLifetime, defaultPartitionExpirationMs } = properties;
  const document = {
    access: properties.acl?.map(({ entity, role }) => ({ role, [entities[entity.type]]: entity.value })),
    defaultTableExpirationMs: defaultTableLifetime === undefined ? undefined : String(defaultTableLifetime),
    defaultPartitionExpirationMs:
      defaultPartitionExpirationMs === undefined ? undefined : String(defaultPartitionExpirationMs),
    description: properties.description,
    friendlyName: properties.friendlyName,
    location: properties.location,
    defaultEncryptionConfiguration: properties.defaultEncryptionConfiguration,
    labels: properties.labels,
  };
  const given = Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
  return { datasetReference: parseDataset(properties.name, projectId), ...given };
}

/** A data set as outputs show it. */
export function describeDataset(document: DatasetDocument): Static<typeof datasetOutputs> {
  const { friendlyName, description, location, datasetReference } = document;
  return {
    dataset: datasetReference.datasetId,
    project: datasetReference.projectId,
    ...(typeof friendlyName === 'string' ? { friendlyName } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(typeof location === 'string' ? { location } : {}),
  };
}
