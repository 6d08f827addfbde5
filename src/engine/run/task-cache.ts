import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunContext } from '../../contract/run-context.ts';
import type { TaskResult } from '../../contract/task.ts';
import type { TObject } from '../../contract/schema.ts';
import { parseDuration } from '../../util/duration.ts';
import { parseJson, printJson } from '../../util/json.ts';
import { isMap, type Value } from '../../util/values.ts';
import { toValue } from '../variables/to-value.ts';
import type { AttemptParts } from './attempt-parts.ts';

/** Version of what is kept; another one is not read. */
const VERSION = 1;

/**
 * Runs a task, or takes what an earlier execution kept of it (`taskCache`): the same task of the same flow with the same
 * rendered properties. Outputs that hold a secret, or name files that are gone, are not kept or not taken.
 */
export async function runCached<O extends TObject>(
  { run, node }: AttemptParts,
  properties: Readonly<Record<string, unknown>>,
  context: RunContext,
  work: () => Promise<TaskResult<O>>,
): Promise<TaskResult<O>> {
  const { taskCache } = node;
  const { cacheDirectory } = run.host;
  if (taskCache?.enabled !== true || cacheDirectory === undefined) return work();
  const { namespace, flowId } = run.info;
  const folder = join(cacheDirectory, 'outputs', namespace, flowId, node.id);
  const file = join(folder, `${keyOf(node.type, properties)}.json`);
  const kept = await read(file, run.now(), taskCache.ttl);
  if (kept !== undefined && (await filesExist(kept.outputs, context))) {
    context.log.info(`the outputs are those of ${new Date(kept.at).toISOString()} (taskCache): the task is not run`);
    // As data: what a task answers becomes that anyway.
    return { outputs: kept.outputs } as unknown as TaskResult<O>;
  }
  const result = await work();
  const outputs = toValue(result.outputs ?? {});
  if (result.state === 'WARNING') return result;
  if (run.masker.maskValue(outputs) !== outputs) {
    context.log.warn('the outputs hold a secret, so taskCache does not keep them');
    return result;
  }
  await mkdir(folder, { recursive: true });
  // Whole or not at all: another process may read it at any time.
  const draft = `${file}.${context.taskRun.id}.tmp`;
  await writeFile(draft, printJson({ version: VERSION, at: run.now(), outputs }));
  await rename(draft, file);
  return result;
}

function keyOf(type: string, properties: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(printJson([type, sorted(toValue(properties))]))
    .digest('hex');
}

/** Maps with their keys in one order: how they are written in the flow makes no other question. */
function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  const names = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}

async function read(
  file: string,
  now: number,
  ttl: string | undefined,
): Promise<{ readonly at: number; readonly outputs: Value } | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const kept = parseJson(text);
  if (!isMap(kept) || kept['version'] !== VERSION || typeof kept['at'] !== 'number') return undefined;
  const { at, outputs = null } = kept;
  return ttl !== undefined && now - at > parseDuration(ttl) ? undefined : { at, outputs };
}

/** True where every file of internal storage that the outputs name is still there. */
async function filesExist(outputs: Value, context: RunContext): Promise<boolean> {
  if (typeof outputs === 'string') return !outputs.startsWith('kestra://') || (await context.storage.exists(outputs));
  const inner = Array.isArray(outputs) ? outputs : isMap(outputs) ? Object.values(outputs) : [];
  for (const item of inner) if (!(await filesExist(item, context))) return false;
  return true;
}
