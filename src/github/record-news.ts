import { copyFile, mkdir, open, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What one file has that was not copied yet. */
export interface FileNews {
  /** The file that was written; absolute. */
  readonly file: string;
  /** Bytes of the source that are copied with it. */
  readonly size: number;
}

/**
 * Copies the whole lines behind byte `from` of a file that only grows, into a file named by that byte's offset: `<target>.<offset>`.
 * What a writer has not ended yet stays for the next time.
 */
export async function copyGrowth(
  source: string,
  target: string,
  from: number,
  change: (lines: Buffer) => Buffer | string = (lines) => lines,
): Promise<FileNews | undefined> {
  const lines = await readWholeLines(source, from);
  if (lines.length === 0) return undefined;
  const file = `${target}.${String(from).padStart(12, '0')}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, change(lines));
  return { file, size: from + lines.length };
}

/** Copies a file whole where its size is another one than `known`, and at most `largest` bytes. */
export async function copyWhole(
  source: string,
  target: string,
  known: number | undefined,
  largest = Number.POSITIVE_INFINITY,
): Promise<FileNews | undefined> {
  const { size } = await stat(source);
  if (size === known || size > largest) return undefined;
  await mkdir(dirname(target), { recursive: true });
  await copyFile(source, target);
  return { file: target, size };
}

async function readWholeLines(path: string, from: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(Math.max(0, size - from)), position: from });
    const read = buffer.subarray(0, bytesRead);
    return read.subarray(0, read.lastIndexOf(0x0a) + 1);
  } finally {
    await file.close();
  }
}
