import { CallFailure, type Arguments } from '../../contract/expression.ts';
import { newMap } from '../../util/values.ts';
import type { CallArguments, Expression } from '../lang/ast.ts';
import type { Evaluate, State } from '../runtime/state.ts';

export type CompileExpression = (expression: Expression) => Evaluate;

/**
 * Compiles the arguments of a call against the names that the callee declares. Without declared names everything is taken,
 * keyed '0', '1', … and by name.
 */
export function compileArguments(
  call: CallArguments,
  names: readonly string[],
  compile: CompileExpression,
): (state: State) => Arguments {
  const entries = [
    ...call.positional.map((value, index) => ({ name: names.length === 0 ? String(index) : names[index], value })),
    ...call.named,
  ].map(({ name, value }) => ({ name, evaluate: compile(value) }));
  const problem = names.length === 0 ? undefined : findProblem(call, names);
  return (state) => {
    if (problem !== undefined) throw new CallFailure(problem, { hint: `arguments are ${names.join(', ')}` });
    const args: Arguments = newMap();
    for (const { name, evaluate } of entries) if (name !== undefined) args[name] = evaluate(state);
    return args;
  };
}

function findProblem(call: CallArguments, names: readonly string[]): string | undefined {
  if (call.positional.length > names.length) {
    return `expected at most ${names.length} argument(s), but found ${call.positional.length}`;
  }
  const unknown = call.named.find((argument) => !names.includes(argument.name));
  return unknown === undefined ? undefined : `there is no argument named "${unknown.name}"`;
}
