import { wholeMatch } from '../../../plugin-kit/whole-match.ts';
import type { S3Session } from './client.ts';
import type { ListProperties, S3Object } from './list-properties.ts';
import { requestOptions } from './s3-properties.ts';

/** S3 answers so many keys at once. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const PAGE = 1000;

/** The objects that the properties choose, page by page, in the order of their keys. */
export async function* listObjects(
  { sdk, client, signal }: S3Session,
  properties: ListProperties,
): AsyncGenerator<S3Object> {
  const { bucket, prefix, delimiter, marker, maxKeys, filter = 'BOTH' } = properties;
  const matches = await wholeMatch('regexp', properties.regexp);
  let token: string | undefined;
  let left = maxKeys ?? Number.POSITIVE_INFINITY;
  do {
    const page = await client.send(
      new sdk.ListObjectsV2Command({
        Bucket: bucket,
        MaxKeys: Math.min(left, PAGE),
        FetchOwner: true,
        ...(prefix === undefined ? {} : { Prefix: prefix }),
        ...(delimiter === undefined ? {} : { Delimiter: delimiter }),
        ...(marker === undefined ? {} : { StartAfter: marker }),
        ...(token === undefined ? {} : { ContinuationToken: token }),
        ...requestOptions(properties),
      }),
      { abortSignal: signal },
    );
    for (const { Key: key = '', ETag, Size = 0, LastModified, Owner } of page.Contents ?? []) {
      if (left-- === 0) return;
      if (!matches(key)) continue;
      if (filter !== 'BOTH' && (filter === 'DIRECTORY') !== key.endsWith('/')) continue;
      yield {
        key,
        size: Size,
        ...(ETag === undefined ? {} : { etag: ETag }),
        ...(LastModified === undefined ? {} : { lastModified: LastModified.toISOString() }),
        ...(Owner === undefined ? {} : { owner: ownerOf(Owner.ID, Owner.DisplayName) }),
      };
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined && left > 0);
}

function ownerOf(id: string | undefined, displayName: string | undefined): { id?: string; displayName?: string } {
  return { ...(id === undefined ? {} : { id }), ...(displayName === undefined ? {} : { displayName }) };
}
