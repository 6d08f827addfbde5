import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type Entry, open, type Options, type ZipFile } from 'yauzl';
import { recordError } from './record-error.ts';
import { checkRecordPath } from './record-paths.ts';

/** What is left of the room that all archives of a record share. */
export interface UnpackRoom {
  bytes: number;
  entries: number;
}

/** A record beyond this is none that an upload of ours has made, or none that a runner should take in. */
export const recordRoom = (): UnpackRoom => ({ bytes: 4 * 1024 ** 3, entries: 200_000 });

const SYMBOLIC_LINK = 0o120000;
const REGULAR_FILE = 0o100000;
const KIND = 0o170000;

/**
 * Unpacks an archive that may come from anywhere: paths that no record has, links, two files of one name, encrypted entries, and
 * more bytes than the record has room for are refused before anything of them is written. What an entry says of its size is held to.
 * Fails with RECORD_DAMAGED or RECORD_TOO_LARGE.
 */
export function unpackRecord(archive: string, target: string, room: UnpackRoom): Promise<readonly string[]> {
  return unpackArchive(archive, target, room, checkRecordPath);
}

/** The same for an archive of other files: `checkPath` throws for those that it may not hold. */
export async function unpackArchive(
  archive: string,
  target: string,
  room: UnpackRoom,
  checkPath: (path: string) => void,
): Promise<readonly string[]> {
  const zip = await openZip(archive);
  const seen = new Set<string>();
  try {
    for await (const entry of entriesOf(zip)) {
      const path = entry.fileName;
      if (path.endsWith('/')) continue;
      checkPath(path);
      checkKind(entry);
      if (seen.has(path)) throw recordError('RECORD_DAMAGED', `it holds two files of the name ${path}`);
      seen.add(path);
      takeRoom(entry, room);
      await writeEntry(zip, entry, join(target, path));
    }
  } finally {
    zip.close();
  }
  return [...seen];
}

async function openZip(archive: string): Promise<ZipFile> {
  const options: Options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true };
  try {
    return await promisify<string, Options, ZipFile>(open)(archive, options);
  } catch (cause) {
    throw damaged(cause);
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      const done = (): void => {
        zip.off('entry', onEntry).off('end', onEnd).off('error', onError);
      };
      const onEntry = (found: Entry): void => (done(), resolve(found));
      const onEnd = (): void => (done(), resolve(undefined));
      const onError = (cause: unknown): void => (done(), reject(damaged(cause)));
      zip.once('entry', onEntry).once('end', onEnd).once('error', onError);
      zip.readEntry();
    });
    if (entry === undefined) return;
    yield entry;
  }
}

function checkKind({ fileName, externalFileAttributes }: Entry): void {
  const kind = (externalFileAttributes >>> 16) & KIND;
  if (kind === 0 || kind === REGULAR_FILE) return;
  const what = kind === SYMBOLIC_LINK ? 'a symbolic link' : 'something that is no file';
  throw recordError('RECORD_DAMAGED', `it holds ${what}: ${fileName}`);
}

function takeRoom({ uncompressedSize }: Entry, room: UnpackRoom): void {
  room.bytes -= uncompressedSize;
  room.entries -= 1;
  if (room.bytes >= 0 && room.entries >= 0) return;
  throw recordError('RECORD_TOO_LARGE', 'unpacked, it has more than 4 GiB or 200,000 files');
}

async function writeEntry(zip: ZipFile, entry: Entry, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  try {
    // Piped in the same turn: it may fail with its first bytes, and an error that nobody listens for ends the process.
    const content = await promisify(zip.openReadStream.bind(zip) as OpenStream)(entry);
    await pipeline(content, createWriteStream(file, { flags: 'wx' }));
  } catch (cause) {
    throw damaged(cause);
  }
}

type OpenStream = (entry: Entry, callback: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void;

function damaged(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return recordError('RECORD_DAMAGED', `its archive cannot be read: ${reason}`, cause);
}
