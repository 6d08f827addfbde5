import { TaskError } from '../../contract/errors.ts';
import type { CloneProperties } from './clone-properties.ts';
import type { RunGit } from './run-git.ts';

/** The settings of `gitConfig`. */
export async function configure(git: RunGit, { gitConfig = {} }: CloneProperties): Promise<void> {
  for (const [key, value] of Object.entries(gitConfig)) {
    if (!/^[a-z][\w-]*\.(?:.+\.)?[a-z][\w-]*$/i.test(key)) throw badSetting(key);
    const texts = (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== '');
    // First one that is there for sure: git fails where there is nothing to take away.
    await git(`set ${key}`, 'config', '--replace-all', key, texts[0] ?? 'unset');
    if (texts.length === 0) await git(`unset ${key}`, 'config', '--unset-all', key);
    for (const other of texts.slice(1)) await git(`set ${key}`, 'config', '--add', key, other);
  }
}

/** The submodules, where they are wanted. */
export async function fetchSubmodules(
  git: RunGit,
  { cloneSubmodules = false, depth = 1 }: CloneProperties,
): Promise<void> {
  if (!cloneSubmodules) return;
  await git('fetch the submodules', 'submodule', 'update', '--init', '--recursive', '--quiet', `--depth=${depth}`);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

function badSetting(key: string): TaskError {
  return new TaskError('GIT_BAD_SETTING', `\`gitConfig\` should have names such as core.fileMode, but has "${key}"`, {
    hint: 'write section.name or section.subsection.name',
    retryable: false,
  });
}
