import type { CallArguments, Expression, MacroParameter, NamedArgument } from './ast.ts';
import type { TokenStream } from './token-stream.ts';

const RESERVED: readonly string[] = ['true', 'false', 'null', 'none'];

/** The name of a variable to be set. */
export function parseNewName(stream: TokenStream): string {
  const token = stream.expect('name', undefined, 'a name');
  if (RESERVED.includes(token.value)) stream.fail(`"${token.value}" cannot be given a value`, token.offset);
  return token.value;
}

/** `(1, 2, name=3)`. No comma may follow the last one. */
export function parseArguments(stream: TokenStream): CallArguments {
  const positional: Expression[] = [];
  const named: NamedArgument[] = [];
  parseList(stream, () => {
    if (stream.following.type === 'punctuation' && stream.following.value === '=') {
      const name = parseNewName(stream);
      stream.next();
      named.push({ name, value: stream.expression() });
      return;
    }
    if (named.length > 0) stream.fail('Expected positional arguments before named ones', stream.current.offset);
    positional.push(stream.expression());
  });
  return { positional, named };
}

/** `(a, b='default')` of a macro. */
export function parseParameters(stream: TokenStream): MacroParameter[] {
  const parameters: MacroParameter[] = [];
  parseList(stream, () => {
    const name = parseNewName(stream);
    parameters.push(stream.accept('punctuation', '=') ? { name, fallback: stream.expression() } : { name });
  });
  return parameters;
}

function parseList(stream: TokenStream, parseOne: () => void): void {
  stream.expect('punctuation', '(', '"("');
  for (let first = true; !stream.is('punctuation', ')'); first = false) {
    if (!first) stream.expect('punctuation', ',', '"," or ")"');
    parseOne();
  }
  stream.next();
}
