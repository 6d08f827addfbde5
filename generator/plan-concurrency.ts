import type { Flow } from '../src/contract/flow.ts';
import type { WorkflowConcurrency } from '../src/contract/workflow-model.ts';
import { mostSlots } from './plan-slots.ts';
import type { ProblemList } from './problem-list.ts';

/** How many runs, and how many legs inside one, may go at once. */
export interface ConcurrencyPlan {
  readonly group: WorkflowConcurrency;
  /** For a backfill's legs; undefined: GitHub's own limit. */
  readonly maxParallel: number | undefined;
}

/**
 * GitHub can hold one run of a group and queue up to 100 more (`queue: max`), in order. The group stands on the
 * workflow, not on jobs: a backfill holds it from plan to last leg, so plan and legs never wait for each other.
 * A limit above 1 is kept by as many groups, which the jobs share (plan-slots.ts).
 */
export function planConcurrency(flow: Flow, problems: ProblemList): ConcurrencyPlan {
  const name = `gitphony-${flow.namespace}.${flow.id}`;
  if (flow.concurrency === undefined) {
    // A group of its own for each run says that overlap is meant.
    const group = { group: `${name}-\${{ github.run_id }}`, 'cancel-in-progress': false };
    return { group, maxParallel: undefined };
  }
  const { limit, behavior } = flow.concurrency;
  if (behavior !== 'QUEUE') {
    problems.warning(
      'concurrency-behavior',
      ['concurrency', 'behavior'],
      `GitHub cannot ${behavior === 'FAIL' ? 'fail' : 'cancel'} a run because others are running: a run above the limit waits instead`,
      'use behavior: QUEUE to say so, or leave it: the limit itself is kept',
    );
  }
  if (limit === 1) return { group: { group: name, queue: 'max', 'cancel-in-progress': false }, maxParallel: 1 };
  if (limit > mostSlots) {
    problems.warning(
      'concurrency-limit',
      ['concurrency', 'limit'],
      `on GitHub at most ${mostSlots} runs of a flow with concurrency go at once, not ${limit}`,
      'remove concurrency where runs may overlap freely',
    );
  }
  // The jobs have groups of their own, which are the slots.
  return {
    group: { group: `${name}-\${{ github.run_id }}`, 'cancel-in-progress': false },
    maxParallel: Math.min(limit, mostSlots),
  };
}
