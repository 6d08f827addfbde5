import type { TaskNode } from '../../../contract/flow.ts';
import { type FlowableScope, worstState } from '../../../contract/flowable.ts';
import { isFailure, type TerminalState } from '../../../contract/states.ts';

/**
 * Runs tasks once for each value, at most `limit` values at once (0: all, 1: one after another). A failing turn stops the
 * others. Answers the worst state.
 */
export async function runTurns(
  scope: Pick<FlowableScope, 'sequence' | 'parallel'>,
  tasks: readonly TaskNode[],
  values: readonly string[],
  limit: number,
): Promise<TerminalState> {
  const turn = (value: string, iteration: number): Promise<TerminalState> =>
    scope.sequence(tasks, { value, iteration });
  if (limit !== 1) {
    const branches = values.map((value, iteration) => () => turn(value, iteration));
    return worstState(await scope.parallel(branches, { limit }));
  }
  let worst: TerminalState = 'SUCCESS';
  for (const [iteration, value] of values.entries()) {
    worst = worstState([worst, await turn(value, iteration)]);
    if (isFailure(worst)) break;
  }
  return worst;
}
