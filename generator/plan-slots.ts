import { createHash } from 'node:crypto';
import type { Flow } from '../src/contract/flow.ts';
import { poolsOf } from '../src/contract/pools-of.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { WorkflowConcurrency } from '../src/contract/workflow-model.ts';
import type { ProblemList } from './problem-list.ts';

/** Concurrency groups that jobs share: each holds one job, so as many run at once as there are groups. */
export interface SlotPlan {
  /** Before the number of a group. */
  readonly prefix: string;
  readonly numbers: readonly number[];
}

/** A run takes its slot by the last digit of its number: GitHub's expressions know no arithmetic. */
export const mostSlots = 10;

/**
 * GitHub holds one job of a group, so a limit of N is N groups. A run is given one by its number, a leg of a backfill by the plan job; the
 * group ends with the job, however that ends, so nothing has to be given back. A flow of a pool takes some of the pool's groups.
 */
export function planSlots(flow: Flow, config: ProjectConfig, problems: ProblemList): SlotPlan | undefined {
  const [pool, other] = poolsOf(config, flow);
  if (other !== undefined && pool !== undefined) {
    problems.error(
      'several-pools',
      ['id'],
      `the flow is in the pools ${pool.name} and ${other.name}, but a job of GitHub is in one concurrency group only`,
      'leave it in one of them (pools in gitphony.yaml, the label pool)',
    );
  }
  const limit = flow.concurrency?.limit;
  const most = Math.min(limit ?? mostSlots, pool?.limit ?? mostSlots, mostSlots);
  if (pool !== undefined) {
    // Flows begin at different slots: the first runs of all of them would meet in one otherwise.
    const offset = createHash('sha256').update(`${flow.namespace}.${flow.id}`).digest().readUInt32BE(0) % pool.limit;
    const numbers = Array.from({ length: most }, (_, index) => (offset + index) % pool.limit);
    return { prefix: `gitphony-pool-${pool.name}-`, numbers };
  }
  if (limit === undefined || limit === 1) return undefined;
  const numbers = Array.from({ length: most }, (_, index) => index);
  return { prefix: `gitphony-${flow.namespace}.${flow.id}-slot-`, numbers };
}

/** The group of a normal run, by the last digit of its number. */
export function runSlot({ prefix, numbers }: SlotPlan): WorkflowConcurrency {
  const [last = 0] = numbers.slice(-1);
  const choices = numbers.slice(0, -1).map((number, index) => {
    const digits = Array.from({ length: 10 }, (_, digit) => digit).filter((digit) => digit % numbers.length === index);
    const ends = digits.map((digit) => `endsWith(github.run_number, '${digit}')`);
    return `${ends.length === 1 ? ends.join('') : `(${ends.join(' || ')})`} && '${number}'`;
  });
  const slot = choices.length === 0 ? String(last) : `\${{ ${[...choices, `'${last}'`].join(' || ')} }}`;
  return queued(`${prefix}${slot}`);
}

/** The group of a leg, as the plan job gave it. */
export function legSlot({ prefix }: SlotPlan): WorkflowConcurrency {
  return queued(`${prefix}\${{ matrix.slot }}`);
}

function queued(group: string): WorkflowConcurrency {
  return { group, queue: 'max', 'cancel-in-progress': false };
}
