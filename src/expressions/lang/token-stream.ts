import { ExpressionError } from '../error.ts';
import type { Expression } from './ast.ts';
import { describeToken, type Token, type TokenType } from './tokens.ts';

/** Nesting of expressions and tags that a template may have; deeper ones would exhaust the stack. */
const MAX_DEPTH = 200;

/** Reads an expression whose operators bind at least as tightly as `minimum`. */
export type ReadExpression = (stream: TokenStream, minimum: number) => Expression;

/** The tokens of one template, read from front to back. */
export class TokenStream {
  readonly source: string;
  readonly #tokens: readonly Token[];
  readonly #readExpression: ReadExpression;
  #index = 0;
  #depth = 0;

  constructor(source: string, tokens: readonly Token[], readExpression: ReadExpression) {
    this.source = source;
    this.#tokens = tokens;
    this.#readExpression = readExpression;
  }

  /** Reads an expression; handed in, because expressions hold arguments and lists that hold expressions. */
  expression(minimum = 0): Expression {
    return this.#readExpression(this, minimum);
  }

  get current(): Token {
    return this.#at(0);
  }

  get following(): Token {
    return this.#at(1);
  }

  /** The current token; moves past it. */
  next(): Token {
    const token = this.current;
    this.#index += 1;
    return token;
  }

  is(type: TokenType, value?: string): boolean {
    const token = this.current;
    return token.type === type && (value === undefined || token.value === value);
  }

  /** Moves past the token when it is this one. */
  accept(type: TokenType, value?: string): boolean {
    if (!this.is(type, value)) return false;
    this.#index += 1;
    return true;
  }

  expect(type: TokenType, value: string | undefined, expected: string): Token {
    if (!this.is(type, value)) this.unexpected(expected);
    return this.next();
  }

  unexpected(expected: string, hint?: string): never {
    return this.fail(`Expected ${expected}, but found ${describeToken(this.current)}`, this.current.offset, hint);
  }

  fail(message: string, offset: number, hint?: string): never {
    throw new ExpressionError(message, { code: 'EXPRESSION_SYNTAX', source: this.source, offset, hint });
  }

  /** Runs one nested read; refuses nesting without bounds. */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.fail(`Expected at most ${MAX_DEPTH} levels of nesting`, this.current.offset);
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #at(ahead: number): Token {
    const token = this.#tokens[Math.min(this.#index + ahead, this.#tokens.length - 1)];
    if (token === undefined) throw new Error('a token list always ends with an end token');
    return token;
  }
}
