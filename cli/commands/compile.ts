import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { WorkflowStatus } from '../../generator/index.ts';
import type { Problem } from '../../src/contract/source.ts';
import { findProjectRoot, findRepositoryFolder } from '../../src/project/project-root.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { type CompileOutcome, keepOutcome, readOutcome } from '../compile/compile-cache.ts';
import { type CompiledFolders, compileKey } from '../compile/compile-key.ts';
import { coloursFor, usesColour } from '../output/colours.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony compile            write .github/workflows/ for every flow below flows/
  gitphony compile --check    change nothing, exit 1 where a file is missing, stale, edited by hand or left over

Exit status: 0 done, 1 drift (with --check), 2 a flow is invalid or cannot run on GitHub as it is.`;

interface CompileOptions {
  readonly check?: boolean;
  readonly json?: boolean;
}

/** `gitphony compile`. */
export const compileCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .option('--check', 'change nothing, exit 1 on drift')
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (options: CompileOptions) => finish(await compile(options)));
  },
};

async function compile({ check = false, json = false }: CompileOptions): Promise<ExitCode> {
  const root = findProjectRoot(process.cwd());
  const repository = findRepositoryFolder(root);
  const outcome = await outcomeOf({ root, repository }, check);
  const errors = outcome.problems.filter(({ severity }) => severity === 'error').length;
  if (json) {
    await writeJson({ ...outcome, check });
  } else {
    await printProblems(
      outcome.problems.filter(({ severity }) => severity !== 'notice'),
      repository,
    );
    printReport(outcome, check);
  }
  if (errors > 0) return 2;
  return check && outcome.drift ? 1 : 0;
}

/** From the cache where the tree is the one that was compiled last. What would change files is always compiled anew. */
async function outcomeOf(folders: CompiledFolders, check: boolean): Promise<CompileOutcome> {
  const key = await compileKey(folders);
  const known = key === undefined ? undefined : readOutcome(folders.repository, key);
  if (known !== undefined && (check || !known.drift)) return known;
  const { compileTree } = await import('../compile/compile-tree.ts');
  const { outcome, asked } = await compileTree(folders.root, check);
  // Written files make another tree, whose outcome is not looked at here.
  if (key !== undefined && (check || !outcome.drift)) keepOutcome(folders.repository, { key, asked, outcome });
  return outcome;
}

/** A file is read again for the lines that it is shown by: mostly there are none. */
async function printProblems(problems: readonly Problem[], repository: string): Promise<void> {
  if (problems.length === 0) return;
  const { formatProblem } = await import('../../src/flow/format-problem.ts');
  const texts = new Map<string, string>();
  const colour = usesColour(process.stderr);
  for (const problem of problems) {
    const file = join(repository, problem.file);
    const text = texts.get(file) ?? (existsSync(file) ? readFileSync(file, 'utf8').replace(/^\uFEFF/, '') : '');
    texts.set(file, text);
    process.stderr.write(`${formatProblem(problem, text, { colour })}\n\n`);
  }
}

const words: Readonly<Record<WorkflowStatus, { readonly done: string; readonly check: string }>> = {
  unchanged: { done: 'unchanged', check: 'up to date' },
  missing: { done: 'written', check: 'missing' },
  stale: { done: 'updated', check: 'stale' },
  edited: { done: 'restored', check: 'edited by hand' },
  orphan: { done: 'removed', check: 'left over: its flow is gone' },
  refused: { done: 'not written', check: 'not written' },
};

function printReport({ workflows, drift }: CompileOutcome, check: boolean): void {
  const colours = coloursFor(process.stdout);
  for (const { path, source, status } of workflows) {
    const word = words[status][check ? 'check' : 'done'];
    const paint = status === 'unchanged' ? colours.dim : status === 'refused' ? colours.red : colours.green;
    process.stdout.write(`${paint(word.padEnd(12))} ${path}  ${colours.dim(`from ${source}`)}\n`);
  }
  if (workflows.length === 0) process.stdout.write('no flows below flows/\n');
  if (check && drift)
    process.stdout.write(`${colours.yellow('the workflows are not what the flows say: run gitphony compile')}\n`);
}
