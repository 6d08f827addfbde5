import { newMap, type ValueMap } from '../../util/values.ts';
import type { ExecutionRun } from './execution-run.ts';

/** `error` of expressions inside `errors`: the failure that led there. */
export function errorVariables(run: ExecutionRun): ValueMap {
  const failure = run.lastFailure;
  if (failure === undefined) return newMap();
  const error = newMap();
  error['taskId'] = failure.taskId;
  error['message'] = failure.error.message;
  error['code'] = failure.error.code;
  const variables = newMap();
  variables['error'] = error;
  return variables;
}
