import { neededNames } from '../../secrets/needed-names.ts';
import { readRepositoryNames } from '../../secrets/repository-names.ts';
import type { DoctorCheck } from '../check.ts';

/** Secrets and variables that flows name and the repository lacks. An environment that is missing is told by its own check. */
export const namesOnGithubCheck: DoctorCheck = {
  name: 'secrets and variables',
  where: 'github',
  async look({ project, github }) {
    const needed = await neededNames(project);
    const environments = [...new Set(needed.flatMap(({ environment }) => environment ?? []))];
    const there = await readRepositoryNames(github, environments);
    const missing = needed.filter(({ kind, names, environment }) => {
      return !names.some((name) => there.has(kind, name, environment));
    });
    return missing.map(({ kind, names, environment, flows }) => {
      const where = environment === undefined ? '' : ` (environment ${environment})`;
      return {
        level: 'error' as const,
        message: `the ${kind} ${names.join(' or ')}${where} of ${flows.slice(0, 3).join(', ')} is missing`,
        fix: kind === 'secret' ? 'gitphony secrets push FILE' : 'gitphony kv set KEY VALUE -n NAMESPACE --github',
      };
    });
  },
};
