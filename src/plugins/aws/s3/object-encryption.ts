import { type Static, Type } from '../../../contract/schema.ts';

/** How a copy is encrypted. */
export const encryptionProperties = {
  serverSideEncryption: Type.Optional(
    Type.Unsafe<'NONE' | 'AES256' | 'AWS_KMS'>({
      type: 'string',
      enum: ['NONE', 'AES256', 'AWS_KMS'],
      description: 'Encryption by the server. NONE, or left out: the bucket’s.',
    }),
  ),
  kmsKeyId: Type.Optional(Type.String({ description: 'Key of AWS_KMS.' })),
};

const schema = Type.Object(encryptionProperties);

/** {@link encryptionProperties} as requests take them. */
export function encryptionOf({ serverSideEncryption, kmsKeyId }: Static<typeof schema>): {
  readonly ServerSideEncryption?: 'AES256' | 'aws:kms';
  readonly SSEKMSKeyId?: string;
} {
  if (serverSideEncryption === 'AES256') return { ServerSideEncryption: 'AES256' };
  if (serverSideEncryption !== 'AWS_KMS') return {};
  return { ServerSideEncryption: 'aws:kms', ...(kmsKeyId === undefined ? {} : { SSEKMSKeyId: kmsKeyId }) };
}
