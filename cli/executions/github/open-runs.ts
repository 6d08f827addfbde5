import { UsageError } from '../../../src/contract/errors.ts';
import { type GithubRepository, openGithub } from '../../../src/github/api/client.ts';
import type { Permission } from '../../../src/github/api/find-token.ts';
import { type RunFacts, readRun } from '../../../src/github/record/run-facts.ts';
import { openProject, type Project } from '../../../src/project/project.ts';

/** The repository's runs, by a token of this machine. */
export interface Runs {
  readonly project: Project;
  readonly github: GithubRepository;
}

/** Fails with REPOSITORY_UNKNOWN or TOKEN_MISSING, which names the permission. */
export async function openRuns(purpose: string, permissions: readonly Permission[]): Promise<Runs> {
  const project = await openProject(process.cwd());
  const github = await openGithub({ environment: process.env, directory: project.root, purpose, permissions });
  return { project, github };
}

/** A run by its number or its address. Fails with RUN_NOT_FOUND. */
export async function findRun({ github }: Runs, reference: string): Promise<RunFacts> {
  const number = /^(?:https?:\/\/.*\/actions\/runs\/)?([1-9]\d{0,14})(?:\/.*)?$/.exec(reference)?.[1];
  if (number === undefined) {
    throw new UsageError('RUN_NOT_FOUND', `expected the number of a run on GitHub, got "${reference}"`, {
      hint: 'gitphony executions list --github shows them; the number also ends the address of the run',
    });
  }
  return readRun(github, Number(number));
}

/** `namespace.id` of the flow whose workflow a run is of; undefined for a workflow that compile did not make. */
export function flowOfRun({ workflow }: Pick<RunFacts, 'workflow'>): string | undefined {
  return /^\.github\/workflows\/(.+\..+)\.yml$/.exec(workflow)?.[1];
}
