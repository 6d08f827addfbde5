import { readlinkSync } from 'node:fs';
import type { RunnerContext } from '../../../../contract/runner.ts';
import { hostIdentity, isAlive, processStartTime } from '../../../../util/process-identity.ts';

export const OWNER_LABEL = 'gitphony.owner';
export const MACHINE_LABEL = 'gitphony.machine';

/** Who a container belongs to: labels by which it is found again should this process be killed. */
export function ownerLabels({
  execution,
  taskRun,
}: Pick<RunnerContext, 'execution' | 'taskRun'>): Record<string, string> {
  return {
    [OWNER_LABEL]: `${process.pid}:${processStartTime(process.pid) ?? 0}`,
    [MACHINE_LABEL]: machine(),
    'gitphony.execution': execution.id,
    'gitphony.taskrun': taskRun.id,
    'gitphony.flow': `${execution.namespace}.${execution.flowId}`,
  };
}

/** True where the process that a container belongs to ran here, and lives no more. Of other machines nothing is known. */
export function isOrphan(owner: string, madeOn: string): boolean {
  const [pid, startTime] = owner.split(':').map(Number);
  if (madeOn !== machine() || pid === undefined || startTime === undefined || !Number.isInteger(pid)) return false;
  return !isAlive(pid, startTime);
}

/** Process numbers mean something on one machine, between two boots, in one namespace of processes. */
function machine(): string {
  return `${hostIdentity()}/${processNamespace()}`;
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replaceAll(/\D/gu, '');
  } catch {
    // Only Linux has them.
    return '';
  }
}
