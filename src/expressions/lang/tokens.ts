export type TokenType =
  | 'text'
  | 'raw'
  | 'print-start'
  | 'print-end'
  | 'tag-start'
  | 'tag-end'
  | 'operator'
  | 'name'
  | 'long'
  | 'number'
  | 'string'
  | 'interpolation-start'
  | 'interpolation-end'
  | 'punctuation'
  | 'end';

export interface Token {
  readonly type: TokenType;
  /** Text of the token; a string without its quotes, a long without its L, a raw section without its tags. */
  readonly value: string;
  readonly offset: number;
  /** Only of a raw section: the tags too. */
  readonly whole?: string;
}

/** A token as a message names it. */
export function describeToken(token: Token): string {
  switch (token.type) {
    case 'end':
      return 'the end of the template';
    case 'print-end':
      return '"}}"';
    case 'tag-end':
      return '"%}"';
    case 'string':
      return `the string '${token.value}'`;
    case 'number':
    case 'long':
      return `the number ${token.value}`;
    default:
      return `"${token.value}"`;
  }
}
