import type { ExpectedRecord, ExpectedTaskRun } from './flow-corpus.ts';
import { differences } from './flow-match.ts';
import type { Observed, ObservedRecord, ObservedTaskRun } from './flow-observed.ts';

/** Reads a file of internal storage. */
export type ReadStored = (uri: string) => Promise<string>;

/** Fields of an execution that are compared where the server's record has them. */
const fields = ['state', 'stateHistory', 'inputs', 'outputs', 'labels', 'variables', 'trigger'] as const;
const taskRunFields = ['iteration', 'parentTaskId', 'state', 'attempts', 'attemptStates', 'outputs'] as const;

/** What one start did otherwise than on the server; nothing where it agrees. */
export async function compareStart(expected: ExpectedRecord, actual: Observed, read: ReadStored): Promise<string[]> {
  if ('refused' in actual) return expected.rejected === true ? [] : [`refused: ${actual.refused}`];
  if (expected.rejected === true) {
    return [
      `started and ended as ${actual.record.state}, expected to be refused: ${expected.messageContains?.join('; ')}`,
    ];
  }
  const found = await compareRecord(expected, actual.record, read);
  const { children } = actual;
  const wanted = expected.children ?? [];
  if (wanted.length !== children.length) {
    const list = children.map(({ flowId, state }) => `${flowId} ${state}`).join(', ');
    return [...found, `children: expected ${wanted.length}, got ${children.length} (${list})`];
  }
  const pairs = pairUp(wanted, children, expected.unordered === true, (a, b) => a.flowId === b.flowId, [
    'state',
    'inputs',
    'outputs',
  ]);
  for (const [child, observed] of pairs) {
    for (const line of await compareRecord({ unordered: expected.unordered ?? false, ...child }, observed, read)) {
      found.push(`child ${child.flowId}: ${line}`);
    }
  }
  return found;
}

async function compareRecord(expected: ExpectedRecord, actual: ObservedRecord, read: ReadStored): Promise<string[]> {
  const found: string[] = fields
    .filter((field) => expected[field] !== undefined)
    .flatMap((field) => differences(expected[field], actual[field], field));
  if (expected.taskRuns !== undefined && expected.taskRuns !== '<varies>') {
    found.push(...(await compareTaskRuns(expected.taskRuns, actual.taskRuns, expected.unordered === true, read)));
  }
  if (found.length > 0 && actual.error !== undefined) found.push(`(its error: ${actual.error})`);
  return found;
}

async function compareTaskRuns(
  expected: readonly ExpectedTaskRun[],
  actual: readonly ObservedTaskRun[],
  unordered: boolean,
  read: ReadStored,
): Promise<string[]> {
  const wanted = names(expected, unordered);
  const got = names(actual, unordered);
  if (wanted !== got) {
    const errors = actual.flatMap(({ taskId, error }) => (error === undefined ? [] : [`(${taskId}: ${error})`]));
    return [`task runs: expected ${wanted}, got ${got}`, ...errors];
  }
  const pairs = pairUp(expected, actual, unordered, (a, b) => nameOf(a) === nameOf(b), [
    'iteration',
    'state',
    'outputs',
  ]);
  const found: string[] = [];
  for (const [taskRun, observed] of pairs) {
    const name = nameOf(taskRun);
    const own = taskRunFields
      .filter((field) => taskRun[field] !== undefined)
      .flatMap((field) => differences(taskRun[field], observed[field], `${name}.${field}`));
    if (own.length > 0 && observed.error !== undefined) own.push(`(${name}: ${observed.error})`);
    found.push(...own, ...(await compareFiles(taskRun, observed, read)));
  }
  return found;
}

async function compareFiles(taskRun: ExpectedTaskRun, actual: ObservedTaskRun, read: ReadStored): Promise<string[]> {
  const found: string[] = [];
  for (const [path, content] of Object.entries(taskRun.files ?? {})) {
    const uri = valueAt(actual.outputs, path);
    const place = `${nameOf(taskRun)}.files.${path}`;
    if (typeof uri === 'string') found.push(...differences(content, await read(uri), place));
    else found.push(`${place}: expected a file, got ${JSON.stringify(uri)}`);
  }
  return found;
}

/** A key may hold dots: `outputFiles.a.txt` is the key `a.txt` of `outputFiles`. */
function valueAt(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const map = value as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(map, path)) return map[path];
  const dot = path.indexOf('.');
  return dot === -1 ? undefined : valueAt(map[path.slice(0, dot)], path.slice(dot + 1));
}

/** Pairs in order; where order means nothing, each with the first that is alike, in these fields too if one is. */
function pairUp<E extends object, A extends object>(
  expected: readonly E[],
  actual: readonly A[],
  unordered: boolean,
  alike: (expected: E, actual: A) => boolean,
  preferred: readonly (keyof E & keyof A & string)[],
): [E, A][] {
  const left = [...actual];
  return expected.flatMap((wanted) => {
    const same = (candidate: A): boolean =>
      alike(wanted, candidate) && preferred.every((key) => differences(wanted[key], candidate[key], key).length === 0);
    const best = unordered ? left.findIndex(same) : 0;
    const index = best === -1 ? left.findIndex((candidate) => alike(wanted, candidate)) : best;
    return left.splice(index === -1 ? 0 : index, 1).map((candidate): [E, A] => [wanted, candidate]);
  });
}

function names(taskRuns: readonly { taskId: string; value: unknown }[], unordered: boolean): string {
  const list = taskRuns.map(nameOf);
  return `[${(unordered ? list.toSorted() : list).join(', ')}]`;
}

function nameOf({ taskId, value }: { taskId: string; value: unknown }): string {
  return typeof value === 'string' ? `${taskId}[${value}]` : taskId;
}
