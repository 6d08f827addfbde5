import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import type { Execution } from '../../src/contract/execution.ts';
import type { TriggerRecord } from '../../src/contract/events.ts';
import { planBackfill, tickRecord } from '../../src/project/backfill.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import type { ValueMap } from '../../src/util/values.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { orderBackfill } from '../backfill-order.ts';
import { type FlowToRun, openFlow } from '../flow-to-run.ts';
import { collect, parseLabels, parseLevel, parseRunner, readInputs, runnerOptionText } from '../options.ts';
import { coloursFor } from '../output/colours.ts';
import { paintState } from '../output/console-view.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import { formatTable } from '../output/format-table.ts';
import { formatSeconds } from '../output/format-time.ts';
import { writeJson } from '../output/print-json.ts';
import { openRunner } from '../run-flow.ts';

const help = `
Examples:
  gitphony backfill flows/taxi-scheduled.yaml --start 2019-01-01 --end 2019-06-30 --trigger green_schedule
  gitphony backfill flows/taxi-scheduled.yaml --start 2019-01-01 --end 2019-06-30 --trigger green_schedule --dry-run
  gitphony backfill flows/taxi-scheduled.yaml --start 2019-01-01 --end 2021-12-31 --trigger green_schedule --dispatch

Both ends of the window count; a date without a time is the whole day in the trigger's time zone.
Ticks at which the trigger's conditions do not hold are left out.
Ticks run one after another, oldest first, until the trigger's stopAfter ends them. Exit status: 0 all good, 1 at least one failed, 2 invalid.`;

interface BackfillOptions {
  readonly start: string;
  readonly end?: string;
  readonly trigger?: string;
  readonly input: readonly string[];
  readonly inputs?: string;
  readonly label: readonly string[];
  readonly dryRun?: boolean;
  readonly dispatch?: boolean;
  readonly ref?: string;
  readonly mode?: string;
  readonly failFast?: boolean;
  readonly level: string;
  readonly runner?: string;
  readonly json?: boolean;
}

/** `gitphony backfill <flow> --start --end`. */
export const backfillCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('<flow>', "a flow's file or its namespace.id")
      .requiredOption('--start <date>', 'first instant of the window, included')
      .option('--end <date>', 'last instant of the window, included; default: now')
      .option('--trigger <id>', 'which schedule; needed where the flow has several')
      .option('-i, --input <key=value>', "an input for every execution; beats the trigger's", collect, [])
      .option('--inputs <file>', 'a JSON object of inputs')
      .option('--label <key=value>', 'a label of every execution; repeat for more', collect, [])
      .option('--dry-run', 'list the ticks and run nothing')
      .option('--dispatch', 'let GitHub run it; the token needs Actions: write')
      .option('--ref <branch>', 'with --dispatch: the branch that runs; default: the default branch')
      .option('--mode <mode>', 'with --dispatch: matrix or in-order; default: as gitphony.yaml says')
      .option('--fail-fast', 'stop after the first execution that fails')
      .option(
        '--level <level>',
        'show log records from this level on (TRACE, DEBUG, INFO, WARN, ERROR); each task from INFO on down',
        'WARN',
      )
      .option('--runner <runner>', runnerOptionText)
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (flow: string, options: BackfillOptions) => finish(await backfill(flow, options)));
  },
};

async function backfill(reference: string, options: BackfillOptions): Promise<ExitCode> {
  const opened = await openFlow(reference);
  const { trigger, ticks } = await planBackfill(
    opened.flow,
    opened.project.registry,
    () => createEngineHost(opened.project),
    options,
  );
  const records: TriggerRecord[] = [];
  for (const tick of ticks) records.push(await tickRecord(trigger, tick));
  const stopAfter: readonly unknown[] = Array.isArray(trigger.properties['stopAfter'])
    ? trigger.properties['stopAfter']
    : [];
  if (options.dryRun === true) {
    const dates = records.map(({ variables }) => printDate(variables['date']));
    if (options.json === true) await writeJson({ trigger: trigger.node.id, ticks: dates });
    else process.stdout.write(`${dates.join('\n')}\n`);
    return 0;
  }
  const inputs = await readInputs(options.input, options.inputs);
  const labels = parseLabels(options.label);
  if (options.dispatch === true) return dispatch(opened, trigger.node.id, ticks.length, { inputs, labels }, options);
  const runner = await openRunner(opened, parseLevel(options.level), { runner: parseRunner(options.runner) });
  const executions: Execution[] = [];
  try {
    for (const record of records) {
      runner.note(
        `${String(executions.length + 1)}/${records.length} ${trigger.node.id} ${printDate(record.variables['date'])}`,
      );
      const execution = await runner.run({ inputs, labels, trigger: record });
      executions.push(execution);
      const { current } = execution.state;
      if (current === 'KILLED' || (options.failFast === true && exitCodeOf(current) !== 0)) break;
      if (stopAfter.includes(current)) {
        runner.note(`${trigger.node.id} stops after ${current} (stopAfter)`);
        break;
      }
    }
  } finally {
    runner.close();
  }
  if (options.json === true) await writeJson({ trigger: trigger.node.id, executions });
  else process.stdout.write(`${describeExecutions(executions)}\n`);
  return executions.length === records.length && executions.every(({ state }) => exitCodeOf(state.current) === 0)
    ? 0
    : 1;
}

/** The window was planned here first: what GitHub would refuse is told now. */
async function dispatch(
  { project, flow }: FlowToRun,
  trigger: string,
  count: number,
  given: { readonly inputs: ValueMap; readonly labels: Readonly<Record<string, string>> },
  { start, end, mode, ref, json = false }: BackfillOptions,
): Promise<ExitCode> {
  if (mode !== undefined && mode !== 'matrix' && mode !== 'in-order') {
    throw new UsageError('OPTION_INVALID', `expected --mode with matrix or in-order, got "${mode}"`);
  }
  const page = await orderBackfill(project.root, flow, { ...given, start, end, trigger, mode, ref });
  if (json) await writeJson({ trigger, ticks: count, url: page });
  else process.stdout.write(`${count} ${count === 1 ? 'tick' : 'ticks'} of ${trigger}: ${page}\n`);
  return 0;
}

function describeExecutions(executions: readonly Execution[]): string {
  const colours = coloursFor(process.stdout);
  const rows = executions.map(({ id, state, trigger }) => [
    printDate(trigger?.variables['date']),
    paintState(state.current, colours),
    formatSeconds(state.duration),
    id,
  ]);
  return formatTable(['TICK', 'STATE', 'TOOK', 'EXECUTION'], rows, { right: [2] });
}

function printDate(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
