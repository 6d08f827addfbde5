import type { TaskNode } from '../src/contract/flow.ts';
import type { ProjectConfig, RunsOn } from '../src/contract/project-config.ts';
import type { WorkflowStep } from '../src/contract/workflow-model.ts';
import type { ProblemList } from './problem-list.ts';
import type { ReachableFlow } from './reachable-flows.ts';
import { type Toolchain, toolchains } from './toolchains.ts';
import { reachableTasks } from './walk-flow.ts';

const PROCESS = 'io.kestra.plugin.core.runner.Process';

/**
 * The steps that bring what the flow's tasks need and the runner's image lacks. Only tasks that run as a process need any: a
 * container brings its own. Runners of one's own get none: what they have, only their owner knows.
 */
export function planToolchains(
  flows: readonly ReachableFlow[],
  config: ProjectConfig,
  runner: RunsOn,
  problems: ProblemList,
): readonly WorkflowStep[] {
  if (!isHostedUbuntu(runner)) return [];
  const needed = new Map<string, Toolchain>();
  for (const { flow, call } of flows) {
    for (const task of reachableTasks(flow)) {
      const family = /^io\.kestra\.plugin\.scripts\.(\w+)\./.exec(task.type)?.[1] ?? '';
      const toolchain = Object.hasOwn(toolchains, family) ? toolchains[family] : undefined;
      if (toolchain === undefined || !runsAsProcess(task, config)) continue;
      needed.set(family, toolchain);
      if (!('hint' in toolchain) || task.properties['beforeCommands'] !== undefined) continue;
      problems.warning(
        'missing-toolchain',
        call ?? [...task.path, 'type'],
        `task "${task.id}" runs as a process, and ${toolchain.name} is not on GitHub's Ubuntu runners`,
        toolchain.hint,
      );
    }
  }
  return stepsFor([...needed.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)));
}

function isHostedUbuntu(runner: RunsOn): boolean {
  return typeof runner === 'string' && /^ubuntu-(?!slim)/.test(runner);
}

function runsAsProcess({ runners, properties }: TaskNode, config: ProjectConfig): boolean {
  const asked = runners['taskRunner']?.type;
  if (asked !== undefined) return asked === PROCESS;
  if (properties['runner'] !== undefined) return properties['runner'] === 'PROCESS';
  return properties['docker'] === undefined && config.runner === 'process';
}

/** A step for each action, and one for all packages of the image's own archive. */
function stepsFor(needed: readonly Toolchain[]): readonly WorkflowStep[] {
  const packaged = needed.filter((toolchain) => 'packages' in toolchain);
  const install = packaged.flatMap(({ packages }) => packages).join(' ');
  return [
    ...needed.flatMap((toolchain) =>
      'uses' in toolchain ? [{ name: `Set up ${toolchain.name}`, uses: toolchain.uses }] : [],
    ),
    ...(packaged.length === 0
      ? []
      : [
          {
            name: `Set up ${packaged.map(({ name }) => name).join(', ')}`,
            run: `sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${install}`,
            shell: 'bash',
          },
        ]),
  ];
}
