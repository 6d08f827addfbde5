import type { ChildRunState } from '../../../contract/child-run.ts';

/** dbt's words for how a node ended. Source: https://docs.getdbt.com/reference/artifacts/run-results-json */
const states: Readonly<Record<string, ChildRunState>> = {
  success: 'SUCCESS',
  pass: 'SUCCESS',
  'no-op': 'SUCCESS',
  warn: 'WARNING',
  'partial success': 'WARNING',
  error: 'FAILED',
  'runtime error': 'FAILED',
  fail: 'FAILED',
  skipped: 'SKIPPED',
};

/** The state of a node that ended so; undefined for one that runs, or a word of a later dbt. */
export function stateOfStatus(status: string): ChildRunState | undefined {
  return states[status.toLowerCase()];
}
