import { defineFlowable, worstState } from '../../../contract/flowable.ts';
import { type DagTask, dagTasks, fixed, Type } from '../../../contract/schema.ts';
import { isFailure, type TerminalState } from '../../../contract/states.ts';
import { noOutputs } from '../../../plugin-kit/no-outputs.ts';
import { createSlots } from './slots.ts';

/** Runs tasks side by side, each as soon as those it depends on have ended. */
export const dag = defineFlowable({
  type: 'io.kestra.plugin.core.flow.Dag',
  aliases: ['io.kestra.core.tasks.flows.Dag'],
  title: 'Run tasks side by side, each as soon as those it depends on have ended.',
  description:
    'A task without dependencies begins at once. The first failure ends the block: tasks that still run are stopped, and ' +
    'what depends on them never begins. A dependency that was skipped or is disabled counts as ended.',
  properties: Type.Object({
    concurrent: fixed(
      Type.Optional(
        Type.Integer({
          minimum: 0,
          default: 0,
          description: 'How many tasks run at once, begun in the order written; 0: all.',
        }),
      ),
    ),
    tasks: {
      ...dagTasks({ description: 'The tasks, each as `{task, dependsOn}`; `dependsOn` lists ids of this Dag.' }),
      minItems: 1,
    },
  }),
  outputs: noOutputs,
  examples: [
    {
      title: 'Two loads, then a report on both',
      code: `id: report
namespace: company.team
tasks:
  - id: graph
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - task:
          id: green
          type: io.kestra.plugin.core.debug.Return
          format: green trips
      - task:
          id: yellow
          type: io.kestra.plugin.core.debug.Return
          format: yellow trips
      - task:
          id: both
          type: io.kestra.plugin.core.log.Log
          message: "{{ outputs.green.value }} and {{ outputs.yellow.value }}"
        dependsOn: [green, yellow]
`,
    },
  ],
  async run({ concurrent = 0, tasks }, scope) {
    const slots = createSlots(concurrent);
    const ends = new Map<string, Promise<TerminalState>>();
    const begin = async ({ task, dependsOn = [] }: DagTask): Promise<TerminalState> => {
      const before = await Promise.all(dependsOn.map(async (id) => ends.get(id)));
      const failed = before.find((state) => state !== undefined && isFailure(state));
      if (failed !== undefined) return failed;
      return slots.use(() => scope.sequence([task]));
    };
    // In an order in which each finds the ends of those before it.
    const branches = inOrder(tasks).map((entry) => () => {
      const end = begin(entry);
      ends.set(entry.task.id, end);
      return end;
    });
    return { state: worstState(await scope.parallel(branches)) };
  },
});

/** The tasks so that each comes behind those it depends on, else as written. The parser has refused circles. */
function inOrder(tasks: readonly DagTask[]): DagTask[] {
  const byId = new Map(tasks.map((entry) => [entry.task.id, entry]));
  const ordered = new Set<DagTask>();
  const visit = (entry: DagTask): void => {
    if (ordered.has(entry)) return;
    for (const id of entry.dependsOn ?? []) {
      const before = byId.get(id);
      if (before !== undefined) visit(before);
    }
    ordered.add(entry);
  };
  for (const entry of tasks) visit(entry);
  return [...ordered];
}
