import { environmentOf } from '../src/contract/environment-of.ts';
import type { Flow, TaskNode } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { PluginRegistry } from '../src/contract/registry.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import { isTemplate } from '../src/expressions/index.ts';
import type { ProblemList } from './problem-list.ts';
import { reachableTasks } from './walk-flow.ts';

/** A flow whose tasks run in the job: the compiled one, or one that it calls. */
export interface ReachableFlow {
  readonly flow: Flow;
  /** The task of the compiled flow through which it is reached; undefined for the compiled flow itself. */
  readonly call: DocumentPath | undefined;
}

/**
 * The flow and all that it calls, each once: their secrets and keys are those of the job. Refuses a call whose flow is
 * computed or missing, and one into another environment, whose secrets this job must not have.
 */
export async function reachableFlows(
  flow: Flow,
  callable: readonly Flow[],
  config: ProjectConfig,
  registry: PluginRegistry,
  problems: ProblemList,
): Promise<readonly ReachableFlow[]> {
  const found: ReachableFlow[] = [{ flow, call: undefined }];
  const names = new Set([nameOf(flow)]);
  // The list grows while it is walked.
  for (const { flow: caller, call } of found) {
    for (const task of reachableTasks(caller)) {
      const target = await calledFlow(task, registry);
      if (target === undefined) continue;
      const path = call ?? task.path;
      const called = target.name === undefined ? undefined : callable.find((other) => nameOf(other) === target.name);
      if (called === undefined) refuseUnknown(task, target.name, path, problems);
      else refuseOtherEnvironment(task, flow, called, config, path, problems);
      if (called === undefined || names.has(nameOf(called))) continue;
      names.add(nameOf(called));
      found.push({ flow: called, call: path });
    }
  }
  return found;
}

function nameOf({ namespace, id }: Flow): string {
  return `${namespace}.${id}`;
}

/** Which flow a task starts; `name` undefined where it is computed. Undefined for other tasks. */
async function calledFlow(
  task: TaskNode,
  registry: PluginRegistry,
): Promise<{ readonly name: string | undefined } | undefined> {
  const definition = await registry.load(task.type);
  const parts = Object.entries(definition.properties.properties as Readonly<Record<string, Record<string, unknown>>>);
  const valueOf = (part: string): unknown => {
    const key = parts.find(([, schema]) => schema['x-flow'] === part)?.[0];
    return key === undefined ? undefined : task.properties[key];
  };
  const [id, namespace] = [valueOf('id'), valueOf('namespace')];
  if (typeof id !== 'string' || typeof namespace !== 'string') return undefined;
  return { name: isTemplate(id) || isTemplate(namespace) ? undefined : `${namespace}.${id}` };
}

function refuseUnknown(task: TaskNode, name: string | undefined, path: DocumentPath, problems: ProblemList): void {
  if (name === undefined) {
    problems.error(
      'computed-flow',
      path,
      `task "${task.id}": which flow it starts is computed, and a job gets only the secrets and keys of flows that are known before it`,
      'write namespace and flowId out; between several flows, choose by io.kestra.plugin.core.flow.Switch',
    );
    return;
  }
  problems.error(
    'unknown-flow',
    path,
    `task "${task.id}": expected the flow ${name} below flows/ or subflows/, found none that is valid`,
    'check the name, or the problems of that flow: gitphony validate',
  );
}

/** The called flow runs in this job, with this job's environment. */
function refuseOtherEnvironment(
  task: TaskNode,
  flow: Flow,
  called: Flow,
  config: ProjectConfig,
  path: DocumentPath,
  problems: ProblemList,
): void {
  const [own, other] = [environmentOf(config, flow.namespace), environmentOf(config, called.namespace)];
  if (own === other) return;
  problems.error(
    'other-environment',
    path,
    `task "${task.id}": the flow ${nameOf(called)} belongs to the environment ${other ?? 'none'}, but the job of ${nameOf(flow)} runs in ${own ?? 'none'} and has not its secrets`,
    'give both namespaces the same environment in gitphony.yaml, or let a Flow trigger start it as a run of its own',
  );
}
