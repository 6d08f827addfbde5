import { readFile } from 'node:fs/promises';
import { GitphonyError } from '../contract/errors.ts';
import { parseJson } from '../util/json.ts';
import type { Value, ValueMap } from '../util/values.ts';

/** The event that started a workflow run, as far as we read it. */
export interface GithubEvent {
  /** `workflow_dispatch`, `schedule`, … */
  readonly name: string;
  readonly payload: ValueMap;
  /** The dispatch form's fields; empty for other events. */
  readonly inputs: ValueMap;
  /** The cron text that fired; undefined for other events. */
  readonly cron: string | undefined;
  /** Whether strangers can see the run's artifacts. Where the payload does not tell, they are taken to. */
  readonly isPublic: boolean;
}

/**
 * Reads the event file. Typed values come from here and never from `with:`, so that nothing a person typed is echoed or
 * interpolated. Source: GitHub's variables GITHUB_EVENT_NAME and GITHUB_EVENT_PATH.
 */
export async function readEvent(environment: Readonly<Record<string, string | undefined>>): Promise<GithubEvent> {
  const path = environment['GITHUB_EVENT_PATH'];
  const name = environment['GITHUB_EVENT_NAME'];
  if (path === undefined || name === undefined) {
    throw new GitphonyError('NOT_ON_GITHUB', 'expected GITHUB_EVENT_NAME and GITHUB_EVENT_PATH, found none', {
      hint: 'the action runs inside a workflow; on a laptop use `gitphony run`',
    });
  }
  const payload = asMap(parseJson(await readFile(path, 'utf8')));
  const repository = asMap(payload['repository']);
  return {
    name,
    payload,
    inputs: asMap(payload['inputs']),
    cron: typeof payload['schedule'] === 'string' ? payload['schedule'] : undefined,
    isPublic: repository['private'] !== true && repository['visibility'] !== 'internal',
  };
}

function asMap(value: Value | undefined): ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ValueMap) : {};
}
