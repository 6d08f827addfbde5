import type { Command } from 'commander';
import type { TriggerRecord } from '../../src/contract/events.ts';
import { UsageError } from '../../src/contract/errors.ts';
import { chooseTrigger, tickRecord } from '../../src/project/backfill.ts';
import { parseInstant } from '../../src/project/instant.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { type FlowToRun, openFlow } from '../flow-to-run.ts';
import { collect, parseLabels, parseLevel, readInputs } from '../options.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import { writeJson } from '../output/print-json.ts';
import { openRunner } from '../run-flow.ts';

const help = `
Examples:
  gitphony run flows/hello.yaml
  gitphony run zoomcamp.04_postgres_taxi -i taxi=green -i month=02
  gitphony run flows/taxi-scheduled.yaml --trigger green_schedule --date 2019-01-01T09:00
  gitphony run flows/hello.yaml --json | jq .state.current

Logs go to stderr, whose first line is "execution <id>".
Exit status: 0 SUCCESS or WARNING, 1 FAILED, KILLED or CANCELLED, 2 invalid flow or input, 3 somebody must act.`;

interface RunOptions {
  readonly input: readonly string[];
  readonly inputs?: string;
  readonly label: readonly string[];
  readonly trigger?: string;
  readonly date?: string;
  readonly level: string;
  readonly json?: boolean;
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
      .option('--level <level>', 'show log records from this level on (TRACE, DEBUG, INFO, WARN, ERROR)', 'INFO')
      .option('--json', 'the execution as one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (flow: string, options: RunOptions) => finish(await run(flow, options)));
  },
};

async function run(reference: string, options: RunOptions): Promise<ExitCode> {
  const opened = await openFlow(reference);
  const inputs = await readInputs(options.input, options.inputs);
  const labels = parseLabels(options.label);
  const trigger = await findTrigger(opened, options);
  const runner = await openRunner(opened, parseLevel(options.level));
  try {
    const execution = await runner.run({ inputs, labels, ...(trigger === undefined ? {} : { trigger }) });
    process.exitCode = exitCodeOf(execution.state.current);
    if (options.json === true) await writeJson(execution);
    return exitCodeOf(execution.state.current);
  } finally {
    runner.close();
  }
}

async function findTrigger({ flow, project }: FlowToRun, options: RunOptions): Promise<TriggerRecord | undefined> {
  if (options.trigger === undefined && options.date === undefined) return undefined;
  const trigger = await chooseTrigger(flow, project.registry, options.trigger);
  const instant =
    options.date === undefined
      ? trigger.ticks.previous(Date.now())
      : parseInstant(options.date, trigger.timezone, 'start');
  if (instant === undefined) {
    throw new UsageError('NO_TICK', `expected a tick of ${trigger.node.id} in the past, it has none`, {
      hint: 'give --date',
    });
  }
  return tickRecord(trigger, instant);
}
