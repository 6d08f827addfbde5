import type { Flow } from '../src/contract/flow.ts';
import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { WorkflowStep } from '../src/contract/workflow-model.ts';
import { pins } from './action-pins.ts';

/** What every job may that reads the repository and no more. */
export const readContents = {
  contents: { level: 'read', reason: 'reads the flow and its files at run time' },
} as const;

/** The first step of every job. */
export const checkout: WorkflowStep = {
  name: 'Check out the repository',
  uses: pins.checkout,
  with: { 'persist-credentials': false },
};

/** A step with our action. Typed values stay out of `with:`: the action reads them from the event file. */
export function actionStep(
  flow: Flow,
  config: ProjectConfig,
  name: string,
  inputs: Readonly<Record<string, string | boolean>>,
): WorkflowStep {
  const { uses, version } = config.action;
  return {
    name,
    uses: { action: uses, ...(version === undefined ? {} : { version }) },
    with: { flow: flow.file, ...inputs },
  };
}

/** A step of ours that is not about one flow. */
export function projectStep(
  { action: { uses, version } }: ProjectConfig,
  name: string,
  mode: string,
  inputs: Readonly<Record<string, string>> = {},
): WorkflowStep {
  return { name, uses: { action: uses, ...(version === undefined ? {} : { version }) }, with: { mode, ...inputs } };
}
