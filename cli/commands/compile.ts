import type { Command } from 'commander';
import type { CompileReport, WorkflowStatus } from '../../generator/index.ts';
import { compileProject } from '../../generator/index.ts';
import type { Flow } from '../../src/contract/flow.ts';
import type { Problem } from '../../src/contract/source.ts';
import { formatProblem, type ParsedFlow } from '../../src/flow/index.ts';
import { findFlowFiles, projectPath } from '../../src/project/flow-files.ts';
import { findDuplicates } from '../../src/project/flow-identity.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import type { CommandModule, ExitCode } from '../command.ts';
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
  const project = await openProject(process.cwd());
  const parsed: ReadFlow[] = [];
  const subflows: Flow[] = [];
  for (const file of await findFlowFiles(project.root)) {
    const read = { file, ...(await readFlow(project, file)) };
    // Subflows run inside the flows that call them.
    if (!file.startsWith(`${project.root}/subflows/`)) parsed.push(read);
    else if (read.flow !== undefined) subflows.push(read.flow);
  }
  const duplicates = await findDuplicates(project.root, parsed);
  const taken = new Set(duplicates.map(({ file }) => file));
  const flows = parsed.flatMap((read) =>
    read.flow === undefined || taken.has(read.flow.file) ? [] : [{ flow: read.flow, context: read }],
  );
  const report = await compileProject({
    root: project.root,
    flows,
    called: subflows,
    config: project.config,
    registry: project.registry,
    check,
  });
  const problems = [...parsed.flatMap((flow) => flow.problems), ...duplicates, ...report.problems];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (json) {
    await writeJson({ workflows: report.workflows, problems, drift: report.drift, check });
  } else {
    const told = problems.filter(({ severity }) => severity !== 'notice');
    printProblems(told, parsed, project.root);
    printReport(report, check);
  }
  if (errors > 0) return 2;
  return check && report.drift ? 1 : 0;
}

interface ReadFlow extends ParsedFlow {
  readonly file: string;
}

function printProblems(problems: readonly Problem[], parsed: readonly ReadFlow[], root: string): void {
  const texts = new Map(parsed.map(({ file, text }) => [projectPath(root, file), text]));
  const colour = usesColour(process.stderr);
  for (const problem of problems) {
    process.stderr.write(`${formatProblem(problem, texts.get(problem.file) ?? '', { colour })}\n\n`);
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

function printReport({ workflows, drift }: CompileReport, check: boolean): void {
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
