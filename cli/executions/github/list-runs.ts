import { UsageError } from '../../../src/contract/errors.ts';
import { runArtifacts } from '../../../src/github/record/run-artifacts.ts';
import { type RunFacts, runFacts } from '../../../src/github/record/run-facts.ts';
import type { ExitCode } from '../../command.ts';
import { coloursFor } from '../../output/colours.ts';
import { paintState } from '../../output/console-view.ts';
import { formatTable } from '../../output/format-table.ts';
import { formatSeconds } from '../../output/format-time.ts';
import { writeJson } from '../../output/print-json.ts';
import { flowOfRun, openRuns } from './open-runs.ts';
import { stateOfRun } from './run-state.ts';
import type { State } from '../../../src/contract/states.ts';

/** A run as the list shows it. */
interface ListedRun {
  readonly run: number;
  readonly attempt: number;
  readonly state: string;
  readonly flow: string;
  readonly event: string;
  readonly began: string;
  /** Seconds. */
  readonly took: number;
  readonly title: string;
  readonly url: string;
}

/** `gitphony executions list --github`: runs of the flows' workflows, newest first. */
export async function listRunsOnGithub(options: {
  readonly flow?: string;
  readonly state?: string;
  readonly limit: string;
  readonly json?: boolean;
}): Promise<ExitCode> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw new UsageError(
      'OPTION_INVALID',
      `expected --limit with a whole number from 1 to 100, got "${options.limit}"`,
    );
  }
  const { github } = await openRuns('list the runs', ['Actions: read']);
  const { octokit, place } = github;
  const listed: ListedRun[] = [];
  const pages = octokit.paginate.iterator(octokit.rest.actions.listWorkflowRunsForRepo, { ...place, per_page: 100 });
  for await (const { data } of pages) {
    for (const each of data) {
      if (listed.length === limit) break;
      const run = runFacts(each);
      const flow = flowOfRun(run);
      if (flow === undefined || !isWanted(flow, options.flow)) continue;
      // One more request a run: its artifacts tell how it ended.
      const state = stateOfRun(run, run.status === 'completed' ? await runArtifacts(github, run.id).list() : []);
      if (options.state === undefined || state === options.state.toUpperCase())
        listed.push(describeRun(run, flow, state));
    }
    if (listed.length === limit) break;
  }
  if (options.json === true) await writeJson(listed);
  else process.stdout.write(listed.length === 0 ? 'no runs\n' : `${describe(listed)}\n`);
  return 0;
}

function isWanted(flow: string, wanted: string | undefined): boolean {
  return wanted === undefined || flow === wanted || flow.endsWith(`.${wanted}`);
}

function describeRun(run: RunFacts, flow: string, state: string): ListedRun {
  const end = run.status === 'completed' ? Date.parse(run.updatedAt) : Date.now();
  const took = Math.max(0, Math.round((end - Date.parse(run.createdAt)) / 1000));
  const { id, attempt, event, createdAt: began, title, url } = run;
  return { run: id, attempt, state, flow, event, began, took, title, url };
}

function describe(listed: readonly ListedRun[]): string {
  const colours = coloursFor(process.stdout);
  const rows = listed.map(({ run, attempt, state, flow, began, took, title }) => [
    String(run),
    state === 'INTERRUPTED' ? colours.red(state) : paintState(state as State, colours, 0),
    flow,
    began.slice(0, 19).replace('T', ' '),
    formatSeconds(took),
    String(attempt),
    title,
  ]);
  return formatTable(['RUN', 'STATE', 'FLOW', 'BEGAN (UTC)', 'TOOK', 'ATTEMPT', 'TITLE'], rows, { right: [4, 5] });
}
