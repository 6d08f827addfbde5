import { isTerminal } from '../../contract/states.ts';
import { notice } from '../limits/notice.ts';
import { AbortReason, newController } from './abort.ts';
import type { ExecutionRun, StopSwitch } from './execution-run.ts';

/** Milliseconds that a stopped task has to end its children and clean up, before it is left behind. */
export const GRACE = 10_000;

export function createStopSwitch(): StopSwitch {
  const force = newController();
  return {
    main: newController(),
    aftermath: newController(),
    force,
    grace: () => (force.signal.aborted ? 0 : GRACE),
  };
}

/** The first kill stops the tasks and lets `afterExecution` run; the next one stops that too and waits for nobody. */
export function killRun(run: ExecutionRun, reason = 'the execution was killed'): void {
  if (run.state.ended !== undefined || run.fatal !== undefined) return;
  const { main, aftermath, force } = run.stop;
  const killed = new AbortReason('KILLED', reason);
  const again = main.signal.aborted;
  if (again || isBehindTheEnd(run)) aftermath.abort(killed);
  if (again) force.abort(killed);
  if (again || isBehindTheEnd(run)) return;
  run.setState('KILLING');
  main.abort(killed);
}

/**
 * Leaves the execution as it is, resumable: tasks get the grace period to end, nothing more begins, and what has no end gets
 * none. A kill before it stands.
 */
export function stopRun(run: ExecutionRun, reason: string): void {
  if (run.state.ended !== undefined || run.fatal !== undefined || run.stop.main.signal.aborted) return;
  const stopped = new AbortReason('STOPPED', reason);
  notice(run, 'WARN', `stopped, to be resumed: ${reason}`);
  run.stop.main.abort(stopped);
  run.stop.aftermath.abort(stopped);
}

/** The tasks are through and the end state stands: only `afterExecution` runs. */
function isBehindTheEnd(run: ExecutionRun): boolean {
  return isTerminal(run.state.history.current);
}
