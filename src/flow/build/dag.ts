import type { TaskNode } from '../../contract/flow.ts';
import type { DocumentPath } from '../../contract/source.ts';
import { didYouMean } from '../../util/nearest-name.ts';
import { isMap, type Value } from '../../util/values.ts';
import { findCycle } from '../checks/find-cycle.ts';
import { entryOf, scalarTextOf } from '../plain.ts';
import type { BuildContext } from './context.ts';

/** Builds one task; what is none is reported. */
export type BuildTask = (raw: Value, path: DocumentPath) => Promise<TaskNode | undefined>;

/** Builds the tasks of a Dag (`{task, dependsOn}` each), and refuses dependencies on nothing and in a circle. */
export async function buildDag(
  context: BuildContext,
  value: Value,
  path: DocumentPath,
  build: BuildTask,
): Promise<TaskNode[]> {
  const tasks: TaskNode[] = [];
  for (const [index, item] of (Array.isArray(value) ? value : []).entries()) {
    // Other entries are told by the type's schema.
    const raw = isMap(item) ? entryOf(item, 'task') : undefined;
    if (raw === undefined || !isMap(item)) continue;
    const task = await build(raw, [...path, index, 'task']);
    const dependsOn = textsOf(entryOf(item, 'dependsOn'));
    if (task !== undefined) tasks.push(dependsOn.length === 0 ? task : { ...task, dependsOn });
  }
  checkDependencies(context, tasks);
  return tasks;
}

function textsOf(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.flatMap((item) => scalarTextOf(item) ?? []) : [];
}

function checkDependencies(context: BuildContext, tasks: readonly TaskNode[]): void {
  // One without an id was told of by the schema of tasks.
  const ids = tasks.map(({ id }) => id).filter((id: string | undefined) => id !== undefined);
  const dependenciesOf = (id: string): readonly string[] => tasks.find((task) => task.id === id)?.dependsOn ?? [];
  let circleTold = false;
  for (const task of tasks) {
    const list = [...task.path.slice(0, -1), 'dependsOn'];
    for (const [index, name] of (task.dependsOn ?? []).entries()) {
      const place = [...list, index];
      if (!ids.includes(name)) {
        const message = `dependsOn: expected the id of a task of this Dag, got "${name}"`;
        context.at(place, { rule: 'unknown-task', message, hint: didYouMean(name, ids) });
        continue;
      }
      const circle = circleTold ? undefined : findCycle(task.id, name, dependenciesOf);
      if (circle === undefined) continue;
      circleTold = true;
      const message = `dependsOn: expected no circle, got ${circle.join(' → ')}: none of them could begin`;
      context.at(place, { rule: 'circular-dependency', message, hint: 'take one of these dependencies out' });
    }
  }
}
