import { parse } from 'yaml';
import type { HttpReply } from '../../http-server.ts';
import { evaluateText } from '../../github-expression.ts';
import { errorReply, noContent, notFound, ok, pageOf } from '../replies.ts';
import { param, type Route, type RouteCall, textField } from '../router.ts';
import type { WorkflowState } from '../state.ts';
import { filteredRuns } from './runs.ts';

const read = { scope: 'actions', level: 'read' } as const;
const write = { scope: 'actions', level: 'write' } as const;

/** GitHub's limits on a dispatch. */
const maxInputs = 25;
const maxPayload = 65_535;

/** Workflows and their dispatch (https://docs.github.com/rest/actions/workflows). */
export const workflowRoutes: readonly Route[] = [
  { method: 'GET', path: '/actions/workflows', needs: read, handle: listWorkflows },
  {
    method: 'GET',
    path: '/actions/workflows/:workflow',
    needs: read,
    handle: (call) => withWorkflow(call, (found) => ok(describe(found))),
  },
  {
    method: 'GET',
    path: '/actions/workflows/:workflow/runs',
    needs: read,
    handle: (call) => withWorkflow(call, (found) => listRuns(call, found)),
  },
  {
    method: 'PUT',
    path: '/actions/workflows/:workflow/enable',
    needs: write,
    handle: (call) => setState(call, 'active'),
  },
  {
    method: 'PUT',
    path: '/actions/workflows/:workflow/disable',
    needs: write,
    handle: (call) => setState(call, 'disabled_manually'),
  },
  {
    method: 'POST',
    path: '/actions/workflows/:workflow/dispatches',
    needs: write,
    handle: (call) => withWorkflow(call, (found) => dispatch(call, found)),
  },
  { method: 'POST', path: '/dispatches', needs: { scope: 'contents', level: 'write' }, handle: repositoryDispatch },
];

function describe({ id, path, state, createdAt }: WorkflowState): object {
  const created = createdAt.toISOString();
  return { id, name: path.split('/').at(-1), path, state, created_at: created, updated_at: created };
}

function listWorkflows({ state, url }: RouteCall): HttpReply {
  return pageOf(url, state.workflows().map(describe), 'workflows');
}

function withWorkflow(call: RouteCall, use: (workflow: WorkflowState) => HttpReply): HttpReply {
  const wanted = param(call, 'workflow');
  const found = call.state
    .workflows()
    .find(({ id, path }) => String(id) === wanted || path === `.github/workflows/${wanted}`);
  return found === undefined ? notFound() : use(found);
}

function listRuns(call: RouteCall, { path }: WorkflowState): HttpReply {
  return filteredRuns(
    call,
    call.state.runs.filter((run) => run.path === path),
  );
}

function setState(call: RouteCall, state: WorkflowState['state']): HttpReply {
  return withWorkflow(call, (workflow) => {
    workflow.state = state;
    return noContent();
  });
}

function dispatch(call: RouteCall, { path, state }: WorkflowState): HttpReply {
  const ref = textField(call, 'ref') ?? '';
  const branch = ref.replace(/^refs\/(heads|tags)\//, '');
  if (call.state.git.resolve(branch) === undefined) return errorReply(422, `No ref found for: ${ref}`);
  if (!call.state.knowsRunDetails && 'return_run_details' in call.body) {
    return errorReply(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  }
  if (state !== 'active') return errorReply(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  const given = (call.body['inputs'] ?? {}) as DispatchInputs;
  const text = call.state.file(path, branch) ?? '';
  const problem = checkInputs(text, given);
  if (problem !== undefined) return errorReply(422, problem);
  const inputs = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  const run = call.state.addRun({ path, headBranch: branch, inputs, ...titleOf(text, inputs, branch) });
  call.state.onRun(run);
  if (call.body['return_run_details'] !== true) return noContent();
  const address = `${call.origin}/repos/${call.state.repository}/actions/runs/${run.id}`;
  return ok({
    workflow_run_id: run.id,
    run_url: address,
    html_url: `https://github.com/${call.state.repository}/actions/runs/${run.id}`,
  });
}

type DispatchInputs = Readonly<Record<string, string | number | boolean>>;

interface DispatchInput {
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly options?: readonly string[];
}

function checkInputs(workflow: string, given: DispatchInputs): string | undefined {
  const triggers = triggersOf(workflow);
  if (!('workflow_dispatch' in triggers)) return "Workflow does not have 'workflow_dispatch' trigger";
  const declared = triggers['workflow_dispatch']?.inputs ?? {};
  const names = Object.keys(given);
  const unknown = names.filter((name) => !(name in declared));
  if (unknown.length > 0) return `Unexpected inputs provided: ${JSON.stringify(unknown)}`;
  if (names.length > maxInputs) return `you may only define up to ${maxInputs} inputs for a workflow_dispatch event`;
  if (JSON.stringify(given).length > maxPayload) return 'inputs are too large.';
  for (const [name, input] of Object.entries(declared)) {
    const value = given[name];
    if (input.required === true && input.default === undefined && value === undefined)
      return `Required input '${name}' not provided`;
    if (input.type === 'choice' && value !== undefined && !input.options?.includes(String(value))) {
      return `Provided value '${String(value)}' for input '${name}' not in the list of allowed values`;
    }
  }
  return undefined;
}

interface Trigger {
  readonly inputs?: Readonly<Record<string, DispatchInput>>;
}

/** `on:` as a map, whichever of its three forms it has. */
function triggersOf(workflow: string): Readonly<Record<string, Trigger | null | undefined>> {
  const { on } = (parse(workflow) ?? {}) as { on?: string | readonly string[] | Record<string, Trigger | null> };
  if (typeof on === 'string') return { [on]: {} };
  if (Array.isArray(on)) return Object.fromEntries(on.map((event: string) => [event, {}]));
  return (on ?? {}) as Record<string, Trigger | null>;
}

function repositoryDispatch(call: RouteCall): HttpReply {
  const eventType = textField(call, 'event_type');
  if (eventType === undefined) return errorReply(422, 'event_type is missing');
  call.state.repositoryDispatches.push({ eventType, payload: call.body['client_payload'] });
  return noContent();
}

/** The title that the workflow's `run-name` gives a dispatched run, by GitHub's own expression library. */
function titleOf(workflow: string, inputs: DispatchInputs, branch: string): { readonly displayTitle?: string } {
  const { 'run-name': runName } = (parse(workflow) ?? {}) as { readonly 'run-name'?: string };
  if (runName === undefined) return {};
  const github = { event_name: 'workflow_dispatch', event: { inputs }, ref: `refs/heads/${branch}`, ref_name: branch };
  return { displayTitle: evaluateText(runName, { github, inputs }) };
}
