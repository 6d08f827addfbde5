import { TaskError } from '../../../contract/errors.ts';

/** Lines of a package manager that say nothing of the cause. */
const noise = /^(?:Using (?:CPython|Python)|warning: |Resolved |Prepared |\[notice\]|\s*$)/u;
const LONGEST = 12;

/** The error of a package manager that could not install a list: names the requirements that it speaks of, in its own words. */
export function installFailure(manager: 'uv' | 'pip', requirements: readonly string[], output: string): TaskError {
  const lines = output.split('\n').filter((line) => !noise.test(line));
  const first = lines.findIndex((line) => /error|×/iu.test(line));
  const words = (first === -1 ? lines : lines.slice(first)).slice(0, LONGEST).join('\n');
  const culprits = requirements.filter((requirement) => isNamed(requirement, words));
  const named = culprits.length === 0 ? requirements : culprits;
  const cannot =
    /No solution found|not found in the package registry|No matching distribution|Failed to parse|Invalid requirement/iu;
  return new TaskError(
    'DEPENDENCIES_NOT_INSTALLED',
    `Python's dependencies could not be installed: ${named.join(', ')}\n${manager}: ${words}`,
    {
      retryable: !cannot.test(words),
      hint: 'Check the name and version of what it speaks of, and the network; UV_ and PIP_ variables (an index of your own: UV_DEFAULT_INDEX, PIP_INDEX_URL) may stand in `env`.',
    },
  );
}

function isNamed(requirement: string, words: string): boolean {
  const name = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/u.exec(requirement)?.[0] ?? requirement;
  const pattern = name
    .split(/[-_.]+/u)
    .map((part) => part.replaceAll(/[^\w]/gu, String.raw`\$&`))
    .join('[-_.]+');
  return new RegExp(`(?:^|[^\\w.-])${pattern}(?![\\w-])`, 'iu').test(words);
}
