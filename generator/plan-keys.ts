import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { WorkflowJob } from '../src/contract/workflow-model.ts';
import { isTemplate } from '../src/expressions/index.ts';
import { jobEnvironment } from './job-environment.ts';
import { actionStep, checkout, readContents } from './action-step.ts';
import type { KeyUse } from './plan-names.ts';
import type { ProblemList } from './problem-list.ts';
import type { ReachableFlow } from './reachable-flows.ts';
import { reachableTasks } from './walk-flow.ts';

/** What a flow, and those that it calls, do to the KV store by tasks. */
export interface KeyPlan {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Keys that tasks read by name. */
  readonly uses: (flow: Flow) => readonly KeyUse[];
}

/** Minutes of the job that saves keys. */
const saveMinutes = 10;

/** Looks at the tasks that read and write keys. Listing keys needs a store that a job can list: the state branch. */
export async function planKeys(
  flows: readonly ReachableFlow[],
  config: ProjectConfig,
  registry: PluginRegistry,
  problems: ProblemList,
): Promise<KeyPlan> {
  const uses = new Map<Flow, KeyUse[]>();
  let reads = false;
  let writes = false;
  for (const { flow, call } of flows) {
    for (const task of reachableTasks(flow)) {
      const { github } = (await registry.load(task.type)) as { github?: { keys?: 'read' | 'write' } };
      if (github?.keys === undefined) continue;
      reads = true;
      writes ||= github.keys === 'write';
      const { key, namespace } = task.properties;
      if (github.keys === 'read' && typeof key === 'string') {
        const path = [...task.path, 'key'];
        const own = typeof namespace === 'string' ? { namespace: { name: plainText(namespace) } } : {};
        uses.set(flow, [...(uses.get(flow) ?? []), { name: plainText(key), path, ...own }]);
      } else if (key === undefined && config.kv === 'variables') {
        problems.error(
          'unsupported-on-github',
          call ?? task.path,
          `task "${task.id}": a job cannot list variables (kv: variables in gitphony.yaml), and ${task.type} needs to`,
          'keep keys on the state branch: kv: branch, or auto',
        );
      }
    }
  }
  return { reads, writes, uses: (flow) => uses.get(flow) ?? [] };
}

function plainText(text: string): string | undefined {
  return isTemplate(text) ? undefined : text;
}

/** Output of the job that runs the flow: `true` where it wrote keys. */
export const keysOutput = { keys: '${{ steps.flow.outputs.keys }}' } as const;

/**
 * The job after the others that saves what they wrote. It runs no task of a flow, so it may write; it starts only where
 * there is something to save, of a backfill always, for the outputs of its legs hide each other.
 */
export function saveKeysJob(flow: Flow, config: ProjectConfig, withBackfill: boolean): WorkflowJob {
  const environment = config.kv === 'variables' ? jobEnvironment(config, flow.namespace) : undefined;
  const ran = "needs.run.outputs.keys == 'true'";
  const condition = withBackfill
    ? `(${ran} || contains(fromJSON('["success", "failure", "cancelled"]'), needs.backfill.result))`
    : ran;
  const step = actionStep(flow, config, 'Save the keys', { mode: 'keys', token: '${{ github.token }}' });
  return {
    name: 'Save the keys',
    needs: withBackfill ? ['run', 'backfill'] : ['run'],
    if: `\${{ always() && ${condition} }}`,
    'runs-on': config.runsOn,
    'timeout-minutes': Math.min(saveMinutes, config.timeoutMinutes),
    permissions: config.kv === 'variables' ? readContents : writeState,
    ...(environment === undefined ? {} : { environment }),
    steps: [
      checkout,
      config.kv === 'branch' ? step : { ...step, env: { GITPHONY_TOKEN: '${{ secrets.GITPHONY_TOKEN }}' } },
    ],
  };
}

const writeState = {
  contents: {
    level: 'write',
    reason: 'writes keys to the branch gitphony-state; no task of the flow runs in this job',
  },
} as const;
