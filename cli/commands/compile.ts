import type { Command } from 'commander';
import type { CompileReport, WorkflowStatus } from '../../generator/index.ts';
import { compileProject } from '../../generator/index.ts';
import type { Problem } from '../../src/contract/source.ts';
import { formatProblem } from '../../src/flow/index.ts';
import { projectPath } from '../../src/project/flow-files.ts';
import { openProject } from '../../src/project/project.ts';
import { type ReadFlow, readProjectFlows } from '../../src/project/read-flows.ts';
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
  const { parsed, flows, subflows, duplicates } = await readProjectFlows(project);
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
