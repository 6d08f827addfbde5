import { TaskError } from '../../contract/errors.ts';
import { readDuration } from '../../plugin-kit/read-duration.ts';
import type { WorkloadIdentity } from '../../contract/workload-identity.ts';
import type { ConnectionProperties } from './connection-properties.ts';
import { type JobCredentials, jobCredentials } from './job-credentials.ts';
import { loadSdk } from './load-sdk.ts';

/** What the AWS clients take as `credentials`; undefined is their default chain. */
export type Credentials = JobCredentials | StaticCredentials | undefined;

interface StaticCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The credentials that the properties name: keys, else the job's own token, else nothing, which means the default chain; then
 * a role that they assume.
 * @throws TaskError AWS_CREDENTIALS for half a pair.
 */
export async function credentialsOf(
  properties: ConnectionProperties,
  identity: WorkloadIdentity | undefined,
): Promise<Credentials> {
  const keys = staticCredentials(properties) ?? jobCredentials(identity, properties);
  if (properties.stsRoleArn === undefined) return keys;
  const { fromTemporaryCredentials } = await loadSdk(() => import('@aws-sdk/credential-providers'));
  return fromTemporaryCredentials({
    ...(keys === undefined ? {} : { masterCredentials: keys }),
    params: {
      RoleArn: properties.stsRoleArn,
      RoleSessionName: properties.stsRoleSessionName ?? 'gitphony',
      DurationSeconds: Math.round(
        readDuration('stsRoleSessionDuration', properties.stsRoleSessionDuration ?? 'PT15M') / 1000,
      ),
      ...(properties.stsRoleExternalId === undefined ? {} : { ExternalId: properties.stsRoleExternalId }),
    },
    clientConfig: {
      ...(properties.region === undefined ? {} : { region: properties.region }),
      ...(properties.stsEndpointOverride === undefined ? {} : { endpoint: properties.stsEndpointOverride }),
    },
  });
}

function staticCredentials({
  accessKeyId,
  secretKeyId,
  sessionToken,
}: ConnectionProperties): StaticCredentials | undefined {
  if (accessKeyId === undefined && secretKeyId === undefined) return undefined;
  if (accessKeyId === undefined || secretKeyId === undefined) {
    const missing = accessKeyId === undefined ? 'accessKeyId' : 'secretKeyId';
    throw new TaskError('AWS_CREDENTIALS', `expected both accessKeyId and secretKeyId, but ${missing} is missing`, {
      hint: `Add \`${missing}\`, or leave both out to use the credentials of the environment.`,
      retryable: false,
    });
  }
  return { accessKeyId, secretAccessKey: secretKeyId, ...(sessionToken === undefined ? {} : { sessionToken }) };
}
