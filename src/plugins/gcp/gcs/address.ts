import { TaskError } from '../../../contract/errors.ts';

/** An object, or a place where objects may be. */
export interface GcsAddress {
  readonly bucket: string;
  /** Name of the object, without a slash in front; may be empty. */
  readonly name: string;
}

/**
 * Reads `gs://bucket/name`. Names may hold anything but line breaks; `%20` stands for a space, as Kestra's outputs have it.
 * @throws TaskError GCS_BAD_ADDRESS
 */
export function parseAddress(property: string, text: string): GcsAddress {
  const match = /^gs:\/\/([^/\s]+)(?:\/([^\n\r]*))?$/.exec(text.trim());
  if (match !== null) return { bucket: match[1] ?? '', name: (match[2] ?? '').replaceAll('%20', ' ') };
  throw new TaskError('GCS_BAD_ADDRESS', `\`${property}\` should look like gs://bucket/name, but is "${text}"`, {
    hint: 'write the bucket and the object’s name',
    retryable: false,
  });
}

/** The same for an object that is there: it has a name, also one that ends in a slash, as consoles make for empty folders. */
export function parseExisting(property: string, text: string): GcsAddress {
  const address = parseAddress(property, text);
  if (address.name !== '') return address;
  throw noName(property, text);
}

/** The same for an object that is to be written, under a name that is no folder's. */
export function parseObject(property: string, text: string): GcsAddress {
  const address = parseAddress(property, text);
  if (address.name !== '' && !address.name.endsWith('/')) return address;
  throw noName(property, text);
}

function noName(property: string, text: string): TaskError {
  return new TaskError('GCS_BAD_ADDRESS', `\`${property}\` should name an object, but "${text}" is a folder`, {
    hint: 'write the object’s name behind it',
    retryable: false,
  });
}

/** `gs://bucket/name`, a space as `%20`. */
export function addressText({ bucket, name }: GcsAddress): string {
  return `gs://${bucket}/${name.replaceAll(' ', '%20')}`;
}
