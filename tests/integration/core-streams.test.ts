import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const child = fileURLToPath(new URL('../support/stream-child.ts', import.meta.url));
/** MiB. Measured: 12 to 30, whatever the size of the file; held in memory it would be the file and more. */
const GROWTH = 100;
const SIZE = 320;

interface Report {
  /** MiB of the files that were made. */
  readonly sizes: readonly number[];
  /** MiB that the process had at most before the large file, and behind it. */
  readonly before: number;
  readonly after: number;
}

it.each([
  ['split', [64, 64, 64, 64, 64]],
  ['concat', [2 * SIZE]],
  ['filter', [SIZE / 2]],
])('%s passes a large file through in constant memory', { timeout: 120_000 }, async (task, sizes) => {
  const folder = await mkdtemp(join(tmpdir(), 'gitphony-streams-'));
  try {
    const arguments_ = ['--import', 'tsx', child, task, folder, String(SIZE)];
    const { stdout } = await promisify(execFile)(process.execPath, arguments_);
    const report = JSON.parse(stdout) as Report;
    expect(report.sizes.map(Math.round)).toEqual(sizes);
    expect(report.after - report.before).toBeLessThan(GROWTH);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
