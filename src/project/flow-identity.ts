import { readFile } from 'node:fs/promises';
import { UsageError } from '../contract/errors.ts';
import type { Problem } from '../contract/source.ts';
import type { ParsedFlow } from '../flow/index.ts';
import { findFlowFiles, projectPath } from './flow-files.ts';
import type { Project } from './project.ts';
import { fullName, readFlowName } from './flow-name.ts';
import { askGit } from '../util/ask-program.ts';

/** A flow file that was read. `file` is absolute. */
export interface ReadFlowFile extends Pick<ParsedFlow, 'text' | 'rangeOf'> {
  readonly file: string;
}

/** Where the flows of a project lie, and what their paths are relative to. */
export type ProjectFolders = Pick<Project, 'root' | 'repository'>;

/** Errors of files whose namespace and id another flow file of the project has too. */
export async function findDuplicates(
  { root, repository }: ProjectFolders,
  flows: readonly ReadFlowFile[],
): Promise<Problem[]> {
  const texts = new Map(flows.map(({ file, text }) => [file, text]));
  for (const file of await findFlowFiles(root)) if (!texts.has(file)) texts.set(file, await readFile(file, 'utf8'));
  const owners = new Map<string, string[]>();
  for (const [file, text] of [...texts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const name = fullName(readFlowName(text));
    if (name !== undefined) owners.set(name, [...(owners.get(name) ?? []), file]);
  }
  return flows.flatMap(({ file, text, rangeOf }) => {
    const name = fullName(readFlowName(text)) ?? '';
    const others = (owners.get(name) ?? [])
      .filter((other) => other !== file)
      .map((other) => projectPath(repository, other));
    if (others.length === 0) return [];
    return {
      severity: 'error',
      rule: 'duplicate-flow',
      message: `expected each namespace and id once in a project, ${name} is also the flow of ${others.join(', ')}`,
      hint: 'give one of them another id',
      file: projectPath(repository, file),
      range: rangeOf(['id']),
      path: ['id'],
    } satisfies Problem;
  });
}

/**
 * Errors of files whose id or namespace is not the one that the file has at a commit: executions, schedules and other flows
 * know a flow by its name. Files that the commit does not have are new and free.
 * @param base a branch, tag or commit
 * @throws UsageError BASE_UNKNOWN
 */
export async function findRenames(
  { repository }: Pick<ProjectFolders, 'repository'>,
  base: string,
  flows: readonly ReadFlowFile[],
): Promise<Problem[]> {
  const commit = await askGit(repository, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`]);
  if (!('output' in commit)) {
    throw new UsageError('BASE_UNKNOWN', `expected a branch, tag or commit of this repository, got "${base}"`, {
      hint: `fetch it first: git fetch origin ${base.replace(/^origin\//, '')}`,
    });
  }
  const problems: Problem[] = [];
  for (const flow of flows) {
    const file = projectPath(repository, flow.file);
    const before = await askGit(repository, ['show', `${commit.output.trim()}:./${file}`]);
    if ('output' in before) problems.push(...compareNames(before.output, flow, file, base));
  }
  return problems;
}

function compareNames(before: string, { text, rangeOf }: ReadFlowFile, file: string, base: string): Problem[] {
  const then = readFlowName(before);
  const now = readFlowName(text);
  return (['id', 'namespace'] as const).flatMap((key) => {
    if (then[key] === undefined || then[key] === now[key]) return [];
    return {
      severity: 'error',
      rule: 'flow-renamed',
      message: `the ${key} of this file is "${then[key]}" in ${base} and cannot change, got "${now[key] ?? 'nothing'}"`,
      hint: `write ${key}: ${then[key]} again; a flow of another name is another file`,
      file,
      range: rangeOf([key]),
      path: [key],
    } satisfies Problem;
  });
}
