import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { type FlowToRun, openFlow } from '../flow-to-run.ts';
import { collect, parseLabels, parseLevel, parseRunner, readInputs, runnerOptionText } from '../options.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import { writeJson } from '../output/print-json.ts';
import type { GithubRun } from '../run-on-github.ts';
import { openRunner } from '../run-flow.ts';
import { namesTrigger, type TriggerOptions } from '../trigger-options.ts';
import type { TriggerToRun } from '../trigger-found.ts';

const help = `
Examples:
  gitphony run flows/hello.yaml
  gitphony run zoomcamp.04_postgres_taxi -i taxi=green -i month=02
  gitphony run flows/taxi-scheduled.yaml --trigger green_schedule --date 2019-01-01T09:00
  gitphony run flows/report.yaml --trigger after_load --execution last
  gitphony run flows/take-in.yaml --trigger incoming       polls once, runs where something is there
  gitphony run flows/on-order.yaml --trigger hook --body order.json --header 'X-Source: shop' --parameter q=1
  gitphony run flows/hello.yaml --github --ref my-branch --env dev -i name=Ada
  gitphony run flows/hello.yaml --json | jq .state.current

A trigger whose conditions do not hold, or whose poll finds nothing, starts nothing: exit status 0, and --json prints null.
Logs go to stderr, whose first line is "execution <id>".
Exit status: 0 SUCCESS or WARNING, 1 FAILED, KILLED or CANCELLED, 2 invalid flow or input, 3 somebody must act.`;

interface RunOptions extends TriggerOptions {
  readonly input: readonly string[];
  readonly inputs?: string;
  readonly label: readonly string[];
  readonly level: string;
  readonly runner?: string;
  readonly json?: boolean;
  readonly github?: boolean;
  readonly ref?: string;
  readonly env?: string;
}

/** `gitphony run <flow>`. */
export const runCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('<flow>', "a flow's file or its namespace.id")
      .option('-i, --input <key=value>', 'an input; repeat for more', collect, [])
      .option('--inputs <file>', 'a JSON object of inputs')
      .option('--label <key=value>', 'a label of the execution; repeat for more', collect, [])
      .option('--trigger <id>', 'run as this trigger would')
      .option('--date <instant>', 'the planned time that the trigger stands for (ISO 8601); default: its last tick')
      .option('--execution <id>', 'run as a Flow trigger would after this execution; `last` is the newest')
      .option('--body <file>', 'run as a Webhook trigger would on a request with this body; - reads stdin')
      .option('--header <name: value>', 'a header of the request; repeat for more', collect, [])
      .option('--parameter <name=value>', 'a parameter of the request; repeat for more', collect, [])
      .option('--key <key>', 'the key of the request: finds the trigger, as it does from outside')
      .option('--level <level>', 'show log records from this level on (TRACE, DEBUG, INFO, WARN, ERROR)', 'INFO')
      .option('--runner <runner>', runnerOptionText)
      .option('--github', 'start its workflow on GitHub; needs a token (GITPHONY_TOKEN, or gh auth login)')
      .option('--ref <branch>', 'with --github: the branch or tag; default: the default branch')
      .option('--env <environment>', 'with --github: refuse unless jobs of the branch run in this environment')
      .option('--json', 'the execution as one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (flow: string, options: RunOptions) => finish(await run(flow, options)));
  },
};

async function run(reference: string, options: RunOptions): Promise<ExitCode> {
  const opened = await openFlow(reference);
  const inputs = await readInputs(options.input, options.inputs);
  const labels = parseLabels(options.label);
  if (options.github === true) return startOnGithub(opened, { ...options, inputs, labels });
  const remote = options.ref !== undefined ? '--ref' : options.env === undefined ? undefined : '--env';
  if (remote !== undefined) {
    throw new UsageError(
      'OPTION_INVALID',
      `expected --github beside ${remote}: a run here takes the flow as it lies here`,
    );
  }
  const { record: trigger, skipped, executionId, remember } = await findTrigger(opened, options);
  if (skipped !== undefined) {
    process.stderr.write(`nothing to do: ${skipped}\n`);
    if (options.json === true) await writeJson(null);
    return 0;
  }
  const runner = await openRunner(opened, parseLevel(options.level), { runner: parseRunner(options.runner) });
  try {
    const request = {
      inputs,
      labels,
      ...(trigger === undefined ? {} : { trigger }),
      ...(executionId === undefined ? {} : { executionId }),
    };
    const execution = await runner.run(request, remember);
    process.exitCode = exitCodeOf(execution.state.current);
    if (options.json === true) await writeJson(execution);
    return exitCodeOf(execution.state.current);
  } finally {
    runner.close();
  }
}

async function startOnGithub(opened: FlowToRun, run: GithubRun): Promise<ExitCode> {
  const { runOnGithub } = await import('../run-on-github.ts');
  const address = await runOnGithub(opened, run);
  process.stdout.write(
    address === undefined ? 'started; see gitphony executions or the Actions tab\n' : `${address}\n`,
  );
  return 0;
}

/** What plans and judges times is loaded only for a run that stands for a trigger: most do not. */
async function findTrigger(opened: FlowToRun, options: TriggerOptions): Promise<TriggerToRun> {
  if (!namesTrigger(options)) return {};
  const { findTriggerToRun } = await import('../trigger-to-run.ts');
  return findTriggerToRun(opened, options);
}
