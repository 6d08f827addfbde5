import { existsSync } from 'node:fs';
import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { glob } from 'tinyglobby';
import { parseJson, printJson } from '../util/json.ts';
import type { Value, ValueMap } from '../util/values.ts';

/** What of an execution's folder leaves the runner. */
export type RecordPolicy = 'full' | 'metadata';

/** Copies what is new in executions' folders, so that each upload holds only what the one before had not. */
export interface RecordCopier {
  /** Writes the news below `target`. They count as news again until `commit` says that they arrived. */
  copyNews(target: string): Promise<CopiedNews>;
}

/** What one round of copying wrote. */
export interface CopiedNews {
  /** Absolute. */
  readonly files: readonly string[];
  readonly commit: () => void;
}

/**
 * Follows the folders of executions. Journals are append-only: the news are the lines behind the last copied byte, in a
 * file named by that byte's offset. Other files are copied whole when their size changed. With `metadata` values are
 * replaced by their sizes, and logs stay behind.
 */
export function createRecordCopier(executionsDirectory: string, policy: RecordPolicy): RecordCopier {
  const copied = new Map<string, number>();
  let pending = new Map<string, number>();

  const copyJournal = async (path: string, target: string): Promise<string | undefined> => {
    const from = copied.get(path) ?? 0;
    const text = await readWholeLines(join(executionsDirectory, path), from);
    if (text.length === 0) return undefined;
    pending.set(path, from + text.length);
    const file = join(target, `${path}.${String(from).padStart(12, '0')}`);
    await writeDeep(file, policy === 'full' ? text : withoutValues(text.toString('utf8')));
    return file;
  };

  const copyFile = async (path: string, target: string): Promise<string | undefined> => {
    const source = join(executionsDirectory, path);
    const { size } = await stat(source);
    if (copied.get(path) === size) return undefined;
    pending.set(path, size);
    const file = join(target, path);
    await writeDeep(file, await readFile(source));
    return file;
  };

  return {
    async copyNews(target) {
      const round = new Map<string, number>();
      pending = round;
      const commit = (): void => {
        for (const [path, size] of round) copied.set(path, size);
      };
      if (!existsSync(executionsDirectory)) return { files: [], commit };
      const paths = await glob('**/*', { cwd: executionsDirectory, ignore: ['**/lock*'] });
      const files: (string | undefined)[] = [];
      for (const path of paths.toSorted()) {
        if (/journal(\.\d+)?\.jsonl$/.test(path)) files.push(await copyJournal(path, target));
        else if (policy === 'full') files.push(await copyFile(path, target));
      }
      return { files: files.filter((file) => file !== undefined), commit };
    },
  };
}

async function readWholeLines(path: string, from: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.max(0, size - from));
    await file.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, buffer.lastIndexOf(0x0a) + 1);
  } finally {
    await file.close();
  }
}

async function writeDeep(file: string, content: Buffer | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

/** Fields of events that hold values of the flow's data; the others are states, times, names. */
const valueFields = ['inputs', 'outputs', 'variables', 'trigger', 'labels'] as const;

function withoutValues(lines: string): string {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const event = parseJson(line) as ValueMap;
      const masked: ValueMap = { ...event };
      for (const field of valueFields) {
        if (event[field] !== undefined) masked[field] = sizesOf(event[field]);
      }
      if (isMap(event['error'])) masked['error'] = { code: event['error']['code'] ?? null };
      return `${printJson(masked)}\n`;
    })
    .join('');
}

/** `{uri: 87}`: names and the bytes of their values. */
function sizesOf(value: Value): Value {
  if (!isMap(value)) return Buffer.byteLength(printJson(value));
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, Buffer.byteLength(printJson(child))]));
}

function isMap(value: Value | undefined): value is ValueMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
