import type { Value } from '../../util/values.ts';
import type { BinaryOperator, Expression } from '../lang/ast.ts';
import { compares, looselyEqual } from '../runtime/compare.ts';
import { isUndefinedError, operatorFailure, placed } from '../runtime/failures.ts';
import { arithmetic } from '../runtime/numbers.ts';
import { add, contains, isIn, range, subtract } from '../runtime/operators.ts';
import type { Evaluate, State } from '../runtime/state.ts';
import { isTrueOperand } from '../runtime/truth.ts';

type Binary = Extract<Expression, { kind: 'binary' }>;
type Operation = (left: Value, right: Value) => Value;

/** Operators that report every error inside of them as their own, with the words for it. */
const WRAPPING: ReadonlyMap<BinaryOperator, readonly [string, Operation]> = new Map<
  BinaryOperator,
  readonly [string, Operation]
>([
  ['+', ['Could not perform addition', add]],
  ['-', ['Could not perform subtraction', subtract]],
  ['*', ['Could not perform multiplication', (left, right) => arithmetic('*', left, right)]],
  ['/', ['Could not perform division', (left, right) => arithmetic('/', left, right)]],
  ['%', ['Could not perform modulus', (left, right) => arithmetic('%', left, right)]],
  ['==', ['Could not perform equals comparison', looselyEqual]],
  ['!=', ['Could not perform not equals comparison', (left, right) => !looselyEqual(left, right)]],
  ['>', ['Could not perform greater than comparison', (left, right) => compares('>', left, right)]],
  ['<', ['Could not perform less than comparison', (left, right) => compares('<', left, right)]],
  ['>=', ['Could not perform greater than or equal comparison', (left, right) => compares('>=', left, right)]],
  ['<=', ['Could not perform less than or equal comparison', (left, right) => compares('<=', left, right)]],
]);

/** Operators through which a missing variable stays what `??` catches. */
const PASSING: ReadonlyMap<BinaryOperator, Operation> = new Map<BinaryOperator, Operation>([
  ['contains', contains],
  ['isIn', isIn],
  ['..', (left, right) => range(left, right, null)],
]);

export function compileBinary(node: Binary, source: string, compile: (expression: Expression) => Evaluate): Evaluate {
  const left = compile(node.left);
  const right = compile(node.right);
  const wrapping = WRAPPING.get(node.operator);
  if (wrapping !== undefined) return compileWrapping(node, source, left, right, wrapping);
  const passing = PASSING.get(node.operator);
  if (passing !== undefined) {
    return (state) => {
      try {
        return passing(left(state), right(state));
      } catch (error) {
        throw placed(error, source, node.offset, `Could not apply "${node.operator}"`);
      }
    };
  }
  return node.operator === 'and' || node.operator === 'or'
    ? compileLogic(node, source, left, right)
    : compileCoalescing(node.operator === '??', left, right);
}

function compileWrapping(
  node: Binary,
  source: string,
  left: Evaluate,
  right: Evaluate,
  [doing, operation]: readonly [string, Operation],
): Evaluate {
  const hint = dashHint(node);
  return (state) => {
    try {
      return operation(left(state), right(state));
    } catch (error) {
      throw operatorFailure(error, source, node.offset, doing, hint);
    }
  };
}

/** `outputs.my-task` reads as a subtraction; say so. */
function dashHint(node: Binary): string | undefined {
  if (node.operator !== '-' || node.left.kind !== 'attribute' || node.right.kind === 'literal') return undefined;
  return "a name with a dash needs brackets and quotes: outputs['my-task']";
}

function compileLogic(node: Binary, source: string, left: Evaluate, right: Evaluate): Evaluate {
  const decisive = node.operator === 'or';
  const truth = (state: State, side: Evaluate): boolean => {
    const value = side(state);
    try {
      return isTrueOperand(value, `"${node.operator}"`);
    } catch (error) {
      throw placed(error, source, node.offset);
    }
  };
  return (state) => (truth(state, left) === decisive ? decisive : truth(state, right));
}

/** `??` gives the right side for a missing or null left one, `???` only for a missing one (and null stays null). */
function compileCoalescing(nullToo: boolean, left: Evaluate, right: Evaluate): Evaluate {
  return (state) => {
    let value: Value;
    try {
      value = left(state);
    } catch (error) {
      if (isUndefinedError(error)) return right(state);
      throw error;
    }
    return value === null && nullToo ? right(state) : value;
  };
}
