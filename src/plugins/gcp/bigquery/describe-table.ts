import type { Static } from '../../../contract/schema.ts';
import type { TableDocument } from './rest-types.ts';
import { tableDefinition } from './table-definition.ts';
import type { tableOutputs } from './table-properties.ts';

/** A table as outputs show it, by Kestra's names. */
export function describeTable(document: TableDocument): Static<typeof tableOutputs> {
  const reference = (document['tableReference'] ?? {}) as Readonly<Record<string, unknown>>;
  const number = (name: string): number | undefined =>
    document[name] === undefined ? undefined : Number(document[name]);
  const instant = (name: string): string | undefined => {
    const milliseconds = number(name);
    return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
  };
  return noNulls({
    projectId: reference['projectId'],
    datasetId: reference['datasetId'],
    table: reference['tableId'],
    etag: document['etag'],
    generatedId: document['id'],
    selfLink: document['selfLink'],
    friendlyName: document['friendlyName'],
    description: document['description'],
    creationTime: instant('creationTime'),
    expirationTime: instant('expirationTime'),
    lastModifiedTime: instant('lastModifiedTime'),
    numBytes: number('numBytes'),
    numLongTermBytes: number('numLongTermBytes'),
    numRows: number('numRows'),
    labels: document['labels'],
    requirePartitionFilter: document['requirePartitionFilter'],
    definition: tableDefinition(document),
    encryptionConfiguration: document['encryptionConfiguration'],
  });
}

function noNulls(map: Readonly<Record<string, unknown>>): Record<string, never> {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined && value !== null)) as never;
}
