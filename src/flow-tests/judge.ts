import type { EngineHost } from '../contract/engine-host.ts';
import type { Execution } from '../contract/execution.ts';
import { renderOutside } from '../engine/index.ts';
import { ExpressionError, isTemplate } from '../expressions/index.ts';
import { parseJson } from '../util/json.ts';
import type { Value, ValueMap } from '../util/values.ts';
import { executionScope } from './execution-scope.ts';
import { holds, NotComparable, plainText } from './operators.ts';
import { renderDeep } from './render-fixtures.ts';
import type { Failure } from './result.ts';
import type { Assertion, Check, TestCase } from './suite.ts';

/** What does not hold of an ended execution, in the order of the file. */
export async function judge(testCase: TestCase, execution: Execution, host: EngineHost): Promise<Failure[]> {
  const failures = stateFailures(testCase, execution);
  for (const assertion of testCase.assertions) failures.push(...(await judgeAssertion(assertion, execution, host)));
  return failures;
}

function stateFailures({ expectedState, position }: TestCase, { state, error }: Execution): Failure[] {
  const actual = state.current;
  if (expectedState === undefined ? actual === 'SUCCESS' || actual === 'WARNING' : actual === expectedState) return [];
  const why = error === undefined ? '' : `: ${error.message}`;
  const expected = expectedState ?? 'SUCCESS';
  const message = `the execution ended ${actual}${why}`;
  return [{ operator: 'expectedState', message, expected, actual, position }];
}

async function judgeAssertion(assertion: Assertion, execution: Execution, host: EngineHost): Promise<Failure[]> {
  const { taskId, position, checks } = assertion;
  const taskRun = execution.taskRunList.findLast((run) => run.taskId === taskId);
  if (taskId !== undefined && taskRun === undefined) {
    const message = wordsFor(assertion, `the task ${taskId} did not run`);
    return [{ operator: 'taskId', message, position }];
  }
  const scope = executionScope(execution, taskRun);
  const actual = await valueOf(assertion.value, scope, execution.namespace, host, checks);
  if (actual instanceof Unreadable) {
    return [{ operator: 'value', message: wordsFor(assertion, actual.message), position }];
  }
  const failures: Failure[] = [];
  for (const check of checks) {
    const failure = await compare(assertion, check, actual, (operand) =>
      renderDeep(operand, scope, execution.namespace, host),
    );
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

async function compare(
  assertion: Assertion,
  { operator, operand, position }: Check,
  actual: Value,
  render: (operand: Value) => Promise<Value>,
): Promise<Failure | undefined> {
  let expected: Value = operand;
  try {
    expected = await render(operand);
    if (holds(operator, actual, expected)) return undefined;
  } catch (error) {
    if (!(error instanceof NotComparable) && !(error instanceof ExpressionError)) throw error;
    return { operator, message: wordsFor(assertion, error.message), expected, actual, position };
  }
  return { operator, message: wordsFor(assertion, `${source(assertion)} ${operator}`), expected, actual, position };
}

/** A template that cannot be rendered over this execution. */
class Unreadable extends Error {}

/**
 * The value with its type: `{{ x }}` alone is taken as it is, not as its text. What is missing counts as null where the
 * assertion asks for that.
 */
async function valueOf(
  value: Value,
  scope: ValueMap,
  namespace: string,
  host: EngineHost,
  checks: readonly Check[],
): Promise<Value | Unreadable> {
  if (typeof value !== 'string' || !isTemplate(value)) return value;
  try {
    const typed = await typedValue(value, scope, namespace, host);
    return typed === undefined ? await renderOutside(value, scope, namespace, host) : typed;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const asksForNull = checks.some(({ operator }) => operator === 'isNull' || operator === 'isNotNull');
    if (asksForNull && error.code === 'EXPRESSION_UNDEFINED') return null;
    return new Unreadable(error.message);
  }
}

/** Undefined where the template is more than one expression, or cannot be evaluated: its own error is the one to tell. */
async function typedValue(
  template: string,
  scope: ValueMap,
  namespace: string,
  host: EngineHost,
): Promise<Value | undefined> {
  const alone = expressionOf(template);
  if (alone === undefined) return undefined;
  try {
    const list = parseJson(await renderOutside(`{{ [${alone}] | toJson }}`, scope, namespace, host));
    return Array.isArray(list) ? list[0] : undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function expressionOf(template: string): string | undefined {
  const inner = /^\s*\{\{-?([\s\S]*?)-?\}\}\s*$/.exec(template)?.[1];
  return inner === undefined || /\{\{|\}\}|\{%|\{#/.test(inner) ? undefined : inner;
}

function source({ value }: Assertion): string {
  const text = plainText(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function wordsFor({ errorMessage, description }: Assertion, message: string): string {
  return errorMessage ?? (description === undefined ? message : `${description}: ${message}`);
}
