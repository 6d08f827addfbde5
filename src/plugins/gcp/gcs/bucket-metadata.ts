import type { BucketMetadata } from '@google-cloud/storage';
import type { BucketTaskProperties } from './bucket-properties.ts';

/** A bucket as the API takes it; what is not given is left out. Source: https://cloud.google.com/storage/docs/json_api/v1/buckets */
export function bucketMetadata(properties: BucketTaskProperties): BucketMetadata {
  const { requesterPays, versioningEnabled, defaultKmsKeyName, retentionPeriod, iamConfiguration, storageClass } =
    properties;
  const metadata = {
    name: properties.name,
    billing: requesterPays === undefined ? undefined : { requesterPays },
    versioning: versioningEnabled === undefined ? undefined : { enabled: versioningEnabled },
    website: website(properties),
    lifecycle:
      properties.lifecycleRules === undefined ? undefined : { rule: properties.lifecycleRules.map(lifecycleRule) },
    storageClass,
    location: properties.location,
    cors: properties.cors?.map(({ maxAgeSeconds, methods, origins, responseHeaders }) => ({
      maxAgeSeconds,
      method: methods,
      origin: origins?.map((origin) => (typeof origin === 'string' ? origin : origin.value)),
      responseHeader: responseHeaders,
    })),
    acl: properties.acl?.map(accessControl),
    defaultObjectAcl: properties.defaultAcl?.map(accessControl),
    labels: properties.labels,
    encryption: defaultKmsKeyName === undefined ? undefined : { defaultKmsKeyName },
    defaultEventBasedHold: properties.defaultEventBasedHold,
    retentionPolicy: retentionPeriod === undefined ? undefined : { retentionPeriod: String(retentionPeriod) },
    iamConfiguration:
      iamConfiguration === undefined
        ? undefined
        : {
            ...(iamConfiguration.uniformBucketLevelAccessEnabled === undefined
              ? {}
              : { uniformBucketLevelAccess: { enabled: iamConfiguration.uniformBucketLevelAccessEnabled } }),
            ...(iamConfiguration.publicAccessPrevention === undefined
              ? {}
              : { publicAccessPrevention: iamConfiguration.publicAccessPrevention.toLowerCase() }),
          },
    logging: properties.logging,
  };
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined)) as BucketMetadata;
}

/** The bucket as outputs show it. */
export function describeBucket(metadata: BucketMetadata, name: string) {
  const { location, website: site } = metadata;
  return {
    name,
    uri: `gs://${name}`,
    ...(location === undefined ? {} : { location }),
    ...(site?.mainPageSuffix === undefined ? {} : { indexPage: site.mainPageSuffix }),
    ...(site?.notFoundPage === undefined ? {} : { notFoundPage: site.notFoundPage }),
  };
}

function website({ indexPage, notFoundPage }: BucketTaskProperties): object | undefined {
  if (indexPage === undefined && notFoundPage === undefined) return undefined;
  return {
    ...(indexPage === undefined ? {} : { mainPageSuffix: indexPage }),
    ...(notFoundPage === undefined ? {} : { notFoundPage }),
  };
}

function lifecycleRule({ condition, action }: NonNullable<BucketTaskProperties['lifecycleRules']>[number]): object {
  const type = action.type === 'DELETE' ? 'Delete' : 'SetStorageClass';
  return { condition, action: { type, ...(action.value === undefined ? {} : { storageClass: action.value }) } };
}

function accessControl({ entity, role }: NonNullable<BucketTaskProperties['acl']>[number]): object {
  return { entity: `${entity.type.toLowerCase()}-${entity.value}`, role };
}
