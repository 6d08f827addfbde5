import { Type } from '../../contract/schema.ts';

/** What is asked for where a task names no scopes. */
export const DEFAULT_SCOPES: readonly string[] = ['https://www.googleapis.com/auth/cloud-platform'];

/** The properties by which every task of this family finds its project and says who it is. */
export const gcpProperties = {
  projectId: Type.Optional(
    Type.String({
      description:
        'The Google Cloud project. Default: the one that the key names, then the environment variable `GOOGLE_CLOUD_PROJECT`.',
    }),
  ),
  serviceAccount: Type.Optional(
    Type.String({
      description:
        'JSON text of a service account’s key (or of a workload identity configuration): a secret. ' +
        'Default: the job’s own token, where `cloud.gcp` of gitphony.yaml says who it is; else application default credentials.',
      'x-secret': true,
      'x-identity': 'gcp',
    }),
  ),
  impersonatedServiceAccount: Type.Optional(
    Type.String({
      description: 'E-mail address of a service account to act as; the own one needs the role to create its tokens.',
    }),
  ),
  scopes: Type.Optional(
    Type.Array(Type.String(), {
      description: 'OAuth scopes that are asked for.',
      default: [...DEFAULT_SCOPES],
    }),
  ),
};

/** {@link gcpProperties} after rendering. */
export interface GcpProperties {
  readonly projectId?: string;
  readonly serviceAccount?: string;
  readonly impersonatedServiceAccount?: string;
  readonly scopes?: readonly string[];
}
