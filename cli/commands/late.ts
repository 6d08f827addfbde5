import type { Command } from 'commander';
import { UsageError } from '../../src/contract/errors.ts';
import { openProject } from '../../src/project/project.ts';
import { parseDuration } from '../../src/util/duration.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { type FlowLateness, type LateTick, lookForLate } from '../../src/project/look-for-late.ts';
import { coloursFor } from '../output/colours.ts';
import { formatTable } from '../output/format-table.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony late                  what should have run on GitHub by now and has not
  gitphony late --grace PT2H     two hours late is not late yet
  gitphony late --json | jq '.[].late'

Reads the runs of the flows' workflows; the token needs Actions: read (GITPHONY_TOKEN, GH_TOKEN, GITHUB_TOKEN or gh).
A late tick is made up for by the next scheduled run, or now: gitphony's form field _date, or a backfill.
Exit status: 0 all on time, 1 something is late, 2 GitHub or a flow could not be read.`;

interface LateOptions {
  readonly grace: string;
  readonly json?: boolean;
}

/** `gitphony late`. */
export const lateCommand: CommandModule = {
  configure(command: Command, finish) {
    command
      .option('--grace <duration>', 'how long after its planned time a tick is not late yet (ISO 8601)', 'PT30M')
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', help)
      .action(async (options: LateOptions) => finish(await late(options)));
  },
};

async function late({ grace, json = false }: LateOptions): Promise<ExitCode> {
  const flows = await lookForLate(await openProject(process.cwd()), { grace: readGrace(grace), now: Date.now() });
  const isLate = flows.some(({ problem, late: ticks }) => problem !== undefined || ticks.length > 0);
  if (json) await writeJson(flows);
  else process.stdout.write(`${describe(flows)}\n`);
  return isLate ? 1 : 0;
}

function readGrace(text: string): number {
  try {
    return parseDuration(text);
  } catch (cause) {
    throw new UsageError('OPTION_INVALID', `expected --grace with a duration such as PT30M, got "${text}"`, { cause });
  }
}

function describe(flows: readonly FlowLateness[]): string {
  const colours = coloursFor(process.stdout);
  if (flows.length === 0) return 'no flow of this project has a schedule';
  const rows = flows.flatMap(({ flow, trigger, problem, late: ticks, last }): string[][] => {
    const name = `${flow} ${trigger}`;
    if (problem !== undefined) return [[name, '', colours.red(problem)]];
    const missing = ticks.map((tick) => [name, tick.planned, colours.red(describeLate(tick))]);
    if (missing.length > 0) return missing;
    return [[name, last?.planned ?? '', last === undefined ? 'not due yet' : `began ${last.began}`]];
  });
  return formatTable(['SCHEDULE', 'PLANNED', ''], rows);
}

function describeLate({ minutes }: LateTick): string {
  return `not begun, ${minutes >= 120 ? `${Math.floor(minutes / 60)} hours` : `${minutes} minutes`} late`;
}
