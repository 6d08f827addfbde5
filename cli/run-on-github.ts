import { branchRunFields, branchRunFile, planFlow } from '../generator/index.ts';
import { environmentOnRef } from '../src/contract/branch-environments.ts';
import { UsageError } from '../src/contract/errors.ts';
import { openGithub } from '../src/github/api/client.ts';
import { githubStatus } from '../src/github/api/explain-failure.ts';
import { dispatchWorkflow } from '../src/github/dispatch-workflow.ts';
import { readProjectFlows } from '../src/project/read-flows.ts';
import { dispatchField } from '../src/util/dispatch-fields.ts';
import { inputFieldName } from '../src/util/github-names.ts';
import { printJson } from '../src/util/json.ts';
import type { Value, ValueMap } from '../src/util/values.ts';
import type { FlowToRun } from './flow-to-run.ts';

export interface GithubRun {
  readonly inputs: ValueMap;
  readonly labels: Readonly<Record<string, string>>;
  readonly trigger?: string | undefined;
  readonly date?: string | undefined;
  /** Branch or tag; undefined: the default branch. */
  readonly ref?: string | undefined;
  /** The environment that the branch must have by gitphony.yaml. */
  readonly env?: string | undefined;
}

/**
 * Starts the flow's workflow on GitHub with the fields of its form; answers the run's address where GitHub tells it.
 * The workflow and the flow are those of the branch. GitHub starts only workflows that its default branch knows, too: a flow that it does
 * not know runs by gitphony-run.yml, which `deploy` in gitphony.yaml makes.
 * Fails with INPUT_UNKNOWN, ENVIRONMENT_OTHER_BRANCH, WORKFLOW_UNKNOWN, REPOSITORY_UNKNOWN or TOKEN_MISSING.
 */
export async function runOnGithub({ project, flow, parsed }: FlowToRun, run: GithubRun): Promise<string | undefined> {
  const { flows, subflows } = await readProjectFlows(project);
  const callable = [...flows.map((each) => each.flow), ...subflows];
  const plan = await planFlow(flow, project.config, project.registry, parsed, { callable });
  const form = plan.workflow.on.workflow_dispatch?.inputs ?? {};
  const github = await openGithub({
    environment: process.env,
    directory: project.root,
    purpose: 'start a run',
    permissions: ['Actions: write', 'Metadata: read'],
  });
  const { octokit, place } = github;
  const ref = run.ref ?? (await octokit.rest.repos.get(place)).data.default_branch;
  if (run.env !== undefined)
    refuseOtherEnvironment(run.env, environmentOnRef(project.config, flow.namespace, branchRef(ref)), ref);
  const known = flow.inputs.map(({ id }) => id);
  const page = (id: number | undefined): string | undefined =>
    id === undefined ? undefined : `https://github.com/${place.owner}/${place.repo}/actions/runs/${id}`;
  const start = async (target: string, inputs: Record<string, string>): Promise<string | undefined> =>
    page(await dispatchWorkflow(github, { workflow: target.slice('.github/workflows/'.length), ref, inputs }));
  const inputs = fieldsOf(run, known, Object.keys(form));
  try {
    return await start(plan.target, inputs);
  } catch (error) {
    if (githubStatus(error) !== 404) throw error;
    if (project.config.deploy === 'none') throw unknownWorkflow(plan.target, error, notDeployed);
  }
  process.stderr.write(`${plan.workflow.name} is new to the default branch: it runs by ${branchRunFile} of ${ref}\n`);
  try {
    const named = { [dispatchField.flow]: plan.workflow.name, ...fieldsOf(run, known, branchRunFields) };
    return await start(branchRunFile, named);
  } catch (error) {
    if (githubStatus(error) !== 404) throw error;
    throw unknownWorkflow(branchRunFile, error, notMerged);
  }
}

const notDeployed =
  'GitHub starts only workflows that the default branch knows: run gitphony compile, commit and merge; `deploy: check` in gitphony.yaml brings a workflow that runs the flows of any branch';
const notMerged = 'run gitphony compile, commit and merge once: from then on it runs the flows of any branch';

function unknownWorkflow(target: string, cause: unknown, hint: string): UsageError {
  return new UsageError('WORKFLOW_UNKNOWN', `expected the workflow ${target} on GitHub, found none`, { cause, hint });
}

function branchRef(ref: string): string {
  return ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
}

function refuseOtherEnvironment(wanted: string, found: string | undefined, ref: string): void {
  if (wanted === found) return;
  throw new UsageError(
    'ENVIRONMENT_OTHER_BRANCH',
    `expected a branch whose jobs run in the environment ${wanted}, those of ${ref} run in ${found ?? 'none'}`,
    {
      hint: `name the branch in gitphony.yaml: branches: {"${ref}": ${wanted}}; secrets of production stay with its branch`,
    },
  );
}

/** The form's fields; inputs beyond GitHub's 25 go into the JSON field. */
function fieldsOf(run: GithubRun, known: readonly string[], form: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {};
  const folded: Record<string, Value> = {};
  for (const [id, value] of Object.entries(run.inputs)) {
    if (!known.includes(id)) {
      throw new UsageError('INPUT_UNKNOWN', `expected an input of the flow, got "${id}"`, {
        hint: known.length === 0 ? 'the flow has no inputs' : `its inputs are ${known.join(', ')}`,
      });
    }
    const field = inputFieldName(id);
    if (form.includes(field)) fields[field] = typeof value === 'string' ? value : printJson(value);
    else folded[id] = value;
  }
  if (Object.keys(folded).length > 0) fields[dispatchField.inputs] = printJson(folded);
  const set = (field: string, value: string | undefined, what: string): void => {
    if (value === undefined) return;
    if (!form.includes(field))
      throw new UsageError('OPTION_INVALID', `${what}: the flow's form has no field for it`, {
        hint: 'only flows with a schedule have one',
      });
    fields[field] = value;
  };
  const labels = Object.entries(run.labels).map(([key, value]) => `${key}:${value}`);
  set(dispatchField.labels, labels.length === 0 ? undefined : labels.join(','), '--label');
  set(dispatchField.trigger, run.trigger, '--trigger');
  set(dispatchField.date, run.date, '--date');
  return fields;
}
