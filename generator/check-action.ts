import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { Problem } from '../src/contract/source.ts';

/**
 * Refuses workflows that name an action by a path where none lies: GitHub finds that out only when the job runs.
 * `exists` answers for a path relative to the project's root.
 */
export function checkAction(config: ProjectConfig, exists: (path: string) => boolean): Problem | undefined {
  const { uses } = config.action;
  if (!uses.startsWith('./')) return undefined;
  const folder = uses.slice('./'.length).replace(/\/+$/, '');
  const files = ['action.yml', 'action.yaml'].map((name) => (folder === '' ? name : `${folder}/${name}`));
  if (files.some(exists)) return undefined;
  const start = { offset: 0, line: 1, column: 1 };
  return {
    severity: 'error',
    rule: 'missing-action',
    message: `the workflows would use the action at ${uses}, but this repository has no ${files[0] ?? uses}: every run would fail on GitHub`,
    hint: 'copy the folder action/ of Gitphony (action.yml and dist/) into the repository (gitphony init does it), or set action: owner/name/action@<commit> in gitphony.yaml',
    file: 'gitphony.yaml',
    range: { start, end: start },
  };
}
