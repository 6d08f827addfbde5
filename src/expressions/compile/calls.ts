import { CallFailure, type Arguments } from '../../contract/expression.ts';
import type { Value } from '../../util/values.ts';
import { findFilter } from '../filters/index.ts';
import { findFunction } from '../functions/index.ts';
import { findPredicate } from '../predicates/index.ts';
import type { CallExpression, FilterExpression, TestExpression } from '../lang/ast.ts';
import { isUndefinedError, placed, runtimeError } from '../runtime/failures.ts';
import { type CompiledMacro, type Evaluate, Output, type State } from '../runtime/state.ts';
import { Suspend } from '../runtime/suspend.ts';
import { compileArguments, type CompileExpression } from './arguments.ts';

type Answer = Value | Promise<Value>;

/** Waits for a library that is being loaded; the call is then made again. */
function settled(answer: Answer): Value {
  if (answer instanceof Promise) throw new Suspend(answer.then(() => undefined));
  return answer;
}

function run(definition: { readonly effect?: 'io' | 'random' }, state: State, call: () => Answer): Value {
  return definition.effect === undefined ? settled(call()) : state.session.once(call);
}

export function compileFilter(node: FilterExpression, source: string, compile: CompileExpression): Evaluate {
  const input = compile(node.input);
  const filter = findFilter(node.name);
  if (filter === undefined) {
    return () => {
      throw runtimeError(`Filter [${node.name}] does not exist`, source, node.offset);
    };
  }
  const args = compileArguments(
    node.arguments,
    filter.arguments.map((argument) => argument.name),
    compile,
  );
  const readInput = filter.acceptsUndefined === true ? orNull(input) : input;
  return (state) => {
    try {
      const given = args(state);
      const value = readInput(state);
      const result = run(filter, state, () => filter.run(value, given, state));
      // Escapes of escapes double a text each time.
      if (typeof result === 'string' && typeof value === 'string' && result.length > value.length)
        state.session.grew(result.length - value.length);
      state.session.host.derived?.(value, result);
      return result;
    } catch (error) {
      throw placed(error, source, node.offset, `Could not apply the filter "${node.name}"`);
    }
  };
}

export function compileTest(node: TestExpression, source: string, compile: CompileExpression): Evaluate {
  const input = compile(node.input);
  const predicate = findPredicate(node.name);
  if (predicate === undefined) {
    return () => {
      throw runtimeError(`Test [${node.name}] does not exist`, source, node.offset);
    };
  }
  const args = compileArguments(
    node.arguments,
    predicate.arguments.map((argument) => argument.name),
    compile,
  );
  const readInput = predicate.acceptsUndefined === true ? orNull(input) : input;
  return (state) => {
    try {
      return predicate.run(readInput(state), args(state)) !== node.negated;
    } catch (error) {
      throw placed(error, source, node.offset, `Could not test "is ${node.name}"`);
    }
  };
}

function orNull(evaluate: Evaluate): Evaluate {
  return (state) => {
    try {
      return evaluate(state);
    } catch (error) {
      if (isUndefinedError(error)) return null;
      throw error;
    }
  };
}

export function compileCall(node: CallExpression, source: string, compile: CompileExpression): Evaluate {
  if (node.name === 'block') return compileBlockCall(node, source, compile);
  const definition = findFunction(node.name);
  if (definition === undefined) return compileMacroCall(node, source, compile);
  const args = compileArguments(
    node.arguments,
    definition.arguments.map((argument) => argument.name),
    compile,
  );
  return (state) => {
    try {
      const given = args(state);
      return run(definition, state, () => definition.run(given, state));
    } catch (error) {
      throw placed(error, source, node.offset, `Could not call "${node.name}"`);
    }
  };
}

function compileBlockCall(node: CallExpression, source: string, compile: CompileExpression): Evaluate {
  const [argument] = node.arguments.positional;
  const name = argument === undefined ? undefined : compile(argument);
  return (state) => {
    const wanted = name?.(state);
    const block = typeof wanted === 'string' ? state.program.blocks.get(wanted) : undefined;
    if (block === undefined)
      throw runtimeError('block() expects the name of a block of this template', source, node.offset);
    return capture(state, (output) => block(state, output));
  };
}

/** Macros are looked up when called, so they may be defined later in the template. */
function compileMacroCall(node: CallExpression, source: string, compile: CompileExpression): Evaluate {
  const byNames = new Map<string, (state: State) => Arguments>();
  return (state) => {
    const macro = state.program.macros.get(node.name);
    if (macro === undefined) throw runtimeError(`Function or macro [${node.name}] does not exist`, source, node.offset);
    try {
      const names = macro.parameters.map((parameter) => parameter.name);
      const args = byNames.get(names.join()) ?? compileMacroArguments(node, names, compile);
      byNames.set(names.join(), args);
      return callMacro(state, macro, args(state));
    } catch (error) {
      throw placed(error, source, node.offset, `Could not call the macro "${node.name}"`);
    }
  };
}

function compileMacroArguments(node: CallExpression, names: readonly string[], compile: CompileExpression) {
  if (names.length > 0 || node.arguments.positional.length === 0)
    return compileArguments(node.arguments, names, compile);
  return () => {
    throw new CallFailure('expected no arguments');
  };
}

function callMacro(state: State, macro: CompiledMacro, args: Arguments): Value {
  return state.session.nested(() =>
    state.inFrame(true, () => {
      for (const { name, fallback } of macro.parameters) state.put(name, args[name] ?? fallback?.(state) ?? null);
      for (const name of Object.keys(args)) state.put(name, args[name] ?? null);
      return capture(state, (output) => macro.body(state, output));
    }),
  );
}

/** What a part of the template writes, as a text. */
export function capture(state: State, write: (output: Output) => void): string {
  const output = new Output(state.session);
  write(output);
  return output.text;
}
