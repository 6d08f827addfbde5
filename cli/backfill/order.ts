import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../src/contract/errors.ts';
import type { Flow } from '../../src/contract/flow.ts';
import { type GithubRepository, openGithub } from '../../src/github/api/client.ts';
import { dispatchWorkflow } from '../../src/github/dispatch-workflow.ts';
import { dispatchField } from '../../src/util/dispatch-fields.ts';
import { inputFieldName } from '../../src/util/github-names.ts';
import { printJson } from '../../src/util/json.ts';
import { isMap, newMap, type ValueMap } from '../../src/util/values.ts';

/** A backfill to be run by GitHub. */
export interface BackfillOrder {
  readonly start: string;
  readonly end: string | undefined;
  readonly trigger: string;
  readonly mode: 'matrix' | 'in-order' | undefined;
  /** Which ticks are left out: `succeeded`, or numbers of runs. */
  readonly skip: string | undefined;
  readonly parallel: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly inputs: ValueMap;
  /** Branch or tag; undefined: the default branch. */
  readonly ref: string | undefined;
}

/**
 * Fills in the form of the flow's workflow, as somebody would by hand, and sends it. Answers the run's page, or the page of the
 * workflow where GitHub does not tell the run. Fails with WORKFLOW_NOT_FOUND, INPUT_INVALID and as the client does.
 */
export async function orderBackfill(root: string, flow: Flow, order: BackfillOrder): Promise<string> {
  const workflow = `${flow.namespace}.${flow.id}.yml`;
  const inputs = await fillForm(root, workflow, flow, order);
  const github = await openGithub({
    environment: process.env,
    directory: root,
    purpose: 'start a backfill',
    permissions: ['Actions: write'],
  });
  const { octokit, place } = github;
  const repository = order.ref === undefined ? (await octokit.rest.repos.get(place)).data.default_branch : order.ref;
  const run = await dispatchWorkflow(github, { workflow, ref: repository, inputs });
  return runPage(github, workflow, run);
}

/** The page of a run, or of its workflow where GitHub did not tell the run. */
export function runPage({ place }: GithubRepository, workflow: string, run: number | undefined): string {
  const server = process.env['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const page = `${server}/${place.owner}/${place.repo}/actions`;
  return run === undefined ? `${page}/workflows/${workflow}` : `${page}/runs/${run}`;
}

async function fillForm(
  root: string,
  workflow: string,
  flow: Flow,
  { start, end, trigger, mode, skip, parallel, labels, inputs }: BackfillOrder,
): Promise<Record<string, string>> {
  const fields = await fieldsOf(root, workflow);
  const wrong = Object.entries(labels).find(([key, value]) => /[,:]/.test(key) || value.includes(','));
  if (wrong !== undefined) {
    throw new UsageError('OPTION_INVALID', `expected labels without commas, got ${wrong.join('=')}`, {
      hint: 'the form of GitHub has one field for all of them',
    });
  }
  const form: Record<string, string> = {
    [dispatchField.start]: start,
    [dispatchField.trigger]: trigger,
    ...(end === undefined ? {} : { [dispatchField.end]: end }),
    ...(mode === undefined ? {} : { [dispatchField.backfill]: mode }),
    ...(skip === undefined ? {} : { [dispatchField.skip]: skip }),
    ...(parallel === undefined || !fields.has(dispatchField.parallel)
      ? {}
      : { [dispatchField.parallel]: String(parallel) }),
    ...(Object.keys(labels).length === 0
      ? {}
      : {
          [dispatchField.labels]: Object.entries(labels)
            .map(([key, value]) => `${key}:${value}`)
            .join(','),
        }),
  };
  const folded = newMap();
  for (const [id, value] of Object.entries(inputs)) {
    const field = inputFieldName(id);
    if (!flow.inputs.some((input) => input.id === id)) {
      throw new UsageError('INPUT_INVALID', `expected an input of ${flow.namespace}.${flow.id}, got "${id}"`);
    }
    if (fields.has(field)) form[field] = typeof value === 'string' ? value : printJson(value);
    else folded[id] = value;
  }
  if (Object.keys(folded).length > 0) form[dispatchField.inputs] = printJson(folded);
  return form;
}

/** The names of the form's fields, as they were compiled last. */
async function fieldsOf(root: string, workflow: string): Promise<ReadonlySet<string>> {
  const path = `.github/workflows/${workflow}`;
  let text: string;
  try {
    text = await readFile(join(root, path), 'utf8');
  } catch (cause) {
    throw new UsageError('WORKFLOW_NOT_FOUND', `expected the workflow ${path}, found none`, {
      cause,
      hint: 'run gitphony compile, commit and push',
    });
  }
  const { parse } = await import('yaml');
  const document = parse(text) as ValueMap;
  const on = document['on'] ?? null;
  const dispatch = isMap(on) ? (on['workflow_dispatch'] ?? null) : null;
  const inputs = isMap(dispatch) ? (dispatch['inputs'] ?? null) : null;
  return new Set(isMap(inputs) ? Object.keys(inputs) : []);
}
