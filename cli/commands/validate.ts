import type { Command } from 'commander';
import { expandFlowPath, findFlowFiles } from '../../src/project/flow-files.ts';
import { formatProblem } from '../../src/flow/index.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { coloursFor, usesColour } from '../output/colours.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony validate                      every flow below flows/
  gitphony validate flows/taxi.yaml      one file
  gitphony validate --json | jq '.problems[].message'

Exit status: 0 no errors, 2 errors.`;

/** `gitphony validate [paths…]`: pure; no network, no secrets, no plugin code. */
export const validateCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('[paths...]', 'flow files or folders; default: every flow of this repository')
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (paths: string[], options: { json?: boolean }) =>
        finish(await validate(paths, options.json === true)),
      );
  },
};

async function validate(paths: readonly string[], json: boolean): Promise<ExitCode> {
  const files = await listFiles(paths);
  const results = [];
  for (const file of files) {
    const project = await openProject(file);
    results.push(await readFlow(project, file));
  }
  const problems = results.flatMap((result) => result.problems);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (json) {
    await writeJson({ flows: files.length, errors, warnings: problems.length - errors, problems });
  } else {
    const colour = usesColour(process.stdout);
    for (const { problems: own, text } of results) {
      for (const problem of own) process.stdout.write(`${formatProblem(problem, text, { colour })}\n\n`);
    }
    process.stdout.write(`${summarize(files.length, errors, problems.length - errors)}\n`);
  }
  return errors > 0 ? 2 : 0;
}

async function listFiles(paths: readonly string[]): Promise<string[]> {
  if (paths.length > 0) return (await Promise.all(paths.map(expandFlowPath))).flat();
  const { root } = await openProject(process.cwd());
  return findFlowFiles(root);
}

function summarize(flows: number, errors: number, warnings: number): string {
  const colours = coloursFor(process.stdout);
  const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const text = `${count(flows, 'flow')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  return errors > 0 ? colours.red(text) : colours.green(text);
}
