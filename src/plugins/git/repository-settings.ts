import { TaskError } from '../../contract/errors.ts';
import type { RunGit } from './check-out.ts';
import type { CloneProperties } from './clone-properties.ts';

/** What a clone gets beyond its files: submodules, and settings of its own. */
export async function configure(
  git: RunGit,
  { cloneSubmodules = false, depth = 1, gitConfig = {} }: CloneProperties,
): Promise<void> {
  if (cloneSubmodules) {
    await git('fetch the submodules', 'submodule', 'update', '--init', '--recursive', '--quiet', `--depth=${depth}`);
  }
  for (const [key, value] of Object.entries(gitConfig)) {
    if (!/^[a-z][\w-]*\.(?:.+\.)?[a-z][\w-]*$/i.test(key)) throw badSetting(key);
    await git(`set ${key}`, 'config', key, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

function badSetting(key: string): TaskError {
  return new TaskError('GIT_BAD_SETTING', `\`gitConfig\` should have names such as core.fileMode, but has "${key}"`, {
    hint: 'write section.name or section.subsection.name',
    retryable: false,
  });
}
