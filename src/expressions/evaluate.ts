import type { EvaluationHost } from '../contract/expression.ts';
import type { ValueMap } from '../util/values.ts';
import { placed, runtimeError } from './runtime/failures.ts';
import { Session } from './runtime/session.ts';
import { Output, State } from './runtime/state.ts';
import { Suspend } from './runtime/suspend.ts';
import { renderText, withoutRawTags } from './runtime/render-text.ts';
import { isTruthyText } from './runtime/truth.ts';
import { compileTemplate, type Template } from './template.ts';

/** Waits that one template may need: each outside call is one, a library that is loaded another. */
const MAX_SUSPENSIONS = 10_000;

/**
 * Evaluates a template and returns the text that it prints.
 * @throws ExpressionError; also when a call needs to wait (an asynchronous host, a library not loaded yet): use evaluateAsync.
 */
export function evaluate(template: Template, context: ValueMap, host: EvaluationHost = {}): string {
  try {
    return run(newSession(host), template, context);
  } catch (error) {
    if (!(error instanceof Suspend)) throw error;
    error.pending.catch(() => undefined);
    throw runtimeError(
      'this template has to wait for an outside answer or a library',
      template.source,
      0,
      'use evaluateAsync()',
    );
  }
}

/** Evaluates a template and returns the text that it prints; waits for outside answers, each asked for once. */
export async function evaluateAsync(template: Template, context: ValueMap, host: EvaluationHost = {}): Promise<string> {
  const session = newSession(host);
  for (let suspensions = 0; suspensions < MAX_SUSPENSIONS; suspensions += 1) {
    try {
      return run(session, template, context);
    } catch (error) {
      if (!(error instanceof Suspend)) throw error;
      await settle(error, template);
      session.restart();
    }
  }
  throw runtimeError(`expected at most ${MAX_SUSPENSIONS} outside calls in one template`, template.source, 0);
}

async function settle(suspend: Suspend, template: Template): Promise<void> {
  try {
    await suspend.pending;
  } catch (error) {
    throw placed(error, template.source, 0);
  }
}

/**
 * Evaluates a condition (`runIf`, `If`, `when`): true unless it prints `false`, `0`, `-0` or nothing. Errors and waits as
 * evaluateAsync.
 */
export async function evaluateCondition(
  template: Template,
  context: ValueMap,
  host: EvaluationHost = {},
): Promise<boolean> {
  return isTruthyText(await evaluateAsync(template, context, host));
}

/** As evaluateCondition, at once. Errors as evaluate. */
export function evaluateConditionSync(template: Template, context: ValueMap, host: EvaluationHost = {}): boolean {
  return isTruthyText(evaluate(template, context, host));
}

function newSession(host: EvaluationHost): Session {
  return new Session(host, (session, text, context, recursive) =>
    renderText((source) => compileTemplate(source).program, session, text, context, recursive),
  );
}

function run(session: Session, template: Template, context: ValueMap): string {
  const output = new Output(session);
  try {
    template.program.body(new State(session, template.program, context), output);
  } catch (error) {
    throw placed(error, template.source, 0);
  }
  return withoutRawTags(output.text);
}
