import type { TaskNode } from '../../contract/flow.ts';
import { worstState } from '../../contract/flowable.ts';
import type { LoopTurns } from '../../contract/loop-turns.ts';
import type { TerminalState } from '../../contract/states.ts';
import { newMap, type ValueMap } from '../../util/values.ts';
import { taskRunsOfOtherTurns } from '../state/apply-event.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import { removeByTask } from '../variables/output-tree.ts';
import { pause } from './abort.ts';
import { errorVariables } from './error-variables.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';
import { loopValuesAbove } from './restore-variables.ts';
import { typedOutput } from './typed-output.ts';

/** Node's timers take 32 bits of milliseconds: longer waits go in steps. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What the turns of one loop are run with. */
export interface TurnParts {
  readonly run: ExecutionRun;
  readonly node: TaskNode;
  readonly taskRun: TaskRunState;
  /** The frame of the loop's children. */
  readonly frame: Frame;
  /** Of the children: aborted where one fails beside another. */
  readonly signal: AbortSignal;
  readonly onChild: (state: TerminalState) => void;
}

/** The turns of a loop, for its flowable. */
export function createLoopTurns(parts: TurnParts): LoopTurns {
  return {
    keepOnly: (iteration) => keepOnly(parts, iteration),
    wait: (milliseconds) => waitPaused(parts, milliseconds),
    isolate(iteration, extra) {
      const inner = isolatedFrame(parts, extra);
      return { variables: { ...extra, ...inner.own }, run: () => runIsolated(parts, inner, iteration) };
    },
    convert: typedOutput,
  };
}

function keepOnly({ run, taskRun, frame }: TurnParts, iteration: number): void {
  const { outputs, tasks } = frame.own ?? run.variables;
  for (const below of taskRunsOfOtherTurns(run.state, taskRun, iteration)) {
    // Those of other turns of a loop around stand under other values.
    const values = loopValuesAbove(run.state, below);
    removeByTask(outputs, below.taskId, values);
    removeByTask(tasks, below.taskId, values);
  }
  run.emit({ type: 'taskrun.turn', id: taskRun.id, iteration });
}

async function waitPaused({ run, signal }: TurnParts, milliseconds: number): Promise<void> {
  if (run.state.history.current === 'RUNNING') run.setState('PAUSED');
  // Whoever looks from outside must see it.
  run.journal.flush();
  const until = run.now() + milliseconds;
  for (let left = milliseconds; left > 0 && !signal.aborted; left = until - run.now()) {
    await pause(Math.min(left, LONGEST_TIMER), signal);
  }
  signal.throwIfAborted();
  if (run.state.history.current === 'PAUSED' && !isSomeTaskPaused(run)) run.setState('RUNNING');
}

/** A branch beside the loop waits for somebody: the execution stays PAUSED for those who look. */
function isSomeTaskPaused({ state }: ExecutionRun): boolean {
  return [...state.taskRuns.values()].some(({ history }) => history.current === 'PAUSED');
}

/** Copies the references that are there: as many as the flow has tasks, once a turn. */
function isolatedFrame({ run, frame, signal }: TurnParts, extra: ValueMap): Frame {
  const around = frame.own ?? run.variables;
  const own = { outputs: Object.assign(newMap(), around.outputs), tasks: Object.assign(newMap(), around.tasks) };
  return { ...frame, signal, own, isolated: true, loopValues: [], extra: { ...frame.extra, ...extra } };
}

async function runIsolated({ run, node, onChild }: TurnParts, frame: Frame, iteration: number): Promise<TerminalState> {
  const state = await run.runTasks(node.children['tasks'] ?? [], frame, { iteration });
  onChild(state);
  if (state !== 'FAILED' || node.errors.length === 0 || frame.signal.aborted) return state;
  const handling: Frame = { ...frame, extra: { ...frame.extra, ...errorVariables(run) } };
  return worstState([state, await run.runTasks(node.errors, handling, { iteration })]);
}
