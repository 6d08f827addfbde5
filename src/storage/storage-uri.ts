import { TaskError } from '../contract/errors.ts';

const SCHEME = 'kestra:///';
/** What a part of a URI may look like: so no part leads upwards, hides a file, or means something to a shell. */
const PART = /^[\p{L}\p{N}_-][\p{L}\p{N}._ -]*$/u;
/** Bytes; file systems allow 255. */
const MAX_PART = 180;

/** The URI of a file under the storage's root. */
export function toUri(parts: readonly string[]): string {
  return SCHEME + parts.map((part) => part.replaceAll(' ', '%20')).join('/');
}

/**
 * The parts of a URI, the namespace first.
 *
 * @throws TaskError STORAGE_DENIED for another scheme, and for parts that we never make (`..`, empty ones, hidden files)
 */
export function fromUri(uri: string): readonly string[] {
  if (!uri.startsWith(SCHEME)) {
    throw new TaskError('STORAGE_DENIED', `expected a URI of internal storage (kestra:///…), got "${uri}"`, {
      hint: 'take the URI from the outputs of a task, or from a FILE input',
      retryable: false,
    });
  }
  const parts = uri.slice(SCHEME.length).replaceAll('%20', ' ').split('/');
  if (parts.length < 2 || !parts.every((part) => PART.test(part))) {
    throw new TaskError('STORAGE_DENIED', `expected a URI that internal storage made, got "${uri}"`, {
      hint: 'take the URI as it is from the outputs of a task',
      retryable: false,
    });
  }
  return parts;
}

/** A file's name as the last part of its URI: the last part of a path, kept readable, nothing in it that could lead elsewhere. */
export function safeName(name: string): string {
  const last =
    name
      .replaceAll('\\', '/')
      .split('/')
      .findLast((part) => part !== '') ?? '';
  const plain = last
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[. ]+/, '_');
  return shorten(plain.trimEnd() === '' ? 'file' : plain.trimEnd());
}

/** The beginning goes, the extension stays. */
function shorten(name: string): string {
  let short = name;
  // By code points: half a surrogate pair is no text.
  while (Buffer.byteLength(short) > MAX_PART) short = Array.from(short).slice(1).join('');
  return short.replace(/^[. ]+/, '_');
}

/** An id (namespace, flow, task …) as a part of a URI; ids of the flow language pass unchanged. */
export function safePart(id: string): string {
  return safeName(id.replaceAll('/', '_'));
}
