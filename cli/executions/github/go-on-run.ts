import { planFlow } from '../../../generator/index.ts';
import { GitphonyError, UsageError } from '../../../src/contract/errors.ts';
import type { DispatchInput } from '../../../src/contract/workflow-model.ts';
import { githubStatus } from '../../../src/github/api/explain-failure.ts';
import { dispatchWorkflow } from '../../../src/github/dispatch-workflow.ts';
import { runArtifacts } from '../../../src/github/record/run-artifacts.ts';
import type { RunFacts } from '../../../src/github/record/run-facts.ts';
import { printResumeOrder, type ResumeOrder } from '../../../src/github/resume-order.ts';
import { findFlowFile } from '../../../src/project/flow-files.ts';
import { readFlow } from '../../../src/project/project.ts';
import { readProjectFlows } from '../../../src/project/read-flows.ts';
import { dispatchField } from '../../../src/util/dispatch-fields.ts';
import { newMap, type ValueMap } from '../../../src/util/values.ts';
import type { ExitCode } from '../../command.ts';
import { writeJson } from '../../output/print-json.ts';
import { findRun, flowOfRun, openRuns, type Runs } from './open-runs.ts';
import { stateOfRun } from './run-state.ts';

const permissions = ['Actions: write'] as const;

interface Started {
  readonly run: number | undefined;
  readonly attempt: number;
  readonly url: string;
}

/** `gitphony executions restart --github RUN`: GitHub's own re-run, which is the old commit; `--latest`: a dispatch of the branch. */
export async function restartRun(
  reference: string,
  { latest = false, json = false }: { readonly latest?: boolean; readonly json?: boolean },
): Promise<ExitCode> {
  const runs = await openRuns('restart a run', permissions);
  const run = await findRun(runs, reference);
  const state = await stateOf(runs, run);
  refuse(run, state, ['FAILED', 'KILLED', 'CANCELLED', 'INTERRUPTED'], 'a run that failed, was killed or interrupted');
  return tell(latest ? await dispatch(runs, run, order(run, { latest })) : await rerun(runs, run), json);
}

/** `gitphony executions resume --github RUN`: a paused run goes on by a dispatch, an interrupted one by a re-run. */
export async function resumeRun(
  reference: string,
  options: { readonly inputs: ValueMap; readonly task?: string; readonly latest?: boolean; readonly json?: boolean },
): Promise<ExitCode> {
  const { inputs, task, latest = false, json = false } = options;
  const runs = await openRuns('resume a run', permissions);
  const run = await findRun(runs, reference);
  const state = await stateOf(runs, run);
  refuse(run, state, ['PAUSED', 'INTERRUPTED'], 'a run that is paused or was interrupted');
  const isPaused = state === 'PAUSED';
  if (!isPaused && (Object.keys(inputs).length > 0 || task !== undefined)) {
    throw new UsageError('EXECUTION_NOT_PAUSED', `expected a paused run, ${run.id} is ${state}`, {
      hint: 'only a pause takes inputs: leave -i, --inputs and --task out',
    });
  }
  if (!isPaused && !latest) return tell(await rerun(runs, run), json);
  return tell(await dispatch(runs, run, order(run, { latest, task, inputs })), json);
}

/** `gitphony executions replay --github RUN [--task T]`. */
export async function replayRun(
  reference: string,
  options: { readonly task?: string; readonly latest?: boolean; readonly json?: boolean; readonly hasInputs: boolean },
): Promise<ExitCode> {
  const { task, latest = false, json = false } = options;
  if (options.hasInputs) {
    throw new UsageError(
      'OPTION_INVALID',
      'replay --github repeats a run with its own inputs: -i and --inputs are for here',
      {
        hint: 'start a new run with other inputs: gitphony run --github, or pull the run and replay it here',
      },
    );
  }
  const runs = await openRuns('repeat a run', permissions);
  const run = await findRun(runs, reference);
  const state = await stateOf(runs, run);
  refuse(run, state, ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED'], 'a run that has ended');
  return tell(await dispatch(runs, run, order(run, { latest, task, replay: true })), json);
}

/** `gitphony executions kill --github RUN`: cancels it; its execution ends as KILLED, its children go. */
export async function killRun(reference: string): Promise<ExitCode> {
  const runs = await openRuns('cancel a run', permissions);
  const run = await findRun(runs, reference);
  const { octokit, place } = runs.github;
  try {
    await octokit.rest.actions.cancelWorkflowRun({ ...place, run_id: run.id });
  } catch (cause) {
    if (githubStatus(cause) !== 409) throw cause;
    throw new UsageError(
      'EXECUTION_NOT_RUNNING',
      `expected a running or queued run, ${run.id} has ended (${run.conclusion ?? ''})`,
      {
        cause,
        hint: 'a paused run costs nothing: leave it',
      },
    );
  }
  process.stdout.write(`CANCELLING ${run.id}\n`);
  return 0;
}

async function stateOf({ github }: Runs, run: RunFacts): Promise<string> {
  return stateOfRun(run, run.status === 'completed' ? await runArtifacts(github, run.id).list() : []);
}

function refuse(run: RunFacts, state: string, fitting: readonly string[], what: string): void {
  if (fitting.includes(state)) return;
  const codes: Readonly<Record<string, string>> = {
    RUNNING: 'EXECUTION_RUNNING',
    QUEUED: 'EXECUTION_RUNNING',
    SUCCESS: 'EXECUTION_SUCCEEDED',
    WARNING: 'EXECUTION_SUCCEEDED',
    PAUSED: 'EXECUTION_NOT_ENDED',
  };
  const hints: Readonly<Record<string, string>> = {
    RUNNING: `wait for it, or cancel it: gitphony executions kill --github ${run.id}`,
    QUEUED: `wait for it, or cancel it: gitphony executions kill --github ${run.id}`,
    PAUSED: `go on with it: gitphony executions resume --github ${run.id}`,
    INTERRUPTED: `go on with it: gitphony executions resume --github ${run.id}`,
    FAILED: `restart it: gitphony executions restart --github ${run.id}`,
    KILLED: `restart it: gitphony executions restart --github ${run.id}`,
    SUCCESS: `repeat it: gitphony executions replay --github ${run.id}`,
  };
  throw new UsageError(codes[state] ?? 'EXECUTION_ENDED', `expected ${what}, ${run.id} is ${state}`, {
    hint: hints[state] ?? 'see it: gitphony executions list --github',
  });
}

function order(run: RunFacts, more: Partial<Omit<ResumeOrder, 'runId'>>): ResumeOrder {
  return { runId: run.id, latest: false, replay: false, task: undefined, inputs: newMap(), ...more };
}

async function rerun({ github }: Runs, run: RunFacts): Promise<Started> {
  const { octokit, place } = github;
  await octokit.rest.actions.reRunWorkflowFailedJobs({ ...place, run_id: run.id });
  return { run: run.id, attempt: run.attempt + 1, url: run.url };
}

/** Starts the workflow on the run's own branch: another one is not let go on with it. */
async function dispatch(runs: Runs, run: RunFacts, resume: ResumeOrder): Promise<Started> {
  const { github, project } = runs;
  const workflow = run.workflow.slice('.github/workflows/'.length);
  const form = await formOf(runs, run);
  if (form[dispatchField.resume] === undefined) {
    throw new GitphonyError('WORKFLOW_UNKNOWN', `the form of ${run.workflow} has no field ${dispatchField.resume}`, {
      hint:
        project.config.history === 'metadata' || project.config.history === 'none'
          ? `history: ${project.config.history} keeps nothing to go on from: gitphony run --github starts anew`
          : 'run gitphony compile and commit',
    });
  }
  const required = Object.entries(form).filter(
    ([, { required: must, default: value }]) => must === true && value === undefined,
  );
  const fillers = Object.fromEntries(required.map(([name, field]) => [name, fillerOf(field)]));
  const inputs = { ...fillers, ...printResumeOrder(resume) };
  const id = await dispatchWorkflow(github, { workflow, ref: run.branch, inputs });
  const { owner, repo } = github.place;
  const address = `https://github.com/${owner}/${repo}/actions`;
  return { run: id, attempt: 1, url: id === undefined ? `${address}/workflows/${workflow}` : `${address}/runs/${id}` };
}

async function formOf({ project }: Runs, run: RunFacts): Promise<Readonly<Record<string, DispatchInput>>> {
  const name = flowOfRun(run);
  if (name === undefined)
    throw new UsageError('RUN_NOT_FOUND', `run ${run.id} is of ${run.workflow}, which is no flow's`);
  const parsed = await readFlow(project, await findFlowFile(name, project.root));
  if (parsed.flow === undefined) {
    throw new UsageError('FLOW_INVALID', `expected a valid flow, ${name} has errors`, {
      hint: 'see: gitphony validate',
    });
  }
  const { flows, subflows } = await readProjectFlows(project);
  const callable = [...flows.map(({ flow }) => flow), ...subflows];
  const { workflow } = await planFlow(parsed.flow, project.config, project.registry, parsed, { callable });
  return workflow.on.workflow_dispatch?.inputs ?? {};
}

/** GitHub wants required fields filled in; a run that goes on with another does not read them. */
function fillerOf({ type, options }: DispatchInput): string {
  if (type === 'choice') return options?.[0] ?? '';
  if (type === 'boolean') return 'false';
  return type === 'number' ? '0' : '-';
}

async function tell(started: Started, json: boolean): Promise<ExitCode> {
  if (json) await writeJson({ ...started, run: started.run ?? null });
  else process.stdout.write(`${started.url}${started.attempt > 1 ? ` attempt ${started.attempt}` : ''}\n`);
  return 0;
}
