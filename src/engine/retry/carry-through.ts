import type { Execution } from '../../contract/execution.ts';
import { carryOut, type ExecutionHandle, type Undertaking } from '../carry-out.ts';
import { newUndertaking } from '../new-undertaking.ts';
import { newController, pause } from '../run/abort.ts';

/**
 * Carries out an execution and, where it ends RETRIED, those that take its place, one after another. The handle's id is
 * that of the first, its result that of the newest; a kill while the next one is waited for leaves it at that.
 */
export function carryThrough(undertaking: Undertaking): ExecutionHandle {
  let current = carryOut(undertaking);
  const killed = newController();
  const follow = async (): Promise<Execution> => {
    let work = undertaking;
    let execution = await current.result;
    for (;;) {
      const { retry } = execution;
      if (execution.state.current !== 'RETRIED' || retry === undefined) return execution;
      await pause(Math.max(0, Date.parse(retry.due) - (work.host.now?.() ?? Date.now())), killed.signal);
      if (killed.signal.aborted) return execution;
      work = nextUndertaking(work, execution, retry.executionId);
      current = carryOut(work);
      execution = await current.result;
    }
  };
  return {
    id: current.id,
    result: follow(),
    kill(reason) {
      killed.abort();
      current.kill(reason);
    },
    stop(reason) {
      killed.abort();
      current.stop(reason);
    },
  };
}

/** The same start once more, by Kestra's ways: a replay from the beginning. */
function nextUndertaking(before: Undertaking, execution: Execution, executionId: string): Undertaking {
  const { flow, flowText, host, variables, depth } = before;
  const { trigger } = execution;
  const retries = execution.retries ?? { number: 1, since: Date.parse(execution.state.startDate) };
  return newUndertaking(
    {
      flow,
      flowText,
      inputs: variables.inputs,
      labels: { ...execution.labels, 'system.replay': 'true' },
      ...(trigger === undefined ? {} : { trigger: { ...trigger, variables: variables.trigger ?? trigger.variables } }),
      executionId,
      flowRevision: execution.flowRevision,
      originalId: execution.originalId ?? execution.id,
      retries: { number: retries.number + 1, since: retries.since },
      ...(depth === undefined ? {} : { depth }),
    },
    host,
  );
}
