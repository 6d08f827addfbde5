import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import type { TriggerRecord } from '../../src/contract/events.ts';
import { type BackfillPlan, planBackfill, tickRecord } from '../../src/project/backfill.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { openProject } from '../../src/project/project.ts';
import { findStateDirectory } from '../../src/project/project-root.ts';
import { skipSucceeded } from '../../src/util/dispatch-fields.ts';
import type { ValueMap } from '../../src/util/values.ts';
import { openBackfills } from '../backfill/local-backfill.ts';
import { orderBackfill } from '../backfill/order.ts';
import { readParallel, runLocally, skippedHere } from '../backfill/here.ts';
import { printDate } from '../backfill/run-here.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { type FlowToRun, openFlow } from '../flow-to-run.ts';
import { collect, parseLabels, parsePairs, readInputs, runnerOptionText } from '../options.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony backfill flows/taxi-scheduled.yaml --start 2019-01-01 --end 2019-06-30 --trigger green_schedule
  gitphony backfill flows/taxi-scheduled.yaml --start 2019-01-01 --end 2019-06-30 --trigger green_schedule --dry-run
  gitphony backfill flows/taxi-scheduled.yaml --start 2019-01-01 --end 2021-12-31 --trigger green_schedule --dispatch
  gitphony backfill flows/taxi-scheduled.yaml --start 2019-01-01 --end 2021-12-31 --trigger green_schedule --skip succeeded
  gitphony backfill status 1234567                     how the ticks of a backfill on GitHub stand (--json)
  gitphony backfill --resume 1234567                   dispatch it again without the ticks that have succeeded in it
  gitphony backfill --resume 3fKq0s9aVbTnCw5rXyZ1Ud    the same for one of this machine, which tells its id when it begins

Both ends of the window count; a date without a time is the whole day in the trigger's time zone.
Ticks at which the trigger's conditions do not hold are left out.
Here ticks run oldest first, one after another or --parallel at once, until the trigger's stopAfter ends them.
Exit status: 0 all good, 1 at least one failed or has not run, 2 invalid.`;

interface BackfillOptions {
  readonly start?: string;
  readonly end?: string;
  readonly trigger?: string;
  readonly input: readonly string[];
  readonly inputs?: string;
  readonly label: readonly string[];
  readonly dryRun?: boolean;
  readonly dispatch?: boolean;
  readonly ref?: string;
  readonly mode?: string;
  readonly skip?: string;
  readonly parallel?: string;
  readonly resume?: string;
  readonly failFast?: boolean;
  readonly level: string;
  readonly runner?: string;
  readonly json?: boolean;
}

/** `gitphony backfill <flow> --start --end`. */
export const backfillCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .argument('[flow]', "a flow's file or its namespace.id")
      .option('--start <date>', 'first instant of the window, included')
      .option('--end <date>', 'last instant of the window, included; default: now')
      .option('--trigger <id>', 'which schedule; needed where the flow has several')
      .option('-i, --input <key=value>', "an input for every execution; beats the trigger's", collect, [])
      .option('--inputs <file>', 'a JSON object of inputs')
      .option('--label <key=value>', 'a label of every execution; repeat for more', collect, [])
      .option('--dry-run', 'list the ticks and run nothing')
      .option('--dispatch', 'let GitHub run it; the token needs Actions: write')
      .option('--ref <branch>', 'with --dispatch: the branch that runs; default: the default branch')
      .option('--mode <mode>', 'with --dispatch: matrix or in-order; default: as gitphony.yaml says')
      .option(
        '--skip <which>',
        'leave out ticks that have succeeded (succeeded), or that did so in a backfill (its run or id)',
      )
      .option('--parallel <n>', 'how many ticks run at once, at most; here 1 by default')
      .option('--resume <backfill>', 'go on with a backfill: the number of its run on GitHub, or its id here')
      .option('--fail-fast', 'stop after the first execution that fails')
      .option(
        '--level <level>',
        'show log records from this level on (TRACE, DEBUG, INFO, WARN, ERROR); each task from INFO on down',
        'WARN',
      )
      .option('--runner <runner>', runnerOptionText)
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (flow: string | undefined, options: BackfillOptions) => finish(await backfill(flow, options)));
    command
      .command('status')
      .description('how the ticks of a backfill stand')
      .argument('<backfill>', 'the number of its run on GitHub, or its id here')
      .option('--json', 'one JSON document on stdout')
      .action(async (reference: string, _own: object, status: Command) => {
        const { showStatus } = await import('../backfill/status.ts');
        finish(await showStatus(reference, status.optsWithGlobals()));
      });
  },
};

async function backfill(reference: string | undefined, options: BackfillOptions): Promise<ExitCode> {
  if (options.resume !== undefined) return resume(options.resume, options);
  if (reference === undefined || options.start === undefined) {
    throw new UsageError('OPTION_INVALID', 'expected a flow and --start, or --resume with a backfill', {
      hint: 'see: gitphony backfill --help',
    });
  }
  const opened = await openFlow(reference);
  const plan = await planTicks(opened, { ...options, start: options.start });
  const { trigger, ticks } = plan;
  const inputs = await readInputs(options.input, options.inputs);
  const labels = parseLabels(options.label);
  if (options.dispatch === true && options.dryRun !== true) {
    return dispatch(opened, trigger.node.id, ticks.length, { inputs, labels }, { ...options, start: options.start });
  }
  const folder = openBackfills(findStateDirectory(opened.project.root));
  const skipped = await skippedHere(opened, trigger.node.id, folder, options.skip);
  const records: TriggerRecord[] = [];
  for (const tick of ticks) if (!skipped.has(tick)) records.push(await tickRecord(trigger, tick));
  const dates = records.map(({ variables }) => printDate(variables['date']));
  if (options.dryRun === true) {
    if (options.json === true) await writeJson({ trigger: trigger.node.id, ticks: dates });
    else process.stdout.write(`${dates.join('\n')}\n`);
    return 0;
  }
  const end = options.end ?? new Date().toISOString();
  const { namespace, id, inputs: declared } = opened.flow;
  const secret = new Set(declared.filter(({ type }) => type === 'SECRET').map((input) => input.id));
  const kept = Object.fromEntries(Object.entries(inputs).filter(([key]) => !secret.has(key)));
  const order = { flow: `${namespace}.${id}`, trigger: trigger.node.id, start: options.start, end, labels, dates };
  return runLocally(opened, trigger, folder, await folder.create({ ...order, inputs: kept }), records, {
    ...options,
    inputs,
  });
}

async function resume(reference: string, options: BackfillOptions): Promise<ExitCode> {
  if (/^\d+$/.test(reference)) {
    const { resumeOnGithub } = await import('../backfill/resume.ts');
    const inputs = parsePairs(options.input, '-i');
    const page = await resumeOnGithub(Number(reference), { ref: options.ref, inputs });
    if (options.json === true) await writeJson({ url: page });
    else process.stdout.write(`${page}\n`);
    return 0;
  }
  const folder = openBackfills(findStateDirectory((await openProject(process.cwd())).root));
  const known = await folder.read(reference);
  const opened = await openFlow(known.flow);
  const { trigger, ticks } = await planTicks(opened, known);
  const left = new Set(known.dates);
  for (const { date, state } of known.ran) if (exitCodeOf(state) === 0) left.delete(date);
  const records: TriggerRecord[] = [];
  for (const tick of ticks) {
    const record = await tickRecord(trigger, tick);
    if (left.has(printDate(record.variables['date']))) records.push(record);
  }
  const inputs = { ...known.inputs, ...(await readInputs(options.input, options.inputs)) };
  return runLocally(opened, trigger, folder, known, records, { ...options, inputs });
}

function planTicks(
  { flow, project }: FlowToRun,
  { start, end, trigger }: { readonly start: string; readonly end?: string; readonly trigger?: string },
): Promise<BackfillPlan> {
  const window = { start, ...(end === undefined ? {} : { end }), ...(trigger === undefined ? {} : { trigger }) };
  return planBackfill(flow, project.registry, () => createEngineHost(project), window);
}

/** The window was planned here first: what GitHub would refuse is told now. */
async function dispatch(
  { project, flow }: FlowToRun,
  trigger: string,
  count: number,
  given: { readonly inputs: ValueMap; readonly labels: Readonly<Record<string, string>> },
  { start, end, mode, ref, skip, json = false, ...more }: BackfillOptions & { readonly start: string },
): Promise<ExitCode> {
  if (mode !== undefined && mode !== 'matrix' && mode !== 'in-order') {
    throw new UsageError('OPTION_INVALID', `expected --mode with matrix or in-order, got "${mode}"`);
  }
  if (skip !== undefined && skip !== skipSucceeded && !/^\d+(,\d+)*$/.test(skip)) {
    throw new UsageError('OPTION_INVALID', `expected --skip with ${skipSucceeded} or numbers of runs, got "${skip}"`);
  }
  const parallel = readParallel(more.parallel);
  const page = await orderBackfill(project.root, flow, { ...given, start, end, trigger, mode, ref, skip, parallel });
  if (json) await writeJson({ trigger, ticks: count, url: page });
  else process.stdout.write(`${count} ${count === 1 ? 'tick' : 'ticks'} of ${trigger}: ${page}\n`);
  return 0;
}
