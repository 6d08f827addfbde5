import { type CST, Lexer, Parser } from 'yaml';

/** Deepest nesting of maps and lists that is read. */
export const MAX_DEPTH = 200;
/** Most values (maps, lists, scalars) in a file. */
export const MAX_VALUES = 100_000;
/** Most tokens of YAML's grammar (a short line has eight): the reader stops there, so that no file keeps it busy for long. */
export const MAX_TOKENS = 500_000;

/** A limit that a file goes over, with the place. */
export class Excess {
  readonly offset: number;
  readonly message: string;

  constructor(offset: number, message: string) {
    this.offset = offset;
    this.message = message;
  }
}

/** The tokens of a text, as the parser of YAML makes them; the last one says that there are too many. */
export function* readTokens(text: string): Generator<CST.Token | Excess> {
  const parser = new Parser();
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count++;
    if (count > MAX_TOKENS) {
      yield new Excess(parser.offset, `expected at most ${MAX_TOKENS} tokens of YAML in a file`);
      return;
    }
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

/** Walks the tokens without recursion: what is too deep or too much would exhaust the stack or the memory of what follows. */
export function findExcess(token: CST.Token): Excess | undefined {
  const stack: { token: CST.Token; depth: number }[] = [{ token, depth: 0 }];
  let values = 0;
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { token: current, depth } = entry;
    if (depth > MAX_DEPTH) return excess(current, `expected at most ${MAX_DEPTH} levels of nesting`);
    values++;
    if (values > MAX_VALUES) return excess(current, `expected at most ${MAX_VALUES} values in a file`);
    if (current.type === 'document') {
      if (current.value !== undefined) stack.push({ token: current.value, depth });
    } else if (current.type === 'block-map' || current.type === 'block-seq' || current.type === 'flow-collection') {
      for (const item of current.items) {
        if (item.key !== undefined && item.key !== null) stack.push({ token: item.key, depth: depth + 1 });
        if (item.value !== undefined) stack.push({ token: item.value, depth: depth + 1 });
      }
    }
  }
  return undefined;
}

function excess(token: CST.Token, message: string): Excess {
  return new Excess('offset' in token ? token.offset : 0, message);
}
