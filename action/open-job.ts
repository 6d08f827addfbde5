import { join } from 'node:path';
import * as core from '@actions/core';
import { UsageError } from '../src/contract/errors.ts';
import type { Flow } from '../src/contract/flow.ts';
import type { ParsedFlow } from '../src/flow/index.ts';
import { type DispatchRequest, readDispatchRequest } from '../src/github/dispatch-request.ts';
import { type GithubEvent, readEvent } from '../src/github/event.ts';
import { openProject, type Project, readFlow } from '../src/project/project.ts';
import { loadSecrets } from '../src/project/secrets.ts';
import { secretForms } from '../src/util/secret-forms.ts';
import type { ActionSettings } from './settings.ts';

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
  /** For state that ends with the job. */
  readonly stateDirectory: string;
}

/** Which run and attempt of which job this is. */
export interface RunIdentity {
  readonly repository: string;
  readonly runId: string;
  readonly attempt: string;
  readonly job: string;
}

/** Masks the secrets, then reads project, flow and event. Fails with FLOW_INVALID after annotating every problem. */
export async function openJob(
  settings: ActionSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Job> {
  const root = environment['GITHUB_WORKSPACE'] ?? process.cwd();
  for (const secret of loadSecrets(root).values()) {
    for (const form of secretForms(secret)) core.setSecret(form);
  }
  const project = await openProject(root);
  const parsed = await readFlow(project, join(root, settings.flow));
  for (const { severity, message, hint, file, range } of parsed.problems) {
    const text = hint === undefined ? message : `${message}\nhint: ${hint}`;
    const place = { file, startLine: range.start.line, startColumn: range.start.column, title: 'flow' };
    if (severity === 'error') core.error(text, place);
    else core.warning(text, place);
  }
  const { flow } = parsed;
  if (flow === undefined)
    throw new UsageError('FLOW_INVALID', `${settings.flow}: the flow is invalid, see the annotations`);
  const event = await readEvent(environment);
  return {
    settings,
    project,
    flow,
    parsed,
    event,
    request: readDispatchRequest(event, flow, project.config),
    run: {
      repository: environment['GITHUB_REPOSITORY'] ?? '',
      runId: environment['GITHUB_RUN_ID'] ?? '',
      attempt: environment['GITHUB_RUN_ATTEMPT'] ?? '1',
      job: environment['GITHUB_JOB'] ?? '',
    },
    stateDirectory: join(environment['RUNNER_TEMP'] ?? join(root, '.gitphony'), 'gitphony'),
  };
}
