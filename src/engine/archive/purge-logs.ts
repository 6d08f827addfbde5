import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchivedLog } from '../../contract/execution-archive.ts';
import { formatLogLine } from '../logs/log-line.ts';
import { type LogPlace, readLogs } from './archived-logs.ts';
import type { KeptExecution } from './kept-execution.ts';

/** Deletes the records that match from an execution's logs; answers their number. */
export async function purgeLogs(
  { directory, execution }: KeptExecution,
  matches: (log: ArchivedLog) => boolean,
): Promise<number> {
  let deleted = 0;
  let kept = 0;
  for await (const { place, records } of readLogs(directory, execution)) {
    const remaining = records.filter((record) => !matches(record));
    kept += remaining.length;
    if (remaining.length === records.length) continue;
    deleted += records.length - remaining.length;
    await rewrite(directory, place, remaining);
  }
  if (kept === 0) await rm(join(directory, 'logs'), { recursive: true, force: true });
  return deleted;
}

async function rewrite(directory: string, place: LogPlace, remaining: readonly ArchivedLog[]): Promise<void> {
  const path = join(directory, place.logFile);
  if (place.logStart === undefined && remaining.length === 0) {
    await rm(path, { force: true });
    return;
  }
  const text = Buffer.from(remaining.map((record) => formatLogLine(record)).join(''));
  const file = await open(path, 'r+');
  try {
    const size = place.logStart === undefined ? (await file.stat()).size : (place.logSize ?? 0);
    // Empty lines in front, which readers pass over: the journal says where the log of each attempt begins and how long it is.
    const padding = Buffer.alloc(Math.max(0, size - text.length), '\n');
    await file.write(Buffer.concat([padding, text]), 0, size, place.logStart ?? 0);
  } finally {
    await file.close();
  }
}
