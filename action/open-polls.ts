import { UsageError } from '../src/contract/errors.ts';
import { type GithubEvent, readEvent } from '../src/github/event.ts';
import { openProject } from '../src/project/project.ts';
import { type Environment, type RunIdentity, runIdentity, stateDirectoryOf, workspaceOf } from './open-job.ts';
import type { TokenJob } from './open-job-github.ts';

/** A trigger as the workflow names it. */
export interface NamedTrigger {
  /** The flow's file, from the repository's root. */
  readonly file: string;
  readonly trigger: string;
}

/** All that a job of several flows' triggers knows before it does anything. */
export interface PollsJob extends TokenJob {
  readonly triggers: readonly NamedTrigger[];
  readonly event: GithubEvent;
  readonly run: RunIdentity;
  readonly stateDirectory: string;
}

/** Reads the action's inputs and the project. Fails with ACTION_INPUT. */
export async function openPolls(getInput: (name: string) => string, environment: Environment): Promise<PollsJob> {
  return {
    settings: { token: getInput('token') },
    triggers: readTriggers(getInput('triggers')),
    project: await openProject(workspaceOf(environment)),
    event: await readEvent(environment),
    run: runIdentity(environment),
    environment,
    stateDirectory: stateDirectoryOf(environment),
  };
}

function readTriggers(text: string): readonly NamedTrigger[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) throw new UsageError('ACTION_INPUT', 'input triggers: expected one a line, got nothing');
  return lines.map((line) => {
    const at = line.trim().lastIndexOf(' ');
    if (at < 1) throw new UsageError('ACTION_INPUT', `input triggers: expected "<flow file> <id>", got "${line}"`);
    return { file: line.trim().slice(0, at), trigger: line.trim().slice(at + 1) };
  });
}
