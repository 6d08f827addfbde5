import type { Flow, WorkerChoice } from '../src/contract/flow.ts';
import type { ProjectConfig, RunsOn } from '../src/contract/project-config.ts';
import type { DocumentPath } from '../src/contract/source.ts';
import { isTemplate } from '../src/expressions/index.ts';
import { didYouMean } from '../src/util/nearest-name.ts';
import type { ProblemList } from './problem-list.ts';
import type { ReachableFlow } from './reachable-flows.ts';
import { reachableTasks } from './walk-flow.ts';

/** Hours that a job waits for a runner before GitHub cancels it. */
const HOURS_QUEUED = 24;

/** A group that somebody asks for, and the place where a problem of it is shown. */
interface Wish {
  readonly name: string;
  readonly path: DocumentPath;
}

/**
 * The runner of the job that carries the flow out: the group of `workerGroups` in gitphony.yaml that flow, tasks and called flows name, else
 * `runsOn`. All tasks of a flow share one job, so they can name one group only.
 */
export function planRunner(flows: readonly ReachableFlow[], config: ProjectConfig, problems: ProblemList): RunsOn {
  const wishes = flows.flatMap(({ flow, call }) => wishesOf(flow, call, problems));
  const [first] = wishes;
  if (first === undefined) return config.runsOn;
  for (const { name, path } of wishes.filter((wish) => wish.name !== first.name)) {
    problems.error(
      'two-worker-groups',
      path,
      `expected one worker group in a flow, got "${name}" beside "${first.name}": its tasks run in one job, on one runner`,
      'name one group, or put the tasks of the other into a flow of their own that a Flow trigger starts',
    );
  }
  const known = Object.hasOwn(config.workerGroups, first.name) ? config.workerGroups[first.name] : undefined;
  if (known !== undefined) return known;
  const names = Object.keys(config.workerGroups);
  const meant = didYouMean(first.name, names);
  problems.error(
    'unknown-worker-group',
    first.path,
    `gitphony.yaml has no worker group "${first.name}"`,
    meant ?? `write workerGroups: {${first.name}: <runner label>} in gitphony.yaml${andKnown(names)}`,
  );
  return config.runsOn;
}

function andKnown(names: readonly string[]): string {
  return names.length === 0 ? '' : `; it has ${names.join(', ')}`;
}

/** What a flow and its tasks ask for; problems stand at the call where another flow is meant. */
function wishesOf(flow: Flow, call: DocumentPath | undefined, problems: ProblemList): readonly Wish[] {
  const choices = [flow.worker, ...[...reachableTasks(flow)].map(({ worker }) => worker)];
  return choices.flatMap((worker) => (worker === undefined ? [] : wishOf(worker, call ?? worker.path, problems)));
}

function wishOf({ names, fallback }: WorkerChoice, path: DocumentPath, problems: ProblemList): readonly Wish[] {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0) {
    problems.error(
      'several-worker-tags',
      path,
      `expected one tag, which names a group of workerGroups in gitphony.yaml, got ${names.length}`,
      `give the runners that have all of ${names.join(', ')} a name there, and use it as the only tag`,
    );
    return [];
  }
  if (isTemplate(name)) {
    problems.error(
      'computed-worker-group',
      path,
      `the worker group ${name} is computed, and GitHub chooses the runner before the flow runs`,
      'write its name out',
    );
    return [];
  }
  if (fallback !== undefined && fallback !== 'WAIT') {
    problems.warning(
      'worker-fallback',
      path,
      `fallback: ${fallback} is not carried out: where no runner of "${name}" is free, GitHub lets the job wait up to ${HOURS_QUEUED} hours, then cancels it`,
      'write fallback: WAIT, or delete it',
    );
  }
  return [{ name, path }];
}
