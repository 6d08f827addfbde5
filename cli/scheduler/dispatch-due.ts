import type { GithubRepository } from '../../src/github/api/client.ts';
import { claimTick, releaseTick } from '../../src/github/claim-tick.ts';
import { dispatchWorkflow } from '../../src/github/dispatch-workflow.ts';
import { listRuns } from '../../src/github/past-runs.ts';
import type { Flow } from '../../src/contract/flow.ts';
import { type ScheduledTrigger, scheduledTriggers } from '../../src/project/backfill.ts';
import { createEngineHost } from '../../src/project/engine-host.ts';
import { findFlowFiles } from '../../src/project/flow-files.ts';
import { ranTicks } from '../../src/project/missed-ticks.ts';
import { openProject, readFlow } from '../../src/project/project.ts';
import { dispatchField } from '../../src/util/dispatch-fields.ts';
import { isoInZone } from '../../src/util/time-zone.ts';

/** What one look at the clock did. */
export interface ClockLook {
  /** In words, one a start or a failure. */
  readonly lines: readonly string[];
  readonly failed: boolean;
  /** When the next planned time comes, milliseconds since 1970; undefined where none does. */
  readonly next: number | undefined;
}

/** How a look is made. Milliseconds. */
export interface LookOptions {
  readonly ref: string;
  readonly now: number;
  /** How far back it looks for planned times that nobody has started: those that passed while no clock ran. */
  readonly lookBack: number;
}

/** Starts, once, everything that is due: of several clocks that look at the same time, one starts each. */
export async function dispatchDue(github: GithubRepository, options: LookOptions): Promise<ClockLook> {
  const project = await openProject(process.cwd());
  const lines: string[] = [];
  let failed = false;
  let next: number | undefined;
  for (const file of await findFlowFiles(project.root)) {
    const { flow } = await readFlow(project, file);
    if (flow === undefined || flow.disabled || file.startsWith(`${project.root}/subflows/`)) continue;
    const host = () => createEngineHost(project, { readOnly: true });
    for (const trigger of await scheduledTriggers(flow, project.registry, host)) {
      if (trigger.node.disabled) continue;
      const coming = trigger.ticks.next(options.now);
      if (coming !== undefined && (next === undefined || coming < next)) next = coming;
      try {
        lines.push(...(await startDue(github, flow, trigger, options)));
      } catch (error) {
        failed = true;
        const reason = error instanceof Error ? error.message : String(error);
        lines.push(`${flow.namespace}.${flow.id} ${trigger.node.id}: ${reason}`);
      }
    }
  }
  return { lines, failed, next };
}

async function startDue(
  github: GithubRepository,
  flow: Flow,
  trigger: ScheduledTrigger,
  { ref, now, lookBack }: LookOptions,
): Promise<string[]> {
  const due: number[] = [];
  for await (const tick of trigger.firing.between(now - lookBack, now)) due.push(tick);
  if (due.length === 0) return [];
  const name = `${flow.namespace}.${flow.id}`;
  const workflow = `${name}.yml`;
  const ran = ranTicks(flow.id, trigger, await listRuns(github, workflow));
  const open = due.filter((tick) => !ran.dispatched.has(tick) && (ran.last ?? Number.NEGATIVE_INFINITY) < tick);
  const lines: string[] = [];
  for (const tick of open) {
    const claim = { flow: name, trigger: trigger.node.id, tick };
    if (!(await claimTick(github, claim, await headOf(github, ref)))) continue;
    const inputs = { [dispatchField.trigger]: trigger.node.id, [dispatchField.date]: new Date(tick).toISOString() };
    try {
      const run = await dispatchWorkflow(github, { workflow, ref, inputs });
      lines.push(
        `${name} ${trigger.node.id} ${isoInZone(tick, trigger.timezone)} started${run === undefined ? '' : ` (run ${run})`}`,
      );
    } catch (error) {
      await releaseTick(github, claim);
      throw error;
    }
  }
  return lines;
}

async function headOf({ octokit, place }: GithubRepository, ref: string): Promise<string> {
  return (await octokit.rest.repos.getCommit({ ...place, ref })).data.sha;
}
