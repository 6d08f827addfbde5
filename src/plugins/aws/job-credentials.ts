import type { fromWebToken } from '@aws-sdk/credential-providers';
import { TaskError } from '../../contract/errors.ts';
import type { WorkloadIdentity } from '../../contract/workload-identity.ts';
import type { ConnectionProperties } from './connection-properties.ts';
import { loadSdk } from './load-sdk.ts';

/** Credentials that AWS's clients ask for when they need some, and anew before those they have end. */
export type JobCredentials = ReturnType<typeof fromWebToken>;

/**
 * The credentials of a job that has no key: its own token is exchanged for a session of the project's role. Undefined where the
 * project says no login for AWS.
 */
export function jobCredentials(
  identity: WorkloadIdentity | undefined,
  properties: Pick<ConnectionProperties, 'region' | 'stsEndpointOverride'>,
): JobCredentials | undefined {
  const role = identity?.clouds.aws?.role;
  if (identity === undefined || role === undefined) return undefined;
  const { region, stsEndpointOverride: endpoint } = properties;
  return async (options) => {
    const { fromWebToken: exchange } = await loadSdk(() => import('@aws-sdk/credential-providers'));
    const provide = exchange({
      roleArn: role,
      roleSessionName: 'gitphony',
      webIdentityToken: await identity.token('sts.amazonaws.com'),
      clientConfig: {
        ...(region === undefined ? {} : { region }),
        ...(endpoint === undefined ? {} : { endpoint }),
      },
    });
    try {
      return await provide(options);
    } catch (error) {
      throw explain(error, role);
    }
  };
}

/** What to do, by the token service's own name of an error, `Exception` left off. Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
const hints: Readonly<Record<string, string>> = {
  AccessDenied:
    'Compare the trust policy of the role with this repository, branch and environment (docs/secrets.md), and see that the role is there.',
  ExpiredToken:
    'The clock of this machine is wrong: the token came a moment ago, and AWS takes it for one that has ended.',
  InvalidIdentityToken:
    'Make an identity provider for https://token.actions.githubusercontent.com with the audience sts.amazonaws.com in the role’s account (docs/secrets.md).',
  IDPCommunicationError: 'Run it again.',
};

/** The cause is left out: it holds the request, and that the token. */
function explain(error: unknown, role: string): unknown {
  if (!(error instanceof Error)) return error;
  const name = error.name.replace(/Exception$/, '');
  if (!Object.hasOwn(hints, name)) return error;
  return new TaskError(
    'AWS_LOGIN_REFUSED',
    `AWS refused the job’s token for ${role}: ${error.message} [${error.name}]`,
    {
      hint: hints[name],
      retryable: name === 'IDPCommunicationError' || name === 'ExpiredToken',
      cause: new Error(error.message),
    },
  );
}
