import type { ArchivedExecution } from '../contract/execution-archive.ts';
import { TaskError } from '../contract/errors.ts';
import type { RunContext } from '../contract/run-context.ts';
import type { State } from '../contract/states.ts';

/** Which executions a task means. Texts of dates are ISO 8601 with a zone. */
export interface ExecutionFilter {
  /** Without `flowId`: this namespace and its children. */
  readonly namespace?: string | undefined;
  readonly flowId?: string | undefined;
  readonly states?: readonly State[] | undefined;
  /** Milliseconds since 1970; of the execution's start. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** True where an execution is one of those. */
export function isMeant(execution: ArchivedExecution, filter: ExecutionFilter): boolean {
  const { namespace, flowId, states, from = -Infinity, to = Infinity } = filter;
  if (flowId !== undefined && (execution.flowId !== flowId || execution.namespace !== namespace)) return false;
  const inNamespace =
    namespace === undefined || execution.namespace === namespace || execution.namespace.startsWith(`${namespace}.`);
  const inState = states === undefined || states.includes(execution.state);
  return inNamespace && inState && execution.start >= from && execution.start <= to;
}

/** Milliseconds of a date property; undefined where it is not given. */
export function readDate(property: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)(?:\[[^\]]+\])?$/u.test(text);
  const instant = withZone ? Date.parse(text.replace(/\[[^\]]+\]$/u, '')) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  throw new TaskError('BAD_DATE', `${property}: expected a date such as 2024-01-31T00:00:00Z, got "${text}"`, {
    retryable: false,
    hint: `Write ${property} with a time and a zone, or as {{ now() | dateAdd(-30, 'DAYS') }}.`,
  });
}

/** The kept executions that are meant; those whose record cannot be read are told to the log. */
export async function findExecutions(
  { archive, log }: Pick<RunContext, 'archive' | 'log'>,
  filter: ExecutionFilter,
): Promise<readonly ArchivedExecution[]> {
  const all = await archive.list((id, error) => {
    log.warn(`execution ${id} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  return all.filter((execution) => isMeant(execution, filter));
}
