import { GithubError } from '../../src/github/api/explain-failure.ts';
import { openGithub } from '../../src/github/api/client.ts';
import type { Project } from '../../src/project/project.ts';
import { readProjectFlows } from '../../src/project/read-flows.ts';
import type { DoctorCheck, Finding, GithubScene, Scene } from './check.ts';

/** A check and what it found. */
export interface CheckReport {
  readonly check: string;
  readonly findings: readonly Finding[];
}

/** Looks at everything, GitHub too where that is asked for. A check that GitHub does not let look is a warning, and no other is lost. */
export async function runChecks(
  project: Project,
  checks: readonly DoctorCheck[],
  { github }: { readonly github: boolean },
): Promise<readonly CheckReport[]> {
  const scene: Scene = { project, flows: await readProjectFlows(project), now: Date.now() };
  const there = github ? await openScene(scene) : undefined;
  const reports: CheckReport[] = [];
  for (const check of checks) {
    if (check.where === 'here') reports.push({ check: check.name, findings: await check.look(scene) });
    else if (there !== undefined) reports.push({ check: check.name, findings: await lookThere(check, there) });
  }
  return reports;
}

async function openScene(scene: Scene): Promise<GithubScene> {
  const github = await openGithub({
    environment: process.env,
    directory: scene.project.repository,
    purpose: 'look at the repository',
    permissions: ['Actions: read', 'Contents: read', 'Environments: read', 'Secrets: read', 'Variables: read'],
  });
  const { data } = await github.octokit.rest.repos.get(github.place);
  return {
    ...scene,
    github,
    defaultBranch: data.default_branch,
    isPublic: !data.private,
    pushedAt: Date.parse(data.pushed_at),
  };
}

async function lookThere(
  check: Extract<DoctorCheck, { where: 'github' }>,
  scene: GithubScene,
): Promise<readonly Finding[]> {
  try {
    return await check.look(scene);
  } catch (error) {
    if (!(error instanceof GithubError)) throw error;
    return [{ level: 'warning', message: `could not look: ${error.message}`, fix: error.hint ?? 'try again' }];
  }
}
