import { githubStatus } from '../../../src/github/api/explain-failure.ts';
import type { DoctorCheck, GithubScene } from '../check.ts';
import { scheduledWorkflows } from '../schedules.ts';

/**
 * GitHub runs a schedule in the name of who last changed its cron line, and stops it when that person has left. The line's last change is
 * taken to be the last commit of its workflow.
 */
export const cronOwnersCheck: DoctorCheck = {
  name: 'cron owners',
  where: 'github',
  async look(scene) {
    const owners = new Map<string, string[]>();
    for (const name of await scheduledWorkflows(scene)) {
      const login = await lastAuthor(scene, name);
      if (login !== undefined) owners.set(login, [...(owners.get(login) ?? []), name]);
    }
    const findings = [];
    for (const [login, names] of owners) {
      if (await belongs(scene, login)) continue;
      const message = `${login}, who last changed ${names.join(', ')}, does not belong to the repository: GitHub stops its schedules`;
      const fix =
        'somebody who does changes the cron line (a comment beside it is no change), or disables and enables the workflow';
      findings.push({ level: 'error' as const, message, fix });
    }
    return findings;
  },
};

/** Undefined for apps, and where GitHub knows nobody with the commit's address. */
async function lastAuthor({ github: { octokit, place } }: GithubScene, name: string): Promise<string | undefined> {
  const path = `.github/workflows/${name}`;
  const { data } = await octokit.rest.repos.listCommits({ ...place, path, per_page: 1 });
  const login = data[0]?.author?.login;
  return login === undefined || login.endsWith('[bot]') ? undefined : login;
}

async function belongs({ github: { octokit, place } }: GithubScene, username: string): Promise<boolean> {
  try {
    await octokit.rest.repos.checkCollaborator({ ...place, username });
    return true;
  } catch (error) {
    if (githubStatus(error) === 404) return false;
    throw error;
  }
}
