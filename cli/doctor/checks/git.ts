import { askGit } from '../../../src/util/ask-program.ts';
import type { DoctorCheck } from '../check.ts';

export const gitCheck: DoctorCheck = {
  name: 'git',
  where: 'here',
  async look({ project: { repository } }) {
    const version = await askGit(repository, ['--version']);
    if ('failure' in version) {
      return [{ level: 'error', message: `git does not answer: ${version.failure}`, fix: 'install git' }];
    }
    const inside = await askGit(repository, ['rev-parse', '--is-inside-work-tree']);
    if ('failure' in inside) {
      return [
        { level: 'warning', message: 'this project is in no git repository', fix: 'git init, then git add and commit' },
      ];
    }
    const remote = await askGit(repository, ['remote', 'get-url', 'origin']);
    if (!('failure' in remote)) return [];
    const message = 'the repository has no remote "origin": nothing of it runs on GitHub';
    return [{ level: 'warning', message, fix: 'gh repo create --source . --push' }];
  },
};
