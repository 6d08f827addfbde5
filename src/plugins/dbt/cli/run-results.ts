import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskError } from '../../../contract/errors.ts';
import { tidySql } from './node-runs.ts';
import { stateOfStatus } from './node-states.ts';

/** How a node ended. Source: https://docs.getdbt.com/reference/artifacts/run-results-json */
export interface NodeResult {
  readonly unique_id: string;
  readonly status: string;
  readonly message?: string | null;
  readonly compiled_code?: string | null;
  /** Seconds. */
  readonly execution_time?: number;
}

/** The results of the last command that ran nodes; undefined where none did. */
export async function readRunResults(target: string): Promise<readonly NodeResult[] | undefined> {
  let text: string;
  try {
    text = await readFile(join(target, 'run_results.json'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return (JSON.parse(text) as { readonly results: readonly NodeResult[] }).results;
}

/** The error of a dbt command: which nodes failed, what the database said, and the SQL. */
export function dbtError(failure: TaskError, results: readonly NodeResult[], outputs: TaskError['outputs']): TaskError {
  const failed = results.filter(({ status }) => stateOfStatus(status) === 'FAILED');
  if (failed.length === 0) return failure;
  const lines = [`dbt: ${failed.length} of ${results.length} failed`];
  for (const { unique_id, message, compiled_code } of failed) {
    lines.push(`${unique_id}: ${message ?? 'no reason given'}`);
    if (typeof compiled_code === 'string' && compiled_code.trim() !== '') {
      lines.push(tidySql(compiled_code).replaceAll(/^/gm, '  '));
    }
  }
  return new TaskError('DBT_FAILED', lines.join('\n'), { outputs, cause: failure });
}
