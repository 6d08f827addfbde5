import type { ExecutionControl, ExitState } from '../../contract/execution-control.ts';
import { isMap } from '../../util/values.ts';
import type { ExecutionRun } from './execution-run.ts';

/** What one attempt asked of its execution. */
export interface Exiting extends ExecutionControl {
  /** The state in which the execution is to end with this task. */
  readonly exitState: () => ExitState | undefined;
}

/** The control that a task of this run gets. */
export function createControl(run: ExecutionRun): Exiting {
  let exit: ExitState | undefined;
  return {
    exit: (state) => void (exit = state),
    exitState: () => exit,
    updateVariables(change) {
      const { root } = run.variables;
      const variables = change(isMap(root['vars']) ? root['vars'] : {});
      root['vars'] = variables;
      const recorded = run.masker.maskValue(variables);
      const masked = Object.keys(variables).filter((name) => recorded[name] !== variables[name]);
      run.emit({
        type: 'execution.variables',
        variables: recorded,
        ...(masked.length === 0 ? {} : { masked }),
      });
    },
  };
}
