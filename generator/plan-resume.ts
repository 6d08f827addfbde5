import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { Flow, TaskNode } from '../src/contract/flow.ts';
import type { DispatchInput } from '../src/contract/workflow-model.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { isMap } from '../src/util/values.ts';
import type { ProblemList } from './problem-list.ts';
import type { ReachableFlow } from './reachable-flows.ts';
import { reachableTasks } from './walk-flow.ts';

/** How an earlier run of the flow goes on by a dispatch. */
export interface ResumePlan {
  /** False where records keep no values: nothing could go on from them. */
  readonly isPossible: boolean;
  readonly fields: Readonly<Record<string, DispatchInput>>;
}

const PAUSES = new Set(['io.kestra.plugin.core.flow.Pause', 'io.kestra.core.tasks.flows.Pause']);

/** A pause without an end of its own needs a record that can be gone on from: where there is none, it is refused. */
export function planResume(flows: readonly ReachableFlow[], config: ProjectConfig, problems: ProblemList): ResumePlan {
  const isPossible = config.history !== 'metadata' && config.history !== 'none';
  const asked: string[] = [];
  let hasPause = false;
  for (const { flow, call } of flows) {
    for (const task of waitingTasks(flow)) {
      hasPause = true;
      asked.push(...askedBy(task));
      if (config.history === 'auto') {
        problems.warning(
          'pause-in-public',
          call ?? [...task.path, 'type'],
          `task "${task.id}": in a public repository records keep no values unless history says so, and a run that waits for somebody could not go on: it is refused there when it starts`,
          'say history: encrypted (or full) in gitphony.yaml; in a private repository full is what you have now',
        );
      }
      if (isPossible) continue;
      problems.error(
        'pause-needs-history',
        call ?? [...task.path, 'type'],
        `task "${task.id}": a run that waits for somebody goes on from its record, and history: ${config.history} keeps none to go on from`,
        'say history: encrypted (or full) in gitphony.yaml, give the pause a pauseDuration, or run this flow locally',
      );
    }
  }
  if (!isPossible) return { isPossible, fields: {} };
  const resume = text('Go on with an earlier run: its number, then latest, replay or task=ID; empty: a new run');
  const onResume = `For a paused run, as JSON: ${asked.length === 0 ? '{}' : `{${[...new Set(asked)].join(', ')}}`}`;
  return {
    isPossible,
    fields: { [dispatchField.resume]: resume, ...(hasPause ? { [dispatchField.onResume]: text(onResume) } : {}) },
  };
}

/** The tasks at which a run of the flow would wait for somebody. */
export function waitingTasks(flow: Flow): readonly TaskNode[] {
  return [...reachableTasks(flow)].filter((task) => PAUSES.has(task.type) && !isTimed(task));
}

/** It goes on by itself: the job waits for it. */
function isTimed({ properties }: TaskNode): boolean {
  return properties['pauseDuration'] !== undefined || properties['delay'] !== undefined;
}

function askedBy({ properties }: TaskNode): string[] {
  const inputs = properties['onResume'];
  if (!Array.isArray(inputs)) return [];
  return inputs.flatMap((input) => {
    const { id, type } = isMap(input) ? input : {};
    return typeof id === 'string' ? [`"${id}": ${typeof type === 'string' ? type : '…'}`] : [];
  });
}

function text(description: string): DispatchInput {
  return { description, required: false, type: 'string' };
}
