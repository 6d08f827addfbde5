import type { EngineHost } from '../contract/engine-host.ts';
import type { ExecutionHandle } from './carry-out.ts';
import { newUndertaking, type StartRequest } from './new-undertaking.ts';
import { carryThrough } from './retry/carry-through.ts';

export type { StartRequest } from './new-undertaking.ts';

/**
 * Starts an execution and answers its handle as soon as the execution is on disk.
 *
 * @throws UsageError FLOW_DISABLED, EXECUTION_EXISTS, INVALID_EXECUTION_ID
 * @throws GitphonyError JOURNAL_UNWRITABLE
 */
export async function startExecution(request: StartRequest, host: EngineHost): Promise<ExecutionHandle> {
  return carryThrough(newUndertaking(request, host));
}
