import type { File } from '@google-cloud/storage';
import { wholeMatch } from '../../../plugin-kit/whole-match.ts';
import { googleError } from '../google-error.ts';
import { parseAddress } from './address.ts';
import type { GcsClient } from './client.ts';
import type { ListFilter, ListRequest } from './list-properties.ts';
import { isPart } from './part-plan.ts';

/** An object, or what stands for a folder. */
export interface FoundObject {
  readonly bucket: string;
  readonly name: string;
  readonly isDirectory: boolean;
  /** Undefined for a folder that has no object of its own. */
  readonly file: File | undefined;
}

interface Page {
  readonly prefixes?: readonly string[];
  readonly nextPageToken?: string;
}

/** Looks for objects, page by page; folders of a DIRECTORY listing come as entries of their own, behind the objects of the page. */
export async function* listObjects(client: GcsClient, request: ListRequest): AsyncGenerator<FoundObject> {
  const { bucket, name: prefix } = parseAddress('from', request.from);
  const matches = await wholeMatch('regExp', request.regExp);
  const recursive = request.listingType === 'RECURSIVE';
  let pageToken: string | undefined;
  do {
    const { files, page } = await onePage(client, bucket, {
      prefix,
      autoPaginate: false,
      ...(recursive ? {} : { delimiter: '/' }),
      ...(request.allVersions === true ? { versions: true } : {}),
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const folders = (page?.prefixes ?? []).map((name) => ({ bucket, name, isDirectory: true, file: undefined }));
    const found = files.map((file) => ({ bucket, name: file.name, isDirectory: file.name.endsWith('/'), file }));
    for (const object of [...found, ...folders]) if (matches(`gs://${bucket}/${object.name}`)) yield object;
    pageToken = page?.nextPageToken;
  } while (pageToken !== undefined);
}

/** Leaves out the parts of uploads that are under way: nobody’s data yet. */
export async function* withoutParts(objects: AsyncIterable<FoundObject>): AsyncGenerator<FoundObject> {
  for await (const object of objects) if (!isPart(object.file?.metadata)) yield object;
}

/** The first `limit` that pass the filter, and whether there are more. */
export async function takeObjects(
  objects: AsyncIterable<FoundObject>,
  filter: ListFilter,
  limit: number,
): Promise<{ readonly objects: readonly FoundObject[]; readonly more: boolean }> {
  const taken: FoundObject[] = [];
  for await (const object of objects) {
    if (filter !== 'BOTH' && object.isDirectory !== (filter === 'DIRECTORY')) continue;
    if (taken.length === limit) return { objects: taken, more: true };
    taken.push(object);
  }
  return { objects: taken, more: false };
}

async function onePage(
  client: GcsClient,
  bucket: string,
  query: object,
): Promise<{ readonly files: readonly File[]; readonly page: Page | undefined }> {
  try {
    const [files, , page] = await client.bucket(bucket).getFiles(query);
    return { files, page: page as Page | undefined };
  } catch (error) {
    throw googleError(error, `list the bucket ${bucket}`);
  }
}
