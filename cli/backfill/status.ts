import { findBackfillRun, type PastBackfill } from '../../src/github/backfill/past-backfills.ts';
import { countStates } from '../../src/github/backfill/render-ticks.ts';
import { isDone, type TickState, tickStates } from '../../src/github/backfill/tick-states.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { planBackfill } from '../../src/project/backfill.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { openProject } from '../../src/project/project.ts';
import { findStateDirectory } from '../../src/project/project-root.ts';
import type { ExitCode } from '../command.ts';
import { openFlow } from '../flow-to-run.ts';
import { coloursFor } from '../output/colours.ts';
import { paintState } from '../output/console-view.ts';
import { formatTable } from '../output/format-table.ts';
import { formatSeconds } from '../output/format-time.ts';
import { writeJson } from '../output/print-json.ts';
import { openBackfills } from './local-backfill.ts';
import { readTraceQuietly } from './quiet-trace.ts';

/** A backfill as `status` shows it. */
export interface BackfillStatus {
  readonly flow: string;
  readonly trigger: string;
  readonly start: string;
  readonly end: string;
  readonly isOver: boolean;
  readonly url: string | undefined;
  readonly ticks: readonly TickState[];
}

/** `gitphony backfill status`: exit status 0 where every tick has succeeded, 1 where one has not (yet). */
export async function showStatus(reference: string, { json = false }: { readonly json?: boolean }): Promise<ExitCode> {
  const status = await readStatus(reference);
  if (json) await writeJson(status);
  else process.stdout.write(`${describe(status)}\n`);
  return status.ticks.every(isDone) ? 0 : 1;
}

async function readStatus(reference: string): Promise<BackfillStatus> {
  if (!/^\d+$/.test(reference)) return readLocal(reference);
  const github = await openForReading();
  const backfill = await findBackfillRun(github, Number(reference));
  const { flow, trigger, start, end, isOver, url } = backfill;
  const ticks = await statesOnGithub(github, backfill);
  return { flow, trigger, start, end, isOver, url, ticks };
}

/** The ticks of a backfill's window, as this working copy of the flow has them, and how they stand on GitHub. */
async function statesOnGithub(github: GithubRepository, backfill: PastBackfill): Promise<readonly TickState[]> {
  const { project, flow } = await openFlow(backfill.flow);
  const { trigger, start, end } = backfill;
  const host = () => createEngineHost(project, { readOnly: true });
  const { ticks } = await planBackfill(flow, project.registry, host, { trigger, start, end });
  return tickStates(
    ticks.map((tick) => new Date(tick).toISOString().replace('.000Z', 'Z')),
    await readTraceQuietly(github, backfill),
  );
}

/** A token that may read the runs. */
export async function openForReading(): Promise<GithubRepository> {
  const { repository } = await openProject(process.cwd());
  return openGithub({
    environment: process.env,
    directory: repository,
    purpose: 'read a backfill',
    permissions: ['Actions: read'],
  });
}

async function readLocal(id: string): Promise<BackfillStatus> {
  const { root } = await openProject(process.cwd());
  const { flow, trigger, start, end, dates, ran } = await openBackfills(findStateDirectory(root)).read(id);
  const ticks = dates.map((date): TickState => {
    const tick = ran.find((each) => each.date === date);
    if (tick === undefined) {
      return { date, state: 'NOT RUN', began: undefined, ended: undefined, url: undefined, execution: undefined };
    }
    return { ...tick, url: undefined };
  });
  return { flow, trigger, start, end, isOver: ran.length === dates.length, url: undefined, ticks };
}

function describe({ flow, trigger, start, end, url, ticks }: BackfillStatus): string {
  const colours = coloursFor(process.stdout);
  const rows = ticks.map(({ date, state, began, ended, execution, url: page }) => [
    date,
    state === 'WAITING' || state === 'NOT RUN' || state === 'LEFT OUT' ? state : paintState(state, colours),
    began?.slice(0, 19).replace('T', ' ') ?? '',
    began === undefined || ended === undefined ? '' : formatSeconds((Date.parse(ended) - Date.parse(began)) / 1000),
    page ?? execution ?? '',
  ]);
  const table = formatTable(['PLANNED', 'STATE', 'BEGAN (UTC)', 'TOOK', 'JOB'], rows, { right: [3] });
  return [`${flow} ${trigger}, ${start} to ${end}: ${countStates(ticks)}`, url ?? [], table].flat().join('\n');
}
