import { UsageError } from '../../src/contract/errors.ts';
import type { Execution } from '../../src/contract/execution.ts';
import type { TriggerRecord } from '../../src/contract/events.ts';
import type { ScheduledTrigger } from '../../src/project/backfill.ts';
import { skipSucceeded } from '../../src/util/dispatch-fields.ts';
import type { ValueMap } from '../../src/util/values.ts';
import type { ExitCode } from '../command.ts';
import type { FlowToRun } from '../flow-to-run.ts';
import { parseLevel, parseRunner } from '../options.ts';
import { coloursFor } from '../output/colours.ts';
import { paintState } from '../output/console-view.ts';
import { exitCodeOf } from '../output/exit-code.ts';
import { formatTable } from '../output/format-table.ts';
import { formatSeconds } from '../output/format-time.ts';
import { writeJson } from '../output/print-json.ts';
import { openRunner } from '../run-flow.ts';
import type { BackfillFolder, LocalBackfill } from './local-backfill.ts';
import { printDate, runHere } from './run-here.ts';
import { succeededHere } from './succeeded-here.ts';

/** What the command line says of a backfill that runs here. */
export interface LocalOptions {
  readonly inputs: ValueMap;
  readonly parallel?: string;
  readonly failFast?: boolean;
  readonly level: string;
  readonly runner?: string;
  readonly json?: boolean;
}

/** The ticks that a local backfill leaves out. */
export async function skippedHere(
  { flow }: FlowToRun,
  trigger: string,
  folder: BackfillFolder,
  skip: string | undefined,
): Promise<ReadonlySet<number>> {
  if (skip === undefined) return new Set();
  if (skip === skipSucceeded) return succeededHere(flow, trigger);
  const { ran } = await folder.read(skip);
  return new Set(ran.filter(({ state }) => exitCodeOf(state) === 0).map(({ date }) => Date.parse(date)));
}

export async function runLocally(
  opened: FlowToRun,
  trigger: ScheduledTrigger,
  folder: BackfillFolder,
  backfill: LocalBackfill,
  records: readonly TriggerRecord[],
  options: LocalOptions,
): Promise<ExitCode> {
  const { stopAfter } = trigger.properties;
  const parallel = readParallel(options.parallel) ?? 1;
  const runner = await openRunner(opened, parseLevel(options.level), { runner: parseRunner(options.runner) });
  let executions: readonly Execution[];
  try {
    runner.note(`backfill ${backfill.id}`);
    executions = await runHere(runner, folder, backfill, {
      records,
      parallel,
      failFast: options.failFast === true,
      stopAfter: Array.isArray(stopAfter) ? stopAfter : [],
      inputs: options.inputs,
    });
    if (!isGood(executions, records.length)) {
      runner.note(`go on with the rest: gitphony backfill --resume ${backfill.id}`);
    }
  } finally {
    runner.close();
  }
  if (options.json === true) await writeJson({ id: backfill.id, trigger: trigger.node.id, executions });
  else process.stdout.write(`${describeExecutions(executions)}\n`);
  return isGood(executions, records.length) ? 0 : 1;
}

function isGood(executions: readonly Execution[], wanted: number): boolean {
  return executions.length === wanted && executions.every(({ state }) => exitCodeOf(state.current) === 0);
}

/** `--parallel`. Fails with OPTION_INVALID. */
export function readParallel(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new UsageError('OPTION_INVALID', `expected --parallel with a whole number above 0, got "${text}"`);
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
