import { githubStatus } from '../../../src/github/api/explain-failure.ts';
import type { DoctorCheck, Finding, GithubScene } from '../check.ts';

/** An environment keeps its secrets from other branches only if it says which branches may use it. */
export const environmentsCheck: DoctorCheck = {
  name: 'environments',
  where: 'github',
  async look(scene) {
    const { config } = scene.project;
    const byNamespace = Object.values(config.namespaces).flatMap(({ environment }) => environment ?? []);
    const [production, ...others] = config.branches;
    const names = new Set([...byNamespace, ...(production === undefined ? [] : [production.environment])]);
    if (config.deploy === 'commit') names.add('gitphony-deploy');
    const findings: Finding[] = [];
    for (const name of [...names].toSorted()) {
      // An environment that gitphony.yaml gives to other branches as well is meant for them.
      const isShared = others.some(({ environment }) => environment === name);
      findings.push(...(await judge(scene, name, isShared)));
    }
    return findings;
  },
};

async function judge(
  { github: { octokit, place }, defaultBranch }: GithubScene,
  name: string,
  isShared: boolean,
): Promise<Finding[]> {
  const where = { ...place, environment_name: name };
  const settings = `Settings, Environments, ${name}`;
  try {
    const { data } = await octokit.rest.repos.getEnvironment(where);
    if (isShared) return [];
    const policy = data.deployment_branch_policy;
    const fix = `${settings}: Deployment branches and tags, Selected branches, ${defaultBranch}`;
    if (policy === null || policy === undefined) {
      return [{ level: 'error', message: `every branch may use the environment ${name}, and its secrets`, fix }];
    }
    if (policy.protected_branches) return [];
    const query = { ...where, per_page: 100 };
    const patterns = await octokit.paginate(octokit.rest.repos.listDeploymentBranchPolicies, query);
    const more = patterns.flatMap((pattern) => (pattern.name === defaultBranch ? [] : (pattern.name ?? [])));
    if (more.length === 0) return [];
    return [
      {
        level: 'error',
        message: `the branches ${more.join(', ')} may use the environment ${name}, and its secrets`,
        fix,
      },
    ];
  } catch (error) {
    if (githubStatus(error) !== 404) throw error;
    const message = `the environment ${name} of gitphony.yaml does not exist: GitHub would make it, open to every branch`;
    return [{ level: 'error', message, fix: `make it: ${settings}` }];
  }
}
