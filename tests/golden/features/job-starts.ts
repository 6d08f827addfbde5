import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { Workflow, WorkflowJob } from '../../../src/contract/workflow-model.ts';

/** What starts a workflow, and how its jobs would end. */
export interface Start {
  readonly event: 'workflow_dispatch' | 'schedule' | 'push' | 'pull_request' | 'workflow_run' | 'repository_dispatch';
  /** Fields of the form. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Beside `repository: 'o/r'`. */
  readonly github?: Readonly<Record<string, unknown>>;
  /** Outputs of the jobs that run tasks (`run`, `backfill`), where they start. */
  readonly outputs?: Readonly<Record<string, string>>;
}

type JobResult = 'success' | 'skipped';

/** The jobs that GitHub would start, in order: each `if:` is judged by GitHub's own expression library. */
export function startedJobs({ jobs }: Workflow, start: Start): readonly string[] {
  const results: Record<string, JobResult> = {};
  const left = new Map(Object.entries(jobs));
  while (left.size > 0) {
    const [next] = [...left].filter(([, { needs = [] }]) => needs.every((id) => id in results));
    if (next === undefined) throw new Error(`jobs need each other: ${[...left.keys()].join(', ')}`);
    const [id, job] = next;
    left.delete(id);
    results[id] = starts(job, start, results) ? 'success' : 'skipped';
  }
  return Object.keys(jobs).filter((id) => results[id] === 'success');
}

/** Without a status function in its condition a job waits for the success of all that it needs. */
function starts({ if: condition = '', needs = [] }: WorkflowJob, start: Start, results: Record<string, JobResult>): boolean {
  const haveSucceeded = needs.every((id) => results[id] === 'success');
  if (!/\b(?:always|success|failure|cancelled)\(\)/.test(condition) && !haveSucceeded) return false;
  if (condition === '') return true;
  const context = toData({
    github: { event_name: start.event, repository: 'o/r', event: {}, ...start.github },
    inputs: start.inputs ?? {},
    vars: {},
    needs: Object.fromEntries(
      needs.map((id) => [id, { result: results[id], outputs: results[id] === 'success' ? (start.outputs ?? {}) : {} }]),
    ),
  });
  const status = [
    { name: 'always', value: true },
    { name: 'success', value: haveSucceeded },
    { name: 'failure', value: false },
    { name: 'cancelled', value: false },
  ].map(({ name, value }) => {
    return { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) };
  });
  const { tokens } = new Lexer(condition.replace(/^\$\{\{|\}\}$/g, '')).lex();
  const expression = new Parser(tokens, ['github', 'inputs', 'vars', 'needs'], status).parse();
  const functions = new Map(status.map((each) => [each.name, each]));
  return isTruthy(new Evaluator(expression, context, functions).evaluate());
}

function isTruthy(value: data.ExpressionData): boolean {
  return !['', '0', 'false'].includes(value.coerceString()) || value.kind === data.Kind.Dictionary;
}

function toData(value: object): data.Dictionary {
  const parsed: unknown = JSON.parse(JSON.stringify(value), data.reviver);
  if (!(parsed instanceof data.Dictionary)) throw new TypeError('expected an object');
  return parsed;
}
