import { join } from 'node:path';
import * as core from '@actions/core';
import { GitphonyError, UsageError } from '../src/contract/errors.ts';
import type { Execution } from '../src/contract/execution.ts';
import type { Flow } from '../src/contract/flow.ts';
import { type WaitingTrigger, waitingTriggers } from '../src/flow/index.ts';
import { type GithubRepository, openGithub } from '../src/github/api/client.ts';
import { dispatchOnce } from '../src/github/dispatch-once.ts';
import { describeEnded, printHandover, readEndedList } from '../src/github/handover.ts';
import { openSnapshotKv } from '../src/github/snapshot-kv.ts';
import { openStateBranch } from '../src/github/api/state-branch.ts';
import { escapeMarkdown } from '../src/github/summary/escape.ts';
import { judgeEnd } from '../src/project/after-execution.ts';
import { createEngineHost } from '../src/project/engine-host.ts';
import { readFlow } from '../src/project/project.ts';
import type { FiredTrigger } from '../src/project/webhook.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { collectEnded } from './collect-ended.ts';
import { type Job, workspaceOf } from './open-job.ts';
import { writeSummary } from './write-summary.ts';

/**
 * Mode `finish`: judges the Flow triggers of the flows that may follow and starts their workflows. One that fails does not
 * keep the others from starting; the job fails at the end, and running it again starts only what did not start before.
 */
export async function startFollowers(job: Job): Promise<void> {
  const executions = readEndedList(await collectEnded(job.settings.ended));
  const github = await openGithub({
    environment: job.environment,
    directory: workspaceOf(job.environment),
    purpose: 'start the workflows of the flows that follow',
    permissions: ['Actions: write'],
  });
  const lines: string[] = [];
  const failed: string[] = [];
  for (const execution of executions) {
    for (const file of job.settings.followers) {
      try {
        lines.push(...(await startFollower(job, github, execution, file)));
      } catch (error) {
        if (!(error instanceof GitphonyError)) throw error;
        failed.push(file);
        core.error(error.hint === undefined ? error.message : `${error.message}\nhint: ${error.hint}`, {
          title: `Gitphony: ${error.code}`,
          file,
        });
      }
    }
  }
  for (const line of lines) core.info(line);
  await writeSummary(lines.map((line) => `- ${escapeMarkdown(line)}\n`).join('') || 'Nothing follows.\n');
  if (failed.length > 0) {
    throw new GitphonyError('FOLLOWERS_FAILED', `expected to start what follows, failed for ${failed.join(', ')}`, {
      hint: 'see the annotations; "Re-run failed jobs" starts what has not started',
    });
  }
}

async function startFollower(
  job: Job,
  github: GithubRepository,
  execution: Execution,
  file: string,
): Promise<string[]> {
  const { flow } = await readFlow(job.project, join(workspaceOf(job.environment), file));
  if (flow === undefined) {
    throw new UsageError('FLOW_INVALID', `expected a valid flow in ${file}`, {
      hint: `see: gitphony validate ${file}`,
    });
  }
  const lines: string[] = [];
  for (const trigger of await waitingTriggers(flow, job.project.registry)) {
    const fired = await judge(job, github, flow, trigger, execution);
    const name = `${flow.namespace}.${flow.id}`;
    if ('skipped' in fired) lines.push(`${name} does not start: ${fired.skipped}`);
    else lines.push(`${name} ${await dispatch(job, github, flow, trigger, execution)} by ${trigger.node.id}`);
  }
  return lines;
}

/** What the trigger's conditions saw before stands on the state branch; of two that judge at once, one judges again. */
async function judge(
  job: Job,
  github: GithubRepository,
  flow: Flow,
  trigger: WaitingTrigger,
  execution: Execution,
): Promise<FiredTrigger> {
  const judgeWith = async (text: string | undefined): Promise<{ text: string | undefined; result: FiredTrigger }> => {
    const memory = openSnapshotKv(text);
    const { project, stateDirectory } = job;
    const host = await createEngineHost(project, { stateDirectory, kv: () => memory.store });
    const result = await judgeEnd(flow, trigger, execution, host);
    return { text: memory.print(), result };
  };
  const first = await judgeWith(undefined);
  // Without anything to remember there is nothing to read or to write.
  if (first.text === undefined) return first.result;
  const path = `conditions/${flow.namespace}.${flow.id}.json`;
  const message = `${flow.namespace}.${flow.id} saw ${execution.namespace}.${execution.flowId}`;
  return openStateBranch(github).update(path, message, judgeWith);
}

async function dispatch(
  { environment, run }: Job,
  github: GithubRepository,
  flow: Flow,
  { node }: WaitingTrigger,
  execution: Execution,
): Promise<string> {
  const { id, namespace, flowId, state } = execution;
  const order = {
    workflow: `${flow.namespace}.${flow.id}.yml`,
    ref: environment['GITHUB_REF_NAME'] ?? '',
    inputs: { [dispatchField.upstream]: printHandover(node.id, describeEnded(execution)) },
  };
  const title = `after ${namespace}.${flowId} ${state.current} ${id}`;
  // In the first attempt nothing can have been started before.
  return dispatchOnce(github, order, { title, mayBeStarted: run.attempt !== '1' });
}
