import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { readWorkflows } from '../../generator/workflow-files.ts';
import { UsageError } from '../../src/contract/errors.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import { loadConfig } from '../../src/project/config.ts';
import { CONFIG_FILE, findFlowFiles } from '../../src/project/flow-files.ts';
import { fullName, readFlowName } from '../../src/project/flow-name.ts';
import { findProjectRoot } from '../../src/project/project-root.ts';

/** What is there before `init` begins. */
export interface Survey {
  /** Where flows/ is or will be, absolute. */
  readonly root: string;
  /** Where gitphony.yaml and .github/ are or will be: the git repository's top, else the root. */
  readonly repository: string;
  /** The root from the repository, with `/`; empty where they are one. */
  readonly prefix: string;
  /** What gitphony.yaml says; undefined where there is none. */
  readonly config: ProjectConfig | undefined;
  /** Flow files below flows/ and subflows/. */
  readonly flows: number;
  /** Workflow files that Gitphony did not make. */
  readonly foreignWorkflows: number;
}

/**
 * Looks at the folder and its git repository. A folder below the top of a repository is a monorepo's part; where the folder itself has no
 * flows/ but one of its folders has, that one is taken. Fails with INIT_EXISTS where the repository is somebody else's project, or has several such folders.
 */
export async function survey(dir: string): Promise<Survey> {
  const folder = resolve(dir);
  const repository = gitTop(folder) ?? folder;
  const config = existsSync(join(repository, CONFIG_FILE)) ? await loadConfig(repository) : undefined;
  const root = config === undefined ? ((await findFlowsBelow(folder)) ?? folder) : knownRoot(repository, folder);
  const files = await findFlowFiles(root);
  return {
    root,
    repository,
    prefix: relative(repository, root).replaceAll('\\', '/'),
    config,
    flows: files.length,
    foreignWorkflows: readWorkflows(repository).filter(({ marked }) => marked === undefined).length,
  };
}

/** The nearest folder, from this one upwards, with `.git`; the folder may not exist yet. */
function gitTop(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (current === dirname(current)) return undefined;
  }
}

function knownRoot(repository: string, folder: string): string {
  const root = findProjectRoot(repository);
  if (folder === repository || folder === root) return root;
  throw new UsageError(
    'INIT_EXISTS',
    `expected a repository without ${CONFIG_FILE}, found one whose project is ${relative(repository, root) || 'the repository itself'}`,
    {
      hint: `a repository has one project: add the flows to ${root === repository ? 'flows/' : `${relative(repository, root)}/flows/`}; nothing was written`,
    },
  );
}

/** A folder with flows/ of Kestra's language somewhere below, not too deep. */
async function findFlowsBelow(folder: string): Promise<string | undefined> {
  if (!existsSync(folder) || existsSync(join(folder, 'flows'))) return undefined;
  const { glob } = await import('tinyglobby');
  const files = await glob(['*/flows/**/*.{yaml,yml}', '*/*/flows/**/*.{yaml,yml}'], {
    cwd: folder,
    ignore: ['**/node_modules/**', '**/.*/**'],
  });
  const flows = files.filter((file) => fullName(readFlowName(readFileSync(join(folder, file), 'utf8'))) !== undefined);
  const roots = [...new Set(flows.map((file) => file.slice(0, file.indexOf('/flows/'))))].toSorted();
  if (roots.length > 1) {
    throw new UsageError('INIT_EXISTS', `expected one folder with flows/, found ${roots.join(', ')}`, {
      hint: `name the one that it is about: gitphony init ${roots[0] ?? ''}; nothing was written`,
    });
  }
  return roots[0] === undefined ? undefined : join(folder, roots[0]);
}
