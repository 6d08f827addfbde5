import { Type } from '../../../contract/schema.ts';

/** What S3 says of an object after most requests. */
export const objectOutputs = {
  eTag: Type.Optional(Type.String({ description: 'Entity tag, in quotes as S3 has it.' })),
  versionId: Type.Optional(Type.String({ description: 'Version, in buckets that keep versions.' })),
};

/** {@link objectOutputs} of an answer. */
export function objectOutputsOf(answer: {
  readonly ETag?: string | undefined;
  readonly VersionId?: string | undefined;
}) {
  return {
    ...(answer.ETag === undefined ? {} : { eTag: answer.ETag }),
    ...(answer.VersionId === undefined ? {} : { versionId: answer.VersionId }),
  };
}
