import { parseArguments } from './parse-arguments.ts';
import { parsePostfix, parsePrimary } from './parse-primary.ts';
import type { BinaryOperator, Expression, UnaryOperator } from './ast.ts';
import type { TokenStream } from './token-stream.ts';

/** Operators bind by these; unary ones bind tighter than all (UNARY). Kestra's `??`, `???` and `isIn` stand beside `..`. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  or: 10,
  and: 15,
  is: 20,
  'is not': 20,
  contains: 20,
  '==': 30,
  equals: 30,
  '!=': 30,
  '>': 30,
  '<': 30,
  '>=': 30,
  '<=': 30,
  '+': 40,
  '-': 40,
  '*': 60,
  '/': 60,
  '%': 60,
  '|': 100,
  '~': 110,
  '..': 120,
  '??': 120,
  '???': 120,
  isIn: 120,
};
const UNARY_PRECEDENCE = 500;
/** Operators that one level may hold: each nests the ones before it. */
const MAX_CHAIN = 1000;
const UNARY: readonly string[] = ['not', '+', '-'];

/** Reads an expression; all binary operators associate to the left, `? :` is only read at the outermost level (0). */
export function parseExpression(stream: TokenStream, minimum: number): Expression {
  return stream.nested(() => {
    let left = parseOperand(stream);
    for (let length = 0; ; length += 1) {
      const token = stream.current;
      if (length > MAX_CHAIN) stream.fail(`Expected at most ${MAX_CHAIN} operators in a row`, token.offset);
      const precedence = token.type === 'operator' ? PRECEDENCE[token.value] : undefined;
      if (precedence === undefined || precedence < minimum) break;
      stream.next();
      left = parseRight(stream, left, token.value, token.offset, precedence);
    }
    return minimum === 0 ? parseTernary(stream, left) : left;
  });
}

function parseOperand(stream: TokenStream): Expression {
  const token = stream.current;
  if (token.type === 'operator' && UNARY.includes(token.value)) {
    stream.next();
    const operand = parseExpression(stream, UNARY_PRECEDENCE);
    return { kind: 'unary', operator: token.value as UnaryOperator, operand, offset: token.offset };
  }
  if (stream.accept('punctuation', '(')) {
    const inner = stream.expression();
    stream.expect('punctuation', ')', '")"');
    return parsePostfix(stream, inner);
  }
  return parsePrimary(stream);
}

function parseRight(
  stream: TokenStream,
  left: Expression,
  operator: string,
  offset: number,
  precedence: number,
): Expression {
  if (operator === '|') return parseFilter(stream, left);
  if (operator === 'is' || operator === 'is not') {
    const name = stream.expect('name', undefined, 'the name of a test');
    const call = stream.is('punctuation', '(') ? parseArguments(stream) : { positional: [], named: [] };
    return {
      kind: 'test',
      input: left,
      name: name.value,
      negated: operator === 'is not',
      arguments: call,
      offset: name.offset,
    };
  }
  const right = parseExpression(stream, precedence + 1);
  if (operator !== '~') {
    const known = (operator === 'equals' ? '==' : operator) as BinaryOperator;
    return { kind: 'binary', operator: known, left, right, offset };
  }
  // One flat list, so that a long chain does not nest.
  const parts = left.kind === 'concat' ? [...left.parts, right] : [left, right];
  return { kind: 'concat', parts, offset };
}

/** `name` or `name(arguments)` after a `|`, or in a `{% filter %}` tag. */
export function parseFilter(stream: TokenStream, input: Expression): Expression {
  const name = stream.expect('name', undefined, 'the name of a filter');
  const call = stream.is('punctuation', '(') ? parseArguments(stream) : { positional: [], named: [] };
  return { kind: 'filter', input, name: name.value, arguments: call, offset: name.offset };
}

function parseTernary(stream: TokenStream, condition: Expression): Expression {
  const offset = stream.current.offset;
  if (!stream.accept('punctuation', '?')) return condition;
  const whenTrue = stream.expression();
  stream.expect('punctuation', ':', '":" and the other value');
  return { kind: 'ternary', condition, whenTrue, whenFalse: stream.expression(), offset };
}
