import { isTerminal, type TerminalState } from '../../contract/states.ts';
import type { ExecutionRun } from '../run/execution-run.ts';
import { endByAbort, runBehindEnd, runFlow } from '../run/run-flow.ts';
import { isBroken } from '../run/abort.ts';
import { admit } from './admit.ts';
import { watchSlas } from './watch-slas.ts';

/** Runs a flow where its checks and its `concurrency` let it, and as long as its SLAs hold. */
export async function runWithinLimits(run: ExecutionRun): Promise<TerminalState> {
  if (run.refusal !== undefined) {
    run.setState('FAILED', run.refusal);
    return 'FAILED';
  }
  // A resume of an execution that had come to its state: the limits were those of its tasks.
  if (isTerminal(run.state.history.current)) return runBehindEnd(run, run.state.history.current);
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
