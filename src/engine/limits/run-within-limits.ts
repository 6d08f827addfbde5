import type { TerminalState } from '../../contract/states.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import { endByAbort, runFlow } from '../run/run-flow.ts';
import { isBroken } from '../run/abort.ts';
import { admit } from './admit.ts';
import { watchSlas } from './watch-slas.ts';

/** Runs a flow where its checks and its `concurrency` let it, and as long as its SLAs hold. */
export async function runWithinLimits(run: ExecutionRun): Promise<TerminalState> {
  if (run.refusal !== undefined) {
    run.setState('FAILED', run.refusal);
    return 'FAILED';
  }
  const slas = watchSlas(run);
  run.slas = slas;
  try {
    const ended = await admit(run);
    if (ended !== undefined) return ended;
    // It took too long to get here.
    if (isBroken(run.stop.main.signal)) return await endByAbort(run);
    return await runFlow(run);
  } finally {
    slas?.close();
  }
}
