import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DoctorCheck } from '../check.ts';

const why: Readonly<Record<string, string>> = {
  disabled_inactivity: 'GitHub disabled it after 60 days without activity',
  disabled_manually: 'somebody disabled it',
  disabled_fork: 'it is disabled, as in every fork',
};

/** Workflows that GitHub does not run. */
export const workflowsEnabledCheck: DoctorCheck = {
  name: 'workflows enabled',
  where: 'github',
  async look({ project, github: { octokit, place } }) {
    const folder = join(project.repository, '.github', 'workflows');
    const own = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
    const query = { ...place, per_page: 100 };
    const there = await octokit.paginate(octokit.rest.actions.listRepoWorkflows, query);
    return own.flatMap((name) => {
      const found = there.find(({ path }) => path === `.github/workflows/${name}`);
      if (found?.state === 'active') return [];
      if (found === undefined) {
        const message = `${name} is not on the default branch of GitHub: nothing starts it`;
        return [{ level: 'error' as const, message, fix: 'commit and push it' }];
      }
      const reason = why[found.state] ?? `its state is ${found.state}`;
      return [
        { level: 'error' as const, message: `${name} does not run: ${reason}`, fix: `gh workflow enable ${name}` },
      ];
    });
  },
};
