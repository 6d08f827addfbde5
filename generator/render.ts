import { createHash } from 'node:crypto';
import { Document, isMap, isScalar, type Pair, Scalar, visit, type YAMLMap } from 'yaml';
import type { Workflow, WorkflowJob, WorkflowStep } from '../src/contract/workflow-model.ts';
import { type Marker, markerHeader } from './marker.ts';
import type { WorkflowPlan } from './workflow-plan.ts';

/** The workflow file: the marker's header, then the body. The same plan gives the same bytes. */
export function renderWorkflow(plan: WorkflowPlan): string {
  const body = renderBody(plan.workflow);
  const marker: Marker = { source: plan.source, plan: planHash(plan), body: sha256(body) };
  return `${markerHeader(marker)}${body}`;
}

/** SHA-256 of all that the workflow depends on. */
export function planHash(plan: WorkflowPlan): string {
  return sha256(JSON.stringify({ source: plan.source, target: plan.target, workflow: plan.workflow }));
}

/** SHA-256 of a text's UTF-8 bytes, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function renderBody(workflow: Workflow): string {
  const { name, runName, on, permissions, concurrency, env, jobs } = workflow;
  const head = { name, 'run-name': runName, on, permissions, concurrency, env };
  const document = new Document({ ...head, jobs: mapValues(jobs, jobContent) }, { aliasDuplicateObjects: false });
  const root = document.contents;
  if (!isMap(root)) throw new TypeError('expected a map at the root of a workflow');
  for (const pair of root.items.slice(1)) keyOf(pair).spaceBefore = true;
  const jobMap = root.get('jobs', true);
  if (isMap(jobMap)) for (const pair of jobMap.items.slice(1)) keyOf(pair).spaceBefore = true;
  for (const [id, job] of Object.entries(jobs)) commentJob(root, id, job);
  visit(document, { Scalar: (key, node) => (key === 'key' ? undefined : quoteDoubtful(node)) });
  return document.toString({ lineWidth: 0, indentSeq: true, singleQuote: false, nullStr: '' });
}

function jobContent(job: WorkflowJob): Record<string, unknown> {
  const { name, needs, if: condition, permissions, steps, ...rest } = job;
  return {
    name,
    needs,
    if: condition,
    ...rest,
    permissions: mapValues(permissions, ({ level }) => level),
    // The order of reading: where it runs, what it may, what it does.
    steps: steps.map(stepContent),
  };
}

function stepContent(step: WorkflowStep): Record<string, unknown> {
  const { name, id, if: condition, uses, ...rest } = step;
  return { name, id, if: condition, uses: uses?.action, ...rest };
}

/** GitHub reads YAML 1.2; other readers take `on`, `2019-01-31` or `0:30` for something else than a text. */
function quoteDoubtful(node: Scalar): void {
  const isDoubtful = /^(?:[-+.]?\d|(?:y|n|yes|no|on|off)$)/i;
  if (typeof node.value === 'string' && isDoubtful.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
}

/** Reasons behind permissions, versions behind commits. */
function commentJob(root: YAMLMap, id: string, job: WorkflowJob): void {
  for (const [permission, { reason }] of Object.entries(job.permissions)) {
    comment(root, ['jobs', id, 'permissions', permission], reason);
  }
  for (const [index, { uses }] of job.steps.entries()) {
    if (uses?.version !== undefined) comment(root, ['jobs', id, 'steps', index, 'uses'], uses.version);
  }
}

function comment(root: YAMLMap, path: readonly (string | number)[], text: string): void {
  const node = root.getIn(path, true);
  if (isScalar(node)) node.comment = ` ${text}`;
}

function keyOf(pair: Pair): Scalar {
  if (!(pair.key instanceof Scalar)) throw new TypeError('expected scalar keys in a workflow');
  return pair.key;
}

function mapValues<T, U>(map: Readonly<Record<string, T>>, convert: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value)]));
}
