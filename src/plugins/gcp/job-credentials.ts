import type { WorkloadIdentity } from '../../contract/workload-identity.ts';
import type { CredentialsDocument } from './service-account.ts';

/**
 * The credentials of a job that has no key: Google's own client for workload identities asks for the job's token whenever it needs one,
 * exchanges it, and acts as the service account where one is named. Nothing of it stands in a file or in the environment.
 * Undefined where the project says no login for Google Cloud.
 * Source: https://google.aip.dev/auth/4117
 */
export function jobCredentials(identity: WorkloadIdentity | undefined): CredentialsDocument | undefined {
  const settings = identity?.clouds.gcp;
  if (identity === undefined || settings === undefined) return undefined;
  const { workloadIdentityProvider: provider, serviceAccount } = settings;
  return {
    type: 'external_account',
    audience: `//iam.googleapis.com/${provider}`,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: 'https://sts.googleapis.com/v1/token',
    ...(serviceAccount === undefined ? {} : { service_account_impersonation_url: tokensOf(serviceAccount) }),
    // What a provider expects unless it was set up with audiences of its own.
    subject_token_supplier: { getSubjectToken: () => identity.token(`https://iam.googleapis.com/${provider}`) },
  };
}

/** Where tokens of a service account are made for those who may act as it. */
export function tokensOf(serviceAccount: string): string {
  return `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${serviceAccount}:generateAccessToken`;
}
