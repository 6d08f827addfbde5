import type { Value } from '../../util/values.ts';

/** `offset`: where it stands in the template, in characters from 0. */
interface Placed {
  readonly offset: number;
}

export interface NamedArgument {
  readonly name: string;
  readonly value: Expression;
}

/** `f(1, 2, name=3)`: positional ones first. */
export interface CallArguments {
  readonly positional: readonly Expression[];
  readonly named: readonly NamedArgument[];
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | 'contains'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '..'
  | '??'
  | '???'
  | 'isIn';

export type UnaryOperator = 'not' | '+' | '-';

export interface LiteralExpression extends Placed {
  readonly kind: 'literal';
  readonly value: Value;
}

export interface NameExpression extends Placed {
  readonly kind: 'name';
  readonly name: string;
}

/** `target.key`, `target[key]` or `target.key(arguments)`. */
export interface AttributeExpression extends Placed {
  readonly kind: 'attribute';
  readonly target: Expression;
  readonly key: Expression;
  readonly arguments?: readonly Expression[];
}

export interface CallExpression extends Placed {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: CallArguments;
}

export interface FilterExpression extends Placed {
  readonly kind: 'filter';
  readonly input: Expression;
  readonly name: string;
  readonly arguments: CallArguments;
}

export interface TestExpression extends Placed {
  readonly kind: 'test';
  readonly input: Expression;
  readonly name: string;
  readonly negated: boolean;
  readonly arguments: CallArguments;
}

export interface MapEntryNode {
  readonly key: Expression;
  readonly value: Expression;
}

export type Expression =
  | LiteralExpression
  | NameExpression
  | AttributeExpression
  | CallExpression
  | FilterExpression
  | TestExpression
  | (Placed & { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression })
  | (Placed & {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    })
  /** `a ~ b ~ c` and the parts of `"a #{b} c"`. */
  | (Placed & { readonly kind: 'concat'; readonly parts: readonly Expression[] })
  | (Placed & {
      readonly kind: 'ternary';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    })
  | (Placed & { readonly kind: 'list'; readonly items: readonly Expression[] })
  | (Placed & { readonly kind: 'map'; readonly entries: readonly MapEntryNode[] })
  /** What `{% filter %}` surrounds, as a text. */
  | (Placed & { readonly kind: 'captured'; readonly body: Body });

export type Body = readonly BodyNode[];

export interface Branch {
  readonly condition: Expression;
  readonly body: Body;
}

export interface MacroParameter {
  readonly name: string;
  readonly fallback?: Expression;
}

export interface MacroNode extends Placed {
  readonly kind: 'macro';
  readonly name: string;
  readonly parameters: readonly MacroParameter[];
  readonly body: Body;
}

export interface BlockNode extends Placed {
  readonly kind: 'block';
  readonly name: string;
  readonly body: Body;
}

export interface ForNode extends Placed {
  readonly kind: 'for';
  readonly variable: string;
  readonly over: Expression;
  readonly body: Body;
  readonly otherwise: Body;
}

export type BodyNode =
  | (Placed & { readonly kind: 'text'; readonly text: string })
  /** `{% raw %}text{% endraw %}`; `whole` includes the tags, which must survive until the last pass of a recursive render. */
  | (Placed & { readonly kind: 'raw'; readonly text: string; readonly whole: string })
  | (Placed & { readonly kind: 'print'; readonly expression: Expression })
  | (Placed & { readonly kind: 'set'; readonly name: string; readonly value: Expression })
  | (Placed & { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: Body })
  | ForNode
  | MacroNode
  | BlockNode;

/** A read template: its body, and the macros and blocks that stand anywhere in it. */
export interface TemplateAst {
  readonly source: string;
  readonly body: Body;
  readonly macros: ReadonlyMap<string, MacroNode>;
  readonly blocks: ReadonlyMap<string, BlockNode>;
}
