import type { Flow } from '../../src/contract/flow.ts';
import type { ProjectConfig } from '../../src/contract/project-config.ts';
import type { WorkflowJob, WorkflowStep } from '../../src/contract/workflow-model.ts';
import { dispatchField } from '../../src/util/dispatch-fields.ts';
import { checkout } from '../action-step.ts';
import { runSlot } from '../plan-slots.ts';
import { flowJob, flowStep, jobOutputs } from './flow-job.ts';
import { hasBackfill, type JobParts } from './job-parts.ts';

/** The job of a normal run: one execution, or the ticks that are due. */
export function runJob(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowJob {
  const common = flowJob(flow, config, parts);
  return {
    name: `Run ${flow.id}`,
    ...(parts.resumes ? { needs: ['record'] } : {}),
    ...guard(parts),
    ...common,
    ...(parts.slots === undefined ? {} : { concurrency: runSlot(parts.slots) }),
    ...(looksBack(parts) ? { permissions: { ...common.permissions, ...readRuns } } : {}),
    ...jobOutputs(parts),
    steps: [checkout, ...parts.toolchains, runStep(flow, config, parts)],
  };
}

/** A backfill is not a run; and a run of a fork's workflow must not reach secrets. */
function guard(parts: JobParts): Pick<WorkflowJob, 'if'> {
  const conditions = [
    // Without it a job is skipped where one that it needs is.
    ...(parts.resumes
      ? ["!cancelled() && (needs.record.result == 'success' || needs.record.result == 'skipped')"]
      : []),
    ...(hasBackfill(parts) ? [`!inputs.${dispatchField.start}`] : []),
    ...(parts.triggers.events.workflow_run === undefined
      ? []
      : [
          "(github.event_name != 'workflow_run' || github.event.workflow_run.head_repository.full_name == github.repository)",
        ]),
  ];
  return conditions.length === 0 ? {} : { if: `\${{ ${conditions.join(' && ')} }}` };
}

/** A run of a planned time looks at the runs before it: whether one stood for it, which GitHub dropped, and whether `stopAfter` stopped a trigger. */
function looksBack({ triggers }: JobParts): boolean {
  return triggers.scheduled.length > 0;
}

function runStep(flow: Flow, config: ProjectConfig, parts: JobParts): WorkflowStep {
  const step = flowStep(flow, config, parts, 'Run the flow', { mode: 'run' });
  return looksBack(parts) ? { ...step, env: { ...step.env, GITPHONY_TOKEN: '${{ github.token }}' } } : step;
}

const readRuns = { actions: { level: 'read', reason: 'sees which planned times have run' } } as const;
