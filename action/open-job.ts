import { join } from 'node:path';
import * as core from '@actions/core';
import { UsageError } from '../src/contract/errors.ts';
import type { Flow } from '../src/contract/flow.ts';
import type { ParsedFlow } from '../src/flow/index.ts';
import { type DispatchRequest, readDispatchRequest } from '../src/github/dispatch-request.ts';
import { type GithubEvent, readEvent } from '../src/github/event.ts';
import { openProject, type Project, readFlow } from '../src/project/project.ts';
import { checkEnvironment } from './check-environment.ts';
import { namedFlow } from './named-flow.ts';
import type { ActionSettings } from './settings.ts';

/** The step's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** All that a job of ours knows before it does anything. */
export interface Job {
  readonly settings: ActionSettings;
  readonly project: Project;
  readonly flow: Flow;
  readonly parsed: ParsedFlow;
  readonly event: GithubEvent;
  /** The dispatch form; empty for other events. */
  readonly request: DispatchRequest;
  readonly run: RunIdentity;
  readonly environment: Environment;
  /** For state that ends with the job; this step's own. */
  readonly stateDirectory: string;
}

/** Which run and attempt of which step this is. */
export interface RunIdentity {
  readonly repository: string;
  readonly runId: string;
  readonly attempt: string;
  readonly job: string;
  /** GITHUB_ACTION: the step's id, or a name that the runner gives it. The same in every attempt. */
  readonly step: string;
}

/** The folder of the checked-out repository. */
export function workspaceOf(environment: Environment): string {
  return environment['GITHUB_WORKSPACE'] ?? process.cwd();
}

/** Reads event, project and flow. Fails with FLOW_NOT_FOUND, or FLOW_INVALID after annotating every problem, and as its parts do. */
export async function openJob(settings: ActionSettings, environment: Environment): Promise<Job> {
  const root = workspaceOf(environment);
  const event = await readEvent(environment);
  const project = await openProject(root);
  const file = settings.named ? await namedFlow(project, event) : settings.flow;
  const parsed = await readFlowFile(project, root, file);
  annotateProblems(parsed);
  const { flow } = parsed;
  if (flow === undefined) {
    throw new UsageError('FLOW_INVALID', `${file}: the flow is invalid, see the annotations`);
  }
  checkEnvironment(settings, project.config, flow, environment['GITHUB_REF'] ?? '');
  return {
    settings: { ...settings, flow: file },
    project,
    flow,
    parsed,
    event,
    request: readDispatchRequest(event, flow, project.config),
    run: runIdentity(environment),
    environment,
    stateDirectory: stateDirectoryOf(environment),
  };
}

/** Which run and attempt of which step this is. */
export function runIdentity(environment: Environment): RunIdentity {
  return {
    repository: environment['GITHUB_REPOSITORY'] ?? '',
    runId: environment['GITHUB_RUN_ID'] ?? '',
    attempt: environment['GITHUB_RUN_ATTEMPT'] ?? '1',
    job: environment['GITHUB_JOB'] ?? '',
    step: environment['GITHUB_ACTION'] ?? '',
  };
}

/** For state that ends with the job: this step's own folder. */
export function stateDirectoryOf(environment: Environment): string {
  const { step } = runIdentity(environment);
  return join(
    environment['RUNNER_TEMP'] ?? join(workspaceOf(environment), '.gitphony'),
    `gitphony-${step.replaceAll(/[^\w-]/g, '_') || 'step'}`,
  );
}

async function readFlowFile(project: Project, root: string, file: string): Promise<ParsedFlow> {
  try {
    return await readFlow(project, join(root, file));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR') throw cause;
    throw new UsageError('FLOW_NOT_FOUND', `input flow: expected a flow file at ${file}, found none`, {
      cause,
      hint: 'check out the repository before this step; where the flow was moved, run gitphony compile and commit',
    });
  }
}

function annotateProblems({ problems }: ParsedFlow): void {
  for (const { severity, message, hint, file, range } of problems) {
    const text = hint === undefined ? message : `${message}\nhint: ${hint}`;
    const place = { file, startLine: range.start.line, startColumn: range.start.column, title: 'flow' };
    if (severity === 'error') core.error(text, place);
    else if (severity === 'warning') core.warning(text, place);
    else core.notice(text, place);
  }
}
