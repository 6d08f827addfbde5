import type { Command } from 'commander';
import { type CostEstimate, estimateCost, planWorkflows } from '../../generator/index.ts';
import { count, describeTotal, dollars } from '../../generator/cost/print-cost.ts';
import { openProject } from '../../src/project/project.ts';
import { readProjectFlows } from '../../src/project/read-flows.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { lengthsOnGithub, localLengths } from '../cost/run-lengths.ts';
import { formatTable } from '../output/format-table.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony cost                  runs, minutes and money a month of each flow on GitHub
  gitphony cost --github         with the minutes that its runs on GitHub took
  gitphony cost --json | jq '.workflows[] | select(.money > 10)'

Runs are those of schedules and of the flows that follow them; what is started by hand, by requests and by events is not known ahead.
Minutes are the mean of past runs (here, or on GitHub with --github, for which the token needs Actions: read), each rounded up as it
is billed; where there is none, two a run, and it says so. Prices: docs/configuration.md, prices.
Exit status: 0, or 2 where GitHub or gitphony.yaml could not be read.`;

interface CostOptions {
  readonly json?: boolean;
  readonly github?: boolean;
}

/** `gitphony cost`. */
export const costCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .option('--github', 'take the minutes from the runs on GitHub')
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (options: CostOptions) => finish(await cost(options)));
  },
};

async function cost({ json = false, github = false }: CostOptions): Promise<ExitCode> {
  const project = await openProject(process.cwd());
  const { flows, subflows } = await readProjectFlows(project);
  const plans = await planWorkflows({ flows, called: subflows, config: project.config, registry: project.registry });
  const lengthOf = github ? await lengthsOnGithub(plans, project.root) : await localLengths();
  const estimate = estimateCost(plans, project.config, Date.now(), lengthOf);
  if (json) await writeJson(estimate);
  else process.stdout.write(`${describe(estimate)}\n`);
  return 0;
}

function describe(estimate: CostEstimate): string {
  if (estimate.workflows.length === 0) return 'no flows below flows/';
  const rows = estimate.workflows.map(({ name, runs, minutesARun, minutes, money, runner, basis }) => [
    name,
    count(runs),
    count(minutesARun),
    count(minutes),
    money === undefined ? '?' : dollars(money),
    runner,
    basis,
  ]);
  const header = ['WORKFLOW', 'RUNS A MONTH', 'MINUTES A RUN', 'MINUTES', 'MONEY', 'RUNNER', 'MINUTES FROM'];
  return `${formatTable(header, rows, { right: [1, 2, 3, 4] })}\n\n${describeTotal(estimate)}`;
}
