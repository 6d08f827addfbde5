import { githubStatus } from '../../../src/github/api/explain-failure.ts';
import type { DoctorCheck } from '../check.ts';

/** The commit of the action that workflows name, against its newest release. One that lies in the repository has no pin. */
export const actionPinCheck: DoctorCheck = {
  name: 'action pin',
  where: 'github',
  async look({ project, github: { octokit } }) {
    const { uses, version } = project.config.action;
    const [, owner, repo, sha] = /^([\w.-]+)\/([\w.-]+)(?:\/[\w./-]+)?@([0-9a-f]{40})$/.exec(uses) ?? [];
    if (owner === undefined || repo === undefined || sha === undefined) return [];
    try {
      const { data } = await octokit.rest.repos.getLatestRelease({ owner, repo });
      if (data.tag_name === version) return [];
      const { data: commit } = await octokit.rest.repos.getCommit({ owner, repo, ref: data.tag_name });
      if (commit.sha === sha) return [];
      const now = version === undefined ? sha.slice(0, 12) : version;
      const path = uses.slice(0, uses.indexOf('@'));
      const fix = `action: '${path}@${commit.sha} # ${data.tag_name}' in gitphony.yaml, then gitphony compile`;
      return [
        { level: 'warning', message: `the action is pinned to ${now}, its newest release is ${data.tag_name}`, fix },
      ];
    } catch (error) {
      // Without a release, or out of sight: nothing to compare with.
      if (githubStatus(error) === 404) return [];
      throw error;
    }
  },
};
