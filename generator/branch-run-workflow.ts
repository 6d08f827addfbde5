import type { ProjectConfig } from '../src/contract/project-config.ts';
import type { Problem } from '../src/contract/source.ts';
import type { DispatchInput, WorkflowJob, WorkflowStep } from '../src/contract/workflow-model.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { checkout, readContents } from './action-step.ts';
import { environmentInput, jobEnvironment } from './job-environment.ts';
import { historyKey } from './jobs/flow-job.ts';
import { asExpression, quoteText } from './workflow-expression.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** Where the workflow stands that runs flows of branches. */
export const branchRunFile = '.github/workflows/gitphony-run.yml';

/** GitHub refuses an expression of more than 21,000 characters; a list of flows must leave room for the rest. */
const longestList = 18_000;

/** A flow that this workflow can run, taken from the workflow of its own. */
interface Runnable {
  readonly name: string;
  readonly job: WorkflowJob;
  readonly step: WorkflowStep;
}

/**
 * The workflow that runs any flow of the branch on which it is dispatched, also one that the default branch does not know: GitHub
 * starts only workflows that the default branch has, but takes their file from the branch. So the file lists what the flows of its
 * own branch need, and each secret is handed over only where the form names a flow that names the secret. Undefined with `deploy: none`.
 */
export function planBranchRuns(config: ProjectConfig, plans: readonly WorkflowPlan[]): WorkflowPlan | undefined {
  if (config.deploy === 'none') return undefined;
  const problems: Problem[] = [];
  const runnable = plans.flatMap((plan) => runnableOf(plan, config) ?? []);
  const { plain, special } = groupByShape(runnable, config, problems);
  const others = namesOf(special.flat());
  const run = branchJob(plain, others.length === 0 ? {} : { if: `\${{ !(${listed(others)}) }}` }, config, problems);
  const more = special.map((flows, index): [string, WorkflowJob] => [
    `run-${index + 2}`,
    branchJob(flows, { if: `\${{ ${listed(namesOf(flows))} }}` }, config, problems),
  ]);
  return {
    source: 'gitphony.yaml',
    target: branchRunFile,
    workflow: {
      name: 'gitphony-run',
      runName: `\${{ inputs.${dispatchField.flow} }} on \${{ github.ref_name }}`,
      on: { workflow_dispatch: { inputs: form } },
      permissions: {},
      concurrency: { group: `gitphony-run-\${{ github.ref }}-\${{ inputs.${dispatchField.flow} }}`, queue: 'max' },
      jobs: { run, ...Object.fromEntries(more) },
    },
    problems,
  };
}

const text = (description: string, required = false): DispatchInput => ({ description, required, type: 'string' });
const form: Readonly<Record<string, DispatchInput>> = {
  [dispatchField.flow]: text('namespace.id of a flow of this branch', true),
  [dispatchField.inputs]: text('JSON object with the inputs of the flow'),
  [dispatchField.trigger]: text('Trigger that the run stands for'),
  [dispatchField.date]: text('Planned time that the run stands for, ISO 8601'),
  [dispatchField.labels]: text('Labels of the execution: key:value, separated by commas'),
};

/** The fields of its form. */
export const branchRunFields: readonly string[] = Object.keys(form);

function runnableOf({ workflow, problems }: WorkflowPlan, config: ProjectConfig): Runnable | undefined {
  const job = workflow.jobs['run'];
  const step = job?.steps.find(({ uses }) => uses?.action === config.action.uses);
  const isValid = problems.every(({ severity }) => severity !== 'error');
  return job === undefined || step === undefined || !isValid ? undefined : { name: workflow.name, job, step };
}

/** The flows whose jobs are like that of a flow that asks for nothing, and the others by what they ask for. */
function groupByShape(
  runnable: readonly Runnable[],
  config: ProjectConfig,
  problems: Problem[],
): { readonly plain: readonly Runnable[]; readonly special: readonly (readonly Runnable[])[] } {
  const plainShape = shapeOf(plainJob(config));
  const shapes = new Map<string, Runnable[]>();
  for (const flow of runnable) {
    const shape = shapeOf(flow.job);
    shapes.set(shape, [...(shapes.get(shape) ?? []), flow]);
  }
  const plain = [...(shapes.get(plainShape) ?? [])];
  shapes.delete(plainShape);
  const special: Runnable[][] = [];
  for (const flows of [...shapes.values()].toSorted((a, b) => a.length - b.length)) {
    if (listed(namesOf([...special.flat(), ...flows])).length <= longestList) special.push(flows);
    else {
      warnTooMany(flows.length, problems);
      plain.push(...flows);
    }
  }
  return { plain, special };
}

function namesOf(flows: readonly Runnable[]): readonly string[] {
  return flows.map(({ name }) => name);
}

/** The job of a flow that asks for nothing. */
function plainJob(config: ProjectConfig): WorkflowJob {
  const environment = jobEnvironment(config, '');
  return {
    name: '',
    'runs-on': config.runsOn,
    'timeout-minutes': config.timeoutMinutes,
    permissions: readContents,
    ...(environment === undefined ? {} : { environment }),
    steps: [checkout],
  };
}

/** Where a job runs and what it may: flows that are alike in it share one. What it may besides serves the flow's own schedule. */
function frameOf({ permissions, steps, ...job }: WorkflowJob): Omit<WorkflowJob, 'name'> {
  const { name: _name, if: _if, needs: _needs, outputs: _outputs, ...frame } = job;
  const { actions: _actions, ...allowed } = permissions;
  return { ...frame, permissions: allowed, steps: steps.filter(({ with: given }) => given?.['mode'] === undefined) };
}

function shapeOf(job: WorkflowJob): string {
  return JSON.stringify(frameOf(job), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function branchJob(
  flows: readonly Runnable[],
  guard: Pick<WorkflowJob, 'if'>,
  config: ProjectConfig,
  problems: Problem[],
): WorkflowJob {
  const [first] = flows;
  const { steps, ...frame } = frameOf(first?.job ?? plainJob(config));
  const env = { ...guardedValues(flows, ({ step }) => step.env, problems), ...historyKey(config) };
  const inputs = guardedValues(flows, ({ step }) => pick(step.with, ['token', 'scratch']), problems);
  const { uses, version } = config.action;
  const environment = first?.step.with?.['environment'] ?? environmentInput(config, '').environment;
  return {
    name: `Run \${{ inputs.${dispatchField.flow} }}`,
    ...guard,
    ...frame,
    steps: [
      ...steps,
      {
        name: 'Run the flow',
        uses: { action: uses, ...(version === undefined ? {} : { version }) },
        with: { mode: 'run-named', ...(environment === undefined ? {} : { environment }), ...inputs },
        ...(Object.keys(env).length === 0 ? {} : { env }),
      },
    ],
  };
}

function pick(values: WorkflowStep['with'], names: readonly string[]): Record<string, string> {
  const found = names.flatMap((name) => (values?.[name] === undefined ? [] : [[name, String(values[name])] as const]));
  return Object.fromEntries(found);
}

/** Values by name, each only for the flows that have it. Flows of one shape give a name different values at most by what they fall back to. */
function guardedValues(
  flows: readonly Runnable[],
  valuesOf: (flow: Runnable) => Readonly<Record<string, string>> | undefined,
  problems: Problem[],
): Record<string, string> {
  const found = new Map<string, Map<string, string[]>>();
  for (const flow of flows) {
    for (const [name, value] of Object.entries(valuesOf(flow) ?? {})) {
      // The token with which a scheduled run looks at the runs before it, and what is every flow's.
      if (name === 'GITPHONY_TOKEN' || name === 'GITPHONY_HISTORY_KEY') continue;
      const values = found.get(name) ?? new Map<string, string[]>();
      values.set(value, [...(values.get(value) ?? []), flow.name]);
      found.set(name, values);
    }
  }
  const sorted = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.flatMap(([name, values]) => {
      const choices = [...values].flatMap(([value, names]) => {
        const condition = listed(names);
        if (condition.length <= longestList) return [`${condition} && ${asExpression(value)}`];
        warnTooMany(names.length, problems);
        return [];
      });
      return choices.length === 0 ? [] : [[name, `\${{ ${[...choices, "''"].join(' || ')} }}`]];
    }),
  );
}

/** Whether the form names one of these flows. */
function listed(names: readonly string[]): string {
  const field = `inputs.${dispatchField.flow}`;
  const [only = ''] = names;
  if (names.length === 1) return `${field} == ${quoteText(only)}`;
  return `contains(fromJSON(${quoteText(JSON.stringify(names.toSorted()))}), ${field})`;
}

function warnTooMany(count: number, problems: Problem[]): void {
  const start = { offset: 0, line: 1, column: 1 };
  if (problems.length > 0) return;
  problems.push({
    severity: 'warning',
    rule: 'branch-runs-too-many',
    message: `${count} flows share a secret, a variable or a runner: their names are more than GitHub reads in one expression, so ${branchRunFile} runs them without it`,
    hint: 'merge such a flow first, and run it by its own workflow',
    file: 'gitphony.yaml',
    range: { start, end: start },
  });
}
