import { TaskError } from '../../../contract/errors.ts';
import type { Artifacts } from './artifacts.ts';
import { tidySql } from './compiled-sql.ts';
import { stateOfStatus } from './node-states.ts';
import type { NodeResult } from './run-results.ts';

/** What is known where a command of dbt has failed. */
export interface DbtFailure {
  /** What the script task says of it. */
  readonly failure: TaskError;
  readonly results: readonly NodeResult[];
  /** dbt's own errors, in its words. */
  readonly errors: readonly string[];
  /** The end of what it said, as it was logged. */
  readonly lastLines: readonly string[];
  readonly outputs: TaskError['outputs'];
}

/** Where a node stands: its own file, and the SQL that dbt made of it. Source: https://docs.getdbt.com/reference/artifacts/manifest-json */
interface ManifestNode {
  readonly original_file_path?: string | null;
  readonly compiled_path?: string | null;
}

const hints: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /Could not find profile/i,
    'dbt_project.yml names a profile that `profiles` (or the project’s profiles.yml) does not have.',
  ],
  [
    /profiles\.yml|profiles directory/i,
    'Set `profiles` to the text of profiles.yml, or bring the file along in the project.',
  ],
  [
    /No dbt_project\.yml found|not a dbt project/i,
    'Set `projectDir` to the folder of dbt_project.yml, and bring the files by `namespaceFiles`, or by git.Clone in a WorkingDirectory.',
  ],
  [
    /Could not find adapter type (\S+)|No module named 'dbt\.adapters/i,
    'Install the adapter beside dbt (pip install dbt-postgres, dbt-duckdb, …), or name an image that has it, such as ghcr.io/kestra-io/dbt-postgres.',
  ],
  [/dbt deps/i, 'Run `dbt deps` before: it downloads the packages of the project.'],
];

/** The error of a command of dbt: which nodes failed, where they stand, what the database said, and the SQL; else dbt's own words. */
export async function dbtError(known: DbtFailure, artifacts: Artifacts): Promise<TaskError> {
  const { failure, results, errors, outputs } = known;
  const failed = results.filter(({ status }) => stateOfStatus(status) === 'FAILED');
  if (failed.length > 0) {
    const nodes = await describeNodes(failed, artifacts);
    const message = [`dbt: ${failed.length} of ${results.length} failed`, ...nodes].join('\n');
    return new TaskError('DBT_FAILED', message, { outputs, cause: failure });
  }
  const words = errors
    .join('\n')
    .replace(/^Encountered an error:\n?/, '')
    .trim();
  const hint = hints.find(([pattern]) => pattern.test(words))?.[1] ?? failure.hint;
  const options = { outputs, cause: failure, ...(hint === undefined ? {} : { hint }) };
  if (words !== '') return new TaskError('DBT_FAILED', `dbt: ${words}`, options);
  return new TaskError('SCRIPT_FAILED', failure.message, { ...options, lastLines: known.lastLines });
}

async function describeNodes(failed: readonly NodeResult[], artifacts: Artifacts): Promise<readonly string[]> {
  const manifest = (await artifacts.read('manifest.json')) as
    | { readonly nodes?: Readonly<Record<string, ManifestNode>> }
    | undefined;
  return failed.flatMap(({ unique_id: id, message, compiled_code: sql }) => {
    const { original_file_path: file, compiled_path: compiled } = manifest?.nodes?.[id] ?? {};
    const words = tidySql(message ?? 'no reason given');
    const place = typeof file !== 'string' || words.includes(`(${file})`) ? '' : ` (${file})`;
    if (typeof sql !== 'string' || sql.trim() === '') return [`${id}${place}: ${words}`];
    const heading = typeof compiled === 'string' ? [`  ${compiled}:`] : [];
    return [`${id}${place}: ${words}`, ...heading, tidySql(sql).replaceAll(/^/gm, '    ')];
  });
}
