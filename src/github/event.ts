import { readFile } from 'node:fs/promises';
import { GitphonyError } from '../contract/errors.ts';
import { parseJson } from '../util/json.ts';
import { isMap, newMap, type Value, type ValueMap } from '../util/values.ts';

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
 * interpolated. Fails with NOT_ON_GITHUB or EVENT_INVALID. Source: GitHub's variables GITHUB_EVENT_NAME and GITHUB_EVENT_PATH.
 */
export async function readEvent(environment: Readonly<Record<string, string | undefined>>): Promise<GithubEvent> {
  const path = environment['GITHUB_EVENT_PATH'];
  const name = environment['GITHUB_EVENT_NAME'];
  if (path === undefined || path === '' || name === undefined || name === '') {
    throw new GitphonyError('NOT_ON_GITHUB', 'expected GITHUB_EVENT_NAME and GITHUB_EVENT_PATH, found none', {
      hint: 'the action runs inside a workflow; on a laptop use `gitphony run`',
    });
  }
  const payload = await readPayload(path);
  const repository = mapOf(payload['repository']);
  return {
    name,
    payload,
    inputs: mapOf(payload['inputs']),
    cron: typeof payload['schedule'] === 'string' ? payload['schedule'] : undefined,
    isPublic: repository['private'] !== true && repository['visibility'] !== 'internal',
  };
}

async function readPayload(path: string): Promise<ValueMap> {
  try {
    const payload = parseJson(await readFile(path, 'utf8'));
    if (isMap(payload)) return payload;
    throw new SyntaxError('it is not a JSON object');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GitphonyError('EVENT_INVALID', `expected the event's payload in ${path}: ${reason}`, {
      cause,
      hint: 'the runner writes this file before each step: run the job again, and look at steps before that may have changed it',
      retryable: true,
    });
  }
}

function mapOf(value: Value | undefined): ValueMap {
  return isMap(value) ? value : newMap();
}
