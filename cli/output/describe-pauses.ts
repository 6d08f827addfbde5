import type { Execution } from '../../src/contract/execution.ts';
import type { Flow } from '../../src/contract/flow.ts';
import { findTask } from '../../src/project/find-task.ts';

/** How to go on with a paused execution, a line for each task run that waits. `inProject` makes a command that works here. */
export function describePauses(
  { id, taskRunList }: Execution,
  flow: Flow,
  inProject: (command: string) => string,
): readonly string[] {
  const paused = taskRunList.filter(({ state }) => state.current === 'PAUSED');
  return paused.map(({ taskId, value, taskType }) => {
    const node = findTask(flow, taskId);
    const name = value === undefined ? taskId : `${taskId}[${value}]`;
    // Of its own making are the steps of ForEachItem, which stand in no flow.
    if (node === undefined || taskType.endsWith('.Subflow')) {
      return `  ${name} waits for an execution that it started: ${inProject('gitphony executions list --state PAUSED')}`;
    }
    const inputs = (node.inputs?.['onResume'] ?? []).filter(
      ({ required, defaults }) => required && defaults === undefined,
    );
    const words = [
      `gitphony executions resume ${id}`,
      ...(paused.length > 1 ? [`--task ${name}`] : []),
      ...inputs.map((input) => `-i ${input.id}=…`),
    ];
    return `  ${name} waits for somebody: ${inProject(words.join(' '))}`;
  });
}
