import { Decimal } from '../../util/decimal.ts';
import { parseArguments } from './parse-arguments.ts';
import type { Expression, MapEntryNode } from './ast.ts';
import type { TokenStream } from './token-stream.ts';
import type { Token } from './tokens.ts';

const CONSTANTS: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['TRUE', true],
  ['false', false],
  ['FALSE', false],
  ['null', null],
  ['NULL', null],
  ['none', null],
  ['NONE', null],
]);
const MAX_LONG = 2n ** 63n - 1n;

/** A literal, variable, call, list or map. Only a list or map literal takes no `.x` or `[x]` (parentheses help). */
export function parsePrimary(stream: TokenStream): Expression {
  if (stream.is('punctuation', '[')) return parseList(stream);
  if (stream.is('punctuation', '{')) return parseMap(stream);
  return parsePostfix(stream, parseSimple(stream));
}

function parseSimple(stream: TokenStream): Expression {
  const token = stream.current;
  switch (token.type) {
    case 'name':
      return parseName(stream);
    case 'long':
    case 'number':
      stream.next();
      return { kind: 'literal', value: readNumber(stream, token), offset: token.offset };
    case 'string':
    case 'interpolation-start':
      return parseString(stream);
    default:
      return stream.unexpected('a value');
  }
}

function parseName(stream: TokenStream): Expression {
  const { value: name, offset } = stream.next();
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return { kind: 'literal', value: constant, offset };
  if (stream.is('punctuation', '(')) return { kind: 'call', name, arguments: parseArguments(stream), offset };
  return { kind: 'name', name, offset };
}

/** An integer literal is a 64-bit Long (a bigint here, while an Integer from inputs is a number), one with a dot a double. */
function readNumber(stream: TokenStream, token: Token): bigint | Decimal {
  if (token.value.includes('.')) return new Decimal(Number(token.value));
  const integer = BigInt(token.value);
  if (integer > MAX_LONG)
    stream.fail(`Expected an integer of at most ${MAX_LONG}, but found ${token.value}`, token.offset);
  return integer;
}

/** Two string literals in a row are a mistake; a string may follow an interpolation of the same literal. */
function parseString(stream: TokenStream): Expression {
  const { offset } = stream.current;
  const parts: Expression[] = [];
  let afterString = false;
  for (;;) {
    const token = stream.current;
    if (token.type === 'string' && !afterString) {
      stream.next();
      parts.push({ kind: 'literal', value: token.value, offset: token.offset });
      afterString = true;
    } else if (stream.accept('interpolation-start')) {
      parts.push(stream.expression());
      stream.expect('interpolation-end', undefined, '"}"');
      afterString = false;
    } else break;
  }
  const [only] = parts;
  // A text of one interpolation alone is that value, not a text: as Pebble has it.
  return only !== undefined && parts.length === 1 ? only : { kind: 'concat', parts, offset };
}

/** `.name`, `.name(arguments)` and `[expression]`, as many as follow. */
export function parsePostfix(stream: TokenStream, target: Expression): Expression {
  let result = target;
  for (;;) {
    const { offset } = stream.current;
    if (stream.accept('punctuation', '.')) {
      const name = stream.expect('name', undefined, 'the name of an attribute');
      const key: Expression = { kind: 'literal', value: name.value, offset: name.offset };
      result = stream.is('punctuation', '(')
        ? { kind: 'attribute', target: result, key, arguments: parseMethodArguments(stream), offset: name.offset }
        : { kind: 'attribute', target: result, key, offset: name.offset };
    } else if (stream.accept('punctuation', '[')) {
      const key = stream.expression();
      stream.expect('punctuation', ']', '"]"');
      result = { kind: 'attribute', target: result, key, offset };
    } else if (stream.is('punctuation', '(')) {
      return stream.fail('Only a function or a method can be called', offset);
    } else return result;
  }
}

function parseMethodArguments(stream: TokenStream): readonly Expression[] {
  const { offset } = stream.current;
  const { positional, named } = parseArguments(stream);
  if (named.length > 0) stream.fail('A method takes no named arguments', offset);
  return positional;
}

function parseList(stream: TokenStream): Expression {
  const { offset } = stream.next();
  const items: Expression[] = [];
  if (stream.accept('punctuation', ']')) return { kind: 'list', items, offset };
  do items.push(stream.expression());
  while (stream.accept('punctuation', ','));
  stream.expect('punctuation', ']', '"," or "]"');
  return { kind: 'list', items, offset };
}

function parseMap(stream: TokenStream): Expression {
  const { offset } = stream.next();
  const entries: MapEntryNode[] = [];
  if (stream.accept('punctuation', '}')) return { kind: 'map', entries, offset };
  do {
    const key = stream.expression();
    stream.expect('punctuation', ':', '":" after the key');
    entries.push({ key, value: stream.expression() });
  } while (stream.accept('punctuation', ','));
  stream.expect('punctuation', '}', '"," or "}"');
  return { kind: 'map', entries, offset };
}
