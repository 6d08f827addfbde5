import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import type { Problem } from '../../src/contract/source.ts';
import { formatProblem, type ParsedFlow } from '../../src/flow/index.ts';
import { expandFlowPath, findFlowFiles, projectPath } from '../../src/project/flow-files.ts';
import { findDuplicates, findRenames } from '../../src/project/flow-identity.ts';
import { openProject, type Project, readFlow } from '../../src/project/project.ts';
import { findProjectRoot } from '../../src/project/project-root.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { coloursFor, usesColour } from '../output/colours.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony validate                      every flow below flows/
  gitphony validate flows/taxi.yaml      one file
  gitphony validate --base origin/main   also refuse a changed id or namespace
  gitphony validate --fix                write the names of today where flows have older ones
  gitphony validate --fix --dry-run      only show the lines that this would change
  gitphony validate --dry-run-sql        also ask BigQuery, PostgreSQL and DuckDB about SQL
  gitphony validate --json | jq '.problems[].message'

Exit status: 0 no errors, 2 errors. Notices tell of older names that still work, and of passwords that are written out.
--fix changes nothing of what a flow does, and leaves what is not a mere name to you.`;

interface ValidateOptions {
  readonly json?: boolean;
  readonly base?: string;
  readonly dryRunSql?: boolean;
  readonly fix?: boolean;
  readonly dryRun?: boolean;
}

/** `gitphony validate [paths…]`: pure; no network, no secrets, no plugin code, but where `--dry-run-sql` asks for them. */
export const validateCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('[paths...]', 'flow files or folders; default: every flow of this repository')
      .option('--base <ref>', 'refuse flows whose id or namespace differs from this branch, tag or commit')
      .option('--dry-run-sql', 'ask the services behind SQL tasks what they say of it; uses secrets and network')
      .option('--fix', 'write the names of today where flows have older ones; comments and layout stay')
      .option('--dry-run', 'with --fix: show the lines, change nothing')
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (paths: string[], options: ValidateOptions) => finish(await validate(paths, options)));
  },
};

async function validate(
  paths: readonly string[],
  { json, base, dryRunSql, fix = false, dryRun = false }: ValidateOptions,
): Promise<ExitCode> {
  checkFixOptions(fix, dryRun, json === true);
  const files = await listFiles(paths);
  const results: CheckedFlow[] = [];
  for (const file of files) {
    const project = await openProject(file);
    const parsed = await readFlow(project, file);
    results.push({ file, project, ...(fix ? await renamed(project, file, parsed, dryRun) : parsed) });
  }
  await checkIdentity(results, base);
  const sql = dryRunSql === true ? await checkSql(results) : undefined;
  const problems = results.flatMap((result) => result.problems);
  const counts = countProblems(problems);
  if (json === true) {
    await writeJson({ flows: files.length, ...counts, problems, ...(sql === undefined ? {} : { sql }) });
  } else {
    const colour = usesColour(process.stdout);
    for (const { problems: own, text } of results) {
      for (const problem of own) process.stdout.write(`${formatProblem(problem, text, { colour })}\n\n`);
    }
    for (const { file, task, trigger, note } of sql ?? []) {
      const owner = task === undefined ? `trigger "${trigger ?? ''}"` : `task "${task}"`;
      process.stdout.write(`${file}: ${owner}: ${note ?? 'fine'}\n`);
    }
    process.stdout.write(`${summarize(files.length, counts)}\n`);
    if (files.length === 0) process.stdout.write(`${noFlows(paths)}\n`);
  }
  return counts.errors > 0 ? 2 : 0;
}

function checkFixOptions(fix: boolean, dryRun: boolean, json: boolean): void {
  if (dryRun && !fix) {
    throw new UsageError('OPTION_INVALID', 'expected --fix with --dry-run, got --dry-run alone', {
      hint: 'validate without --fix changes nothing anyway; --dry-run-sql asks services about SQL',
    });
  }
  if (fix && json) {
    throw new UsageError('OPTION_INVALID', 'expected --fix or --json, got both', {
      hint: 'the problems of --json say by `rename` what --fix would write',
    });
  }
}

async function renamed(project: Project, file: string, parsed: ParsedFlow, dryRun: boolean): Promise<ParsedFlow> {
  const { writeNewNames } = await import('../validate/write-new-names.ts');
  return writeNewNames(project, file, parsed, { dryRun });
}

interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly notices: number;
}

function countProblems(problems: readonly Problem[]): Counts {
  const count = (wanted: Problem['severity']): number => problems.filter(({ severity }) => severity === wanted).length;
  return { errors: count('error'), warnings: count('warning'), notices: count('notice') };
}

interface CheckedFlow extends ParsedFlow {
  readonly file: string;
  readonly project: Project;
  problems: readonly Problem[];
}

/** What no file can tell alone: whether another has its name, and whether it had another name before. */
async function checkIdentity(results: readonly CheckedFlow[], base: string | undefined): Promise<void> {
  for (const project of new Map(results.map((result) => [result.project.root, result.project])).values()) {
    const own = results.filter((result) => result.project.root === project.root);
    const found = await findDuplicates(project, own);
    if (base !== undefined) found.push(...(await findRenames(project, base, own)));
    for (const result of own) {
      const path = projectPath(project.repository, result.file);
      result.problems = [...result.problems, ...found.filter(({ file }) => file === path)];
    }
  }
}

interface FineSql {
  readonly file: string;
  readonly task?: string;
  readonly trigger?: string;
  readonly note?: string;
}

/** SQL that the service behind it finds right; what it does not is added to the problems. */
async function checkSql(results: readonly CheckedFlow[]): Promise<readonly FineSql[]> {
  const [{ dryRunSql }, { createEngineHost }, { startServicesFor }] = await Promise.all([
    import('../../src/project/dry-run-sql.ts'),
    import('../../src/project/engine-host.ts'),
    import('../../src/project/services.ts'),
  ]);
  const { signal } = new AbortController();
  const fine: FineSql[] = [];
  for (const result of results) {
    const { flow, project } = result;
    if (flow === undefined) continue;
    const { secrets, notes } = await startServicesFor(flow, project.config, project.root);
    for (const note of notes) process.stderr.write(`${note}\n`);
    const host = await createEngineHost(project, { readOnly: true, secrets });
    for (const { owner, id, problem, note } of await dryRunSql(flow, result, host, signal)) {
      if (problem !== undefined) result.problems = [...result.problems, problem];
      else fine.push({ file: flow.file, [owner]: id, ...(note === undefined ? {} : { note }) });
    }
  }
  return fine;
}

async function listFiles(paths: readonly string[]): Promise<string[]> {
  if (paths.length > 0) return (await Promise.all(paths.map(expandFlowPath))).flat();
  const { root } = await openProject(process.cwd());
  return findFlowFiles(root);
}

function noFlows(paths: readonly string[]): string {
  const where = paths.length === 0 ? `below ${findProjectRoot(process.cwd())}` : `at ${paths.join(', ')}`;
  return `  hint: there are no flows ${where}: put them into flows/, name files or folders, or begin with gitphony init`;
}

function summarize(flows: number, { errors, warnings, notices }: Counts): string {
  const colours = coloursFor(process.stdout);
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const text = `${count(flows, 'flow')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}${notices === 0 ? '' : `, ${count(notices, 'notice')}`}`;
  return errors > 0 ? colours.red(text) : colours.green(text);
}
