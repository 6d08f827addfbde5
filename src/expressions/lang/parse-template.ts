import { nearestName } from './nearest-name.ts';
import { parseNewName, parseParameters } from './parse-arguments.ts';
import { parseExpression, parseFilter } from './parse-expression.ts';
import { tokenize } from './lexer.ts';
import { TokenStream } from './token-stream.ts';
import type { BlockNode, Body, BodyNode, Branch, Expression, MacroNode, TemplateAst } from './ast.ts';

/**
 * Reads a template.
 * @throws ExpressionError (EXPRESSION_SYNTAX) with the place in it.
 */
export function parseTemplate(source: string): TemplateAst {
  const parser = new TemplateParser(new TokenStream(source, tokenize(source), parseExpression));
  return { source, body: parser.body([]), macros: parser.macros, blocks: parser.blocks };
}

type TagParser = (offset: number) => BodyNode;

class TemplateParser {
  readonly macros = new Map<string, MacroNode>();
  readonly blocks = new Map<string, BlockNode>();
  readonly #stream: TokenStream;
  readonly #tags: ReadonlyMap<string, TagParser>;

  constructor(stream: TokenStream) {
    this.#stream = stream;
    this.#tags = new Map<string, TagParser>([
      ['if', (offset) => this.#if(offset)],
      ['for', (offset) => this.#for(offset)],
      ['set', (offset) => this.#set(offset)],
      ['macro', (offset) => this.#macro(offset)],
      ['block', (offset) => this.#block(offset)],
      ['filter', (offset) => this.#filter(offset)],
    ]);
  }

  /** Nodes up to one of these tags, whose name is then the current token; up to the end when there are none. */
  body(until: readonly string[]): Body {
    return this.#stream.nested(() => {
      const nodes: BodyNode[] = [];
      for (;;) {
        const token = this.#stream.current;
        if (token.type === 'end') {
          if (until.length === 0) return nodes;
          this.#stream.unexpected(`{% ${until.join(' %} or {% ')} %}`);
        }
        this.#stream.next();
        if (token.type === 'text') nodes.push({ kind: 'text', text: token.value, offset: token.offset });
        else if (token.type === 'raw')
          nodes.push({ kind: 'raw', text: token.value, whole: token.whole ?? token.value, offset: token.offset });
        else if (token.type === 'print-start') {
          nodes.push({ kind: 'print', expression: this.#stream.expression(), offset: token.offset });
          this.#stream.expect('print-end', undefined, '"}}"');
        } else {
          const tag = this.#stream.current;
          if (tag.type === 'name' && until.includes(tag.value)) return nodes;
          nodes.push(this.#tag(token.offset));
        }
      }
    });
  }

  #tag(offset: number): BodyNode {
    const name = this.#stream.expect('name', undefined, 'the name of a tag');
    const parse = this.#tags.get(name.value);
    if (parse !== undefined) return parse(offset);
    const known = [...this.#tags.keys(), 'elseif', 'else', 'endif', 'endfor', 'verbatim'];
    const near = nearestName(name.value, known);
    const hint =
      name.value === 'raw'
        ? 'a raw section ends on its own line; for several lines use {% verbatim %}…{% endverbatim %}'
        : near !== undefined && near !== name.value
          ? `did you mean "${near}"?`
          : `tags are ${[...this.#tags.keys(), 'verbatim', 'raw'].join(', ')}`;
    return this.#stream.fail(`Unexpected tag name "${name.value}"`, name.offset, hint);
  }

  #endTag(): void {
    this.#stream.expect('tag-end', undefined, '"%}"');
  }

  #if(offset: number): BodyNode {
    const branches: Branch[] = [this.#branch()];
    for (;;) {
      const tag = this.#stream.next();
      if (tag.value === 'elseif') {
        branches.push(this.#branch());
        continue;
      }
      this.#endTag();
      if (tag.value === 'endif') return { kind: 'if', branches, otherwise: [], offset };
      const otherwise = this.#bodyUntil('endif');
      return { kind: 'if', branches, otherwise, offset };
    }
  }

  #branch(): Branch {
    const condition = this.#stream.expression();
    this.#endTag();
    return { condition, body: this.body(['elseif', 'else', 'endif']) };
  }

  #bodyUntil(end: string): Body {
    const body = this.body([end]);
    this.#stream.next();
    this.#endTag();
    return body;
  }

  #for(offset: number): BodyNode {
    const variable = parseNewName(this.#stream);
    this.#stream.expect('name', 'in', '"in"');
    const over = this.#stream.expression();
    this.#endTag();
    const body = this.body(['else', 'endfor']);
    const tag = this.#stream.next();
    this.#endTag();
    const otherwise = tag.value === 'else' ? this.#bodyUntil('endfor') : [];
    return { kind: 'for', variable, over, body, otherwise, offset };
  }

  #set(offset: number): BodyNode {
    const name = parseNewName(this.#stream);
    this.#stream.expect('punctuation', '=', '"=" and a value');
    const value = this.#stream.expression();
    this.#endTag();
    return { kind: 'set', name, value, offset };
  }

  #macro(offset: number): BodyNode {
    const name = this.#stream.expect('name', undefined, 'the name of the macro');
    const parameters = parseParameters(this.#stream);
    this.#endTag();
    const macro: MacroNode = {
      kind: 'macro',
      name: name.value,
      parameters,
      body: this.#bodyUntil('endmacro'),
      offset,
    };
    if (this.macros.has(macro.name)) this.#stream.fail(`More than one macro "${macro.name}"`, name.offset);
    this.macros.set(macro.name, macro);
    return macro;
  }

  #block(offset: number): BodyNode {
    const name = this.#stream.is('string') ? this.#stream.next() : this.#stream.expect('name', undefined, 'a name');
    this.#endTag();
    const body = this.body(['endblock']);
    this.#stream.next();
    if (this.#stream.is('name', name.value) || this.#stream.is('string', name.value)) this.#stream.next();
    this.#endTag();
    const block: BlockNode = { kind: 'block', name: name.value, body, offset };
    this.blocks.set(block.name, block);
    return block;
  }

  /** `{% filter a | b %}text{% endfilter %}` prints the text through the filters. */
  #filter(offset: number): BodyNode {
    const captured: { kind: 'captured'; body: Body; offset: number } = { kind: 'captured', body: [], offset };
    let expression: Expression = parseFilter(this.#stream, captured);
    while (this.#stream.accept('operator', '|')) expression = parseFilter(this.#stream, expression);
    this.#endTag();
    captured.body = this.#bodyUntil('endfilter');
    return { kind: 'print', expression, offset };
  }
}
