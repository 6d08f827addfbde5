import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What GitHub makes of a text with `${{ … }}` in it, by its own expression library. */
export function evaluateText(text: string, context: Readonly<Record<string, object>>): string {
  const values: unknown = JSON.parse(JSON.stringify(context), data.reviver);
  if (!(values instanceof data.Dictionary)) throw new TypeError('expected an object');
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => {
    const { tokens } = new Lexer(expression).lex();
    const parsed = new Parser(tokens, Object.keys(context), []).parse();
    return new Evaluator(parsed, values).evaluate().coerceString();
  });
}
