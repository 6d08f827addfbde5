import type { ErrorRecord } from '../../contract/events.ts';
import type { TaskNode } from '../../contract/flow.ts';
import type { TaskLogger } from '../../contract/logger.ts';
import type { TerminalState } from '../../contract/states.ts';
import type { ValueMap } from '../../util/values.ts';
import type { TaskRunState } from '../state/execution-state.ts';
import type { GivenLogin } from '../addresses/execution-addresses.ts';
import type { ExecutionRun, Frame } from './execution-run.ts';

/** What an attempt needs to know of its surroundings. */
export interface AttemptParts {
  readonly run: ExecutionRun;
  readonly node: TaskNode;
  readonly taskRun: TaskRunState;
  readonly frame: Frame;
  /** True where an earlier process began this task run and did not record its end. */
  readonly interrupted: boolean;
  /** Told to the log before anything else. */
  readonly notice?: string;
}

/** How an attempt ended. */
export interface AttemptResult {
  readonly state: TerminalState;
  readonly error?: ErrorRecord;
  /** False where the task says that trying again cannot help. */
  readonly mayRetry: boolean;
  /** The execution ends with this task, in the same state. */
  readonly exits?: true;
}

/** What the context of one attempt is made of. */
export interface TaskContextParts {
  readonly run: ExecutionRun;
  readonly node: TaskNode;
  readonly taskRun: TaskRunState;
  readonly attempt: number;
  readonly interrupted: boolean;
  readonly variables: ValueMap;
  /** The attempt's own properties, by which it may log in to a cloud. */
  readonly given: GivenLogin;
  readonly signal: AbortSignal;
  readonly log: TaskLogger;
  /** The working directory that the task shares with its neighbours. Default: one of its own. */
  readonly sharedDirectory?: string | undefined;
}
