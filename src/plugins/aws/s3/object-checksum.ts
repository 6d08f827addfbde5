import type { GetObjectCommandOutput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import { TaskError } from '../../../contract/errors.ts';
import { type Static, Type } from '../../../contract/schema.ts';

/** Names of Amazon's client for Java → those of S3; both are taken. */
const algorithms = { CRC32: 'CRC32', CRC32_C: 'CRC32C', CRC32C: 'CRC32C', SHA1: 'SHA1', SHA256: 'SHA256' } as const;

type AlgorithmName = keyof typeof algorithms;
type Algorithm = (typeof algorithms)[AlgorithmName];

/** Which checksum S3 is to keep of an object, and what it has to be. */
export const checksumProperties = {
  checksumAlgorithm: Type.Optional(
    Type.Unsafe<AlgorithmName>({
      type: 'string',
      enum: Object.keys(algorithms),
      description: 'Checksum that S3 is to keep. Where nothing is said CRC32.',
    }),
  ),
  checksum: Type.Optional(
    Type.String({
      description: 'What the checksum has to be, in base64; S3 refuses a file that has another. Up to 5 GiB.',
    }),
  ),
};

const schema = Type.Object(checksumProperties);

/** {@link checksumProperties} as requests take them. */
export function checksumHeaders({
  checksumAlgorithm,
  checksum,
}: Static<typeof schema>): Partial<PutObjectCommandInput> {
  if (checksumAlgorithm === undefined && checksum !== undefined) {
    throw new TaskError('BAD_PROPERTY', '`checksum` needs `checksumAlgorithm`, but there is none', {
      hint: 'Add `checksumAlgorithm: SHA256`, or whatever the checksum was made by.',
      retryable: false,
    });
  }
  if (checksumAlgorithm === undefined) return {};
  const algorithm = algorithms[checksumAlgorithm];
  return { ChecksumAlgorithm: algorithm, ...(checksum === undefined ? {} : { [`Checksum${algorithm}`]: checksum }) };
}

/** What downloads take. */
export const validateProperty = {
  validateChecksum: Type.Optional(
    Type.Boolean({
      description:
        'Answer the checksum that S3 keeps, which what came was compared with; a warning where there is none that could be compared.',
      default: false,
    }),
  ),
};

/** What downloads answer of it. */
export const checksumOutputs = {
  checksumAlgorithm: Type.Optional(
    Type.String({ description: 'With `validateChecksum`: SHA256, SHA1, CRC32, CRC32C or CRC64NVME.' }),
  ),
  checksumValue: Type.Optional(Type.String({ description: 'With `validateChecksum`: the checksum, in base64.' })),
};

const kept: readonly (Algorithm | 'CRC64NVME')[] = ['SHA256', 'SHA1', 'CRC32', 'CRC32C', 'CRC64NVME'];

/**
 * The checksum that S3 keeps of the whole object. One that was made of the checksums of parts (it ends in `-` and their number) is no
 * checksum of what came: the client does not compare it.
 */
export function checksumOf(answer: GetObjectCommandOutput): { checksumAlgorithm?: string; checksumValue?: string } {
  for (const checksumAlgorithm of kept) {
    const checksumValue = answer[`Checksum${checksumAlgorithm}`];
    if (checksumValue !== undefined && !checksumValue.includes('-')) return { checksumAlgorithm, checksumValue };
  }
  return {};
}
