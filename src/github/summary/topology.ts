import type { Execution } from '../../contract/execution.ts';
import type { Flow, TaskNode } from '../../contract/flow.ts';
import { worstState } from '../../contract/flowable.ts';
import type { State } from '../../contract/states.ts';
import { mermaidLabel } from './escape.ts';

/** Beyond this many tasks a diagram says nothing to people and mermaid refuses it. */
const MOST_NODES = 120;

/** The class of a task that no task run stands for: an If's other branch, or what a failure kept from running. */
const NOT_RUN = 'NOT_RUN';

const fills: Readonly<Partial<Record<State | typeof NOT_RUN, string>>> = {
  SUCCESS: 'fill:#d1f0d9,stroke:#1a7f37,color:#0b3d1a',
  WARNING: 'fill:#fff3c4,stroke:#9a6700,color:#4d3300',
  FAILED: 'fill:#ffd8d3,stroke:#cf222e,color:#5c0d12',
  KILLED: 'fill:#ffd8d3,stroke:#cf222e,color:#5c0d12',
  CANCELLED: 'fill:#ffd8d3,stroke:#cf222e,color:#5c0d12',
  SKIPPED: 'fill:#eaeef2,stroke:#8c959f,color:#57606a,stroke-dasharray:4',
  [NOT_RUN]: 'fill:#f6f8fa,stroke:#8c959f,color:#57606a,stroke-dasharray:4',
  RUNNING: 'fill:#ddf4ff,stroke:#0969da,color:#0a3069',
  PAUSED: 'fill:#fff3c4,stroke:#9a6700,color:#4d3300',
};

/** A mermaid flowchart of a flow's tasks, coloured by what became of them; undefined for a flow too large to draw. */
export function drawTopology(flow: Flow, execution: Execution): string | undefined {
  return draw(flow, collectStates(execution), true);
}

/** The same of a flow that is only looked at: no colours. */
export function drawFlow(flow: Flow): string | undefined {
  return draw(flow, new Map(), false);
}

function draw(flow: Flow, states: ReadonlyMap<string, State>, coloured: boolean): string | undefined {
  const everything = [flow.tasks, flow.errors, flow.finally, flow.afterExecution];
  if (everything.reduce((sum, tasks) => sum + countTasks(tasks), 0) > MOST_NODES) return undefined;
  const drawing: Drawing = { lines: [], states, coloured, next: 0, notRun: false };
  const blocks = [
    { name: 'tasks', tasks: flow.tasks },
    { name: 'errors', tasks: flow.errors },
    { name: 'finally', tasks: flow.finally },
    { name: 'afterExecution', tasks: flow.afterExecution },
  ].filter(({ tasks }) => tasks.length > 0);
  for (const { name, tasks } of blocks) {
    if (blocks.length === 1) drawSequence(drawing, tasks, '  ');
    else drawSubgraph(drawing, name, tasks, '  ');
  }
  const used = new Set([...states.values(), ...(drawing.notRun ? [NOT_RUN] : [])]);
  const classes = Object.entries(fills)
    .filter(([state]) => used.has(state as State | typeof NOT_RUN))
    .map(([state, fill]) => `  classDef ${state} ${fill}`);
  return ['flowchart LR', ...drawing.lines, ...classes].join('\n');
}

interface Drawing {
  readonly lines: string[];
  readonly states: ReadonlyMap<string, State>;
  readonly coloured: boolean;
  next: number;
  /** Whether a task was drawn that never ran. */
  notRun: boolean;
}

interface Ends {
  readonly first: string;
  readonly last: string;
}

function drawSequence(drawing: Drawing, tasks: readonly TaskNode[], indent: string): Ends | undefined {
  let first: string | undefined;
  let previous: string | undefined;
  for (const task of tasks) {
    const ends = drawTask(drawing, task, indent);
    if (previous !== undefined) drawing.lines.push(`${indent}${previous} --> ${ends.first}`);
    first ??= ends.first;
    previous = ends.last;
  }
  return first === undefined || previous === undefined ? undefined : { first, last: previous };
}

function drawTask(drawing: Drawing, task: TaskNode, indent: string): Ends {
  const id = `n${drawing.next++}`;
  const state = drawing.states.get(task.id);
  drawing.notRun ||= state === undefined && drawing.coloured;
  const style = state ?? NOT_RUN;
  const suffix = drawing.coloured && style in fills ? `:::${style}` : '';
  const branches = branchesOf(task);
  const shape = branches.length > 0 ? `{{"${mermaidLabel(task.id)}"}}` : `["${mermaidLabel(task.id)}"]`;
  drawing.lines.push(`${indent}${id}${shape}${suffix}`);
  for (const [name, tasks] of branches) {
    const firsts =
      name === 'tasks' && sideBySide.has(task.type)
        ? drawBranches(drawing, name, tasks, indent)
        : [drawSubgraph(drawing, name.replace(/^cases\./, ''), tasks, indent)?.first];
    for (const first of firsts) if (first !== undefined) drawing.lines.push(`${indent}${id} -.-> ${first}`);
  }
  return { first: id, last: id };
}

function branchesOf(task: TaskNode): readonly (readonly [string, readonly TaskNode[]])[] {
  const branches = [...Object.entries(task.children), ['errors', task.errors], ['finally', task.finally]] as const;
  return branches.filter(([, tasks]) => tasks.length > 0);
}

function drawSubgraph(drawing: Drawing, name: string, tasks: readonly TaskNode[], indent: string): Ends | undefined {
  drawing.lines.push(`${indent}subgraph g${drawing.next++}["${mermaidLabel(name)}"]`);
  const ends = drawSequence(drawing, tasks, `${indent}  `);
  drawing.lines.push(`${indent}end`);
  return ends;
}

/** Tasks side by side: no arrows but those of their dependencies. Answers what begins at once. */
function drawBranches(drawing: Drawing, name: string, tasks: readonly TaskNode[], indent: string): readonly string[] {
  drawing.lines.push(`${indent}subgraph g${drawing.next++}["${mermaidLabel(name)}"]`);
  const ends = new Map(tasks.map((task) => [task.id, drawTask(drawing, task, `${indent}  `)]));
  for (const { id, dependsOn = [] } of tasks) {
    for (const before of dependsOn) {
      const [from, to] = [ends.get(before), ends.get(id)];
      if (from !== undefined && to !== undefined) drawing.lines.push(`${indent}  ${from.last} --> ${to.first}`);
    }
  }
  drawing.lines.push(`${indent}end`);
  return tasks.filter(({ dependsOn }) => dependsOn === undefined).flatMap(({ id }) => ends.get(id)?.first ?? []);
}

/** Types whose `tasks` do not wait for each other, unless they say so. */
const sideBySide: ReadonlySet<string> = new Set([
  'io.kestra.plugin.core.flow.Parallel',
  'io.kestra.plugin.core.flow.EachParallel',
  'io.kestra.plugin.core.flow.Dag',
]);

/** Task runs of one task (loops have many) count as their worst. */
function collectStates({ taskRunList }: Execution): ReadonlyMap<string, State> {
  const byTask = new Map<string, State[]>();
  for (const { taskId, state } of taskRunList) {
    const states = byTask.get(taskId) ?? [];
    states.push(state.current);
    byTask.set(taskId, states);
  }
  return new Map(
    [...byTask].map(([taskId, states]) => [
      taskId,
      states.length === 1 ? (states[0] ?? 'SUCCESS') : worstState(states),
    ]),
  );
}

function countTasks(tasks: readonly TaskNode[]): number {
  return tasks.reduce(
    (sum, task) => sum + 1 + branchesOf(task).reduce((inner, [, list]) => inner + countTasks(list), 0),
    0,
  );
}
