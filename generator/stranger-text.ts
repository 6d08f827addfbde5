import type { Flow, TaskNode } from '../src/contract/flow.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import { compileTemplate, ExpressionError, isTemplate, referencesOf } from '../src/expressions/index.ts';
import { isMap, type Value } from '../src/util/values.ts';
import type { ProblemList } from './problem-list.ts';
import { reachableTasks } from './walk-flow.ts';

/** Properties whose text is run: a value inside becomes part of a program. */
const programs: ReadonlySet<string> = new Set(['script', 'commands', 'beforeCommands', 'sql', 'queries', 'expression']);

/**
 * Refuses text of strangers inside of scripts and SQL: whoever can open an issue could run commands in the job. Followed are
 * `trigger.*` itself, and inputs that a trigger fills from it.
 */
export async function refuseStrangerText(flow: Flow, registry: PluginRegistry, problems: ProblemList): Promise<void> {
  const unsafe = await unsafePaths(flow, registry);
  if (unsafe.length === 0) return;
  for (const task of reachableTasks(flow)) {
    for (const { text, path } of programTexts(task)) {
      const found = variablesIn(text).find((used) => unsafe.some((one) => meets(used, one)));
      if (found === undefined) continue;
      problems.error(
        'stranger-text',
        path,
        `${found.join('.')} is text that anybody may write, and here it becomes part of a program`,
        `hand it over as data: env: {TEXT: "{{ ${found.join('.')} }}"} and "$TEXT" in the script, or a parameter of the SQL`,
      );
    }
  }
}

/** `trigger.title`, and `inputs.title` where a trigger fills it from there. */
async function unsafePaths(flow: Flow, registry: PluginRegistry): Promise<(readonly string[])[]> {
  const unsafe: (readonly string[])[] = [];
  for (const node of flow.triggers) {
    const definition = await registry.load(node.type);
    if (node.disabled || definition.kind !== 'trigger') continue;
    const own = (definition.strangerText ?? []).map((name) => ['trigger', name]);
    unsafe.push(...own);
    for (const [input, value] of Object.entries(node.inputs)) {
      const isUnsafe = textsIn(value).some((text) =>
        variablesIn(text).some((used) => own.some((one) => meets(used, one))),
      );
      if (isUnsafe) unsafe.push(['inputs', ...input.split('.')]);
    }
  }
  return unsafe;
}

/** One is the beginning of the other: all of `trigger` holds `trigger.title` too. */
function meets(used: readonly string[], unsafe: readonly string[]): boolean {
  const length = Math.min(used.length, unsafe.length);
  return used.slice(0, length).every((part, index) => part === unsafe[index]);
}

function* programTexts(task: TaskNode): Generator<{ readonly text: string; readonly path: DocumentPath }> {
  for (const [name, value] of Object.entries(task.properties)) {
    if (!programs.has(name)) continue;
    for (const text of textsIn(value)) yield { text, path: [...task.path, name] };
  }
}

function textsIn(value: Value): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}

function variablesIn(text: string): readonly (readonly string[])[] {
  if (!isTemplate(text)) return [];
  try {
    return referencesOf(compileTemplate(text)).variables.map(({ path }) => path);
  } catch (error) {
    // The parser has judged every text that is rendered: what cannot be read here never is.
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}
