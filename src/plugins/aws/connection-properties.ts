import { durationText, Type } from '../../contract/schema.ts';

/** The properties by which every AWS task finds its account. */
export const connectionProperties = {
  accessKeyId: Type.Optional(
    Type.String({
      description:
        'Access key id. Without it the job’s own token counts, where `cloud.aws` of gitphony.yaml names its role; else the default chain: environment (`AWS_ACCESS_KEY_ID`, as aws-actions/configure-aws-credentials sets it), ' +
        'web identity, shared files, container and instance roles.',
      'x-identity': 'aws',
    }),
  ),
  secretKeyId: Type.Optional(Type.String({ description: 'Secret access key.', 'x-secret': true })),
  sessionToken: Type.Optional(Type.String({ description: 'Token of temporary credentials.', 'x-secret': true })),
  region: Type.Optional(Type.String({ description: 'Region, as `eu-central-1`. Default: that of the environment.' })),
  endpointOverride: Type.Optional(
    Type.String({ description: 'Address of another server that speaks S3, as `http://127.0.0.1:9000`.' }),
  ),
  stsRoleArn: Type.Optional(Type.String({ description: 'A role to assume; the credentials above ask for it.' })),
  stsRoleExternalId: Type.Optional(Type.String({ description: 'External id that the role wants to hear.' })),
  stsRoleSessionName: Type.Optional(
    Type.String({ description: 'Name of the session in the account’s logs. Default `gitphony`.' }),
  ),
  stsRoleSessionDuration: Type.Optional(
    durationText({ description: 'How long the role’s credentials count; they are renewed.', default: 'PT15M' }),
  ),
  stsEndpointOverride: Type.Optional(Type.String({ description: 'Address of another token service.' })),
};

const schema = Type.Object(connectionProperties);

/** The connection properties after rendering. */
export type ConnectionProperties = typeof schema.static;
