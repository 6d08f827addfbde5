import { copyFile, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { recordError } from './record-error.ts';

/** One upload of a record, unpacked. */
export interface UnpackedPart {
  readonly folder: string;
  readonly paths: readonly string[];
}

const PIECE = /^(.+)\.(\d{12})$/;
const JOURNAL_OR_LOG = /^(keys\.jsonl|executions\/[^/]+\/(journal(\.\d+)?\.jsonl|logs\/.+))$/;

/**
 * Puts the uploads of one attempt together: files that grow from their pieces, of the others the newest. Pieces that were
 * uploaded twice have to agree; where one is missing, what comes behind it does not count. Answers the paths.
 *
 * @param whole false for records without values, whose pieces are shorter than what they were made of
 */
export async function joinPieces(
  parts: readonly UnpackedPart[],
  target: string,
  whole: boolean,
): Promise<readonly string[]> {
  const pieces = new Map<string, { readonly at: number; readonly file: string }[]>();
  const paths = new Set<string>();
  for (const { folder, paths: names } of parts) {
    for (const path of names) {
      const [, stem = '', at] = PIECE.exec(path) ?? [];
      if (at !== undefined && JOURNAL_OR_LOG.test(stem)) {
        const known = pieces.get(stem) ?? [];
        known.push({ at: Number(at), file: join(folder, path) });
        pieces.set(stem, known);
        continue;
      }
      paths.add(path);
      await mkdir(dirname(join(target, path)), { recursive: true });
      await copyFile(join(folder, path), join(target, path));
    }
  }
  for (const [path, list] of pieces) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    const sorted = list.toSorted((a, b) => a.at - b.at);
    const size = await joinOne(join(target, path), sorted, whole, path);
    if (size > 0) paths.add(path);
    else await rm(join(target, path), { force: true });
  }
  return [...paths];
}

async function joinOne(
  target: string,
  pieces: readonly { readonly at: number; readonly file: string }[],
  whole: boolean,
  path: string,
): Promise<number> {
  const file = await open(target, 'w+');
  let size = 0;
  let last = -1;
  try {
    for (const { at, file: piece } of pieces) {
      if (!whole) {
        // Uploaded again after a failed upload that had arrived: the later one holds at least as much.
        if (at !== last) size += await append(file, await readFile(piece), size);
        last = at;
        continue;
      }
      if (at > size) break;
      const { size: length } = await stat(piece);
      const bytes = await readFile(piece);
      const known = Math.min(length, size - at);
      const { buffer } = await file.read({ buffer: Buffer.alloc(known), position: at });
      if (!buffer.equals(bytes.subarray(0, known)))
        throw recordError('RECORD_DAMAGED', `two of its uploads tell ${path} in different ways`);
      size += await append(file, bytes.subarray(known), size);
    }
    return size;
  } finally {
    await file.close();
  }
}

async function append(
  file: { write(bytes: Buffer, offset: number, length: number, position: number): Promise<{ bytesWritten: number }> },
  bytes: Buffer,
  position: number,
): Promise<number> {
  let written = 0;
  while (written < bytes.length) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  }
  return bytes.length;
}
