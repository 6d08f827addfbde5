import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { recordError } from './record-error.ts';
import { checkRecordPath } from './record-paths.ts';
import type { UnpackRoom } from './unpack.ts';

/**
 * Files one behind the other: for each 4 bytes with the length of its path, the path, 8 bytes with its size, its bytes. What is
 * encrypted as a whole shows no names.
 */
const PATH_BYTES = 4;
const SIZE_BYTES = 8;
const LONGEST_PATH = 4096;

/** @param files by path in the pack; absolute */
export async function* packFiles(files: ReadonlyMap<string, string>): AsyncGenerator<Buffer> {
  for (const [path, file] of files) {
    const name = Buffer.from(path);
    const { size } = await stat(file);
    const head = Buffer.alloc(PATH_BYTES + name.length + SIZE_BYTES);
    head.writeUInt32BE(name.length, 0);
    name.copy(head, PATH_BYTES);
    head.writeBigUInt64BE(BigInt(size), PATH_BYTES + name.length);
    yield head;
    if (size > 0) yield* createReadStream(file, { end: size - 1 });
  }
}

/** Writes the files of a pack below a folder; their paths are checked as those of an archive. Fails with RECORD_DAMAGED or RECORD_TOO_LARGE. */
export async function unpackFiles(pack: string, target: string, room: UnpackRoom): Promise<readonly string[]> {
  const file = await open(pack);
  const paths: string[] = [];
  try {
    const { size: total } = await file.stat();
    const read = async (length: number, position: number): Promise<Buffer> => {
      if (position + length > total)
        throw recordError('RECORD_DAMAGED', 'its encrypted part ends in the middle of a file');
      return (await file.read({ buffer: Buffer.alloc(length), position })).buffer;
    };
    let at = 0;
    while (at < total) {
      const length = (await read(PATH_BYTES, at)).readUInt32BE(0);
      if (length > LONGEST_PATH) throw recordError('RECORD_DAMAGED', 'it holds a file with an endless name');
      const path = (await read(length, at + PATH_BYTES)).toString('utf8');
      const size = Number((await read(SIZE_BYTES, at + PATH_BYTES + length)).readBigUInt64BE(0));
      at += PATH_BYTES + length + SIZE_BYTES;
      checkRecordPath(path);
      room.bytes -= size;
      room.entries -= 1;
      if (room.bytes < 0 || room.entries < 0)
        throw recordError('RECORD_TOO_LARGE', 'decrypted, it has more than 4 GiB or 200,000 files');
      if (at + size > total) throw recordError('RECORD_DAMAGED', 'its encrypted part ends in the middle of a file');
      await mkdir(dirname(join(target, path)), { recursive: true });
      const content = size === 0 ? [] : createReadStream(pack, { start: at, end: at + size - 1 });
      await pipeline(content, createWriteStream(join(target, path), { flags: 'wx' }));
      paths.push(path);
      at += size;
    }
    return paths;
  } finally {
    await file.close();
  }
}
