import { isMap, newMap, type Value, type ValueMap } from '../../util/values.ts';
import type { Body, BodyNode, ForNode } from '../lang/ast.ts';
import { operatorFailure, placed, runtimeError } from '../runtime/failures.ts';
import { asKind, entryOf } from '../runtime/kinds.ts';
import { describe } from '../runtime/numbers.ts';
import type { Render } from '../runtime/state.ts';
import { printedText } from '../runtime/text.ts';
import { isTrueOperand } from '../runtime/truth.ts';
import { ExpressionCompiler } from './expression.ts';

/** Compiles the bodies of one template to closures. */
export class BodyCompiler {
  readonly #source: string;
  readonly expressions: ExpressionCompiler;

  constructor(source: string) {
    this.#source = source;
    this.expressions = new ExpressionCompiler(source, (body) => this.compile(body));
  }

  compile(body: Body): Render {
    const parts = body.filter((node) => node.kind !== 'macro').map((node) => this.#node(node));
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    return (state, output) => {
      for (const part of parts) part(state, output);
    };
  }

  #node(node: BodyNode): Render {
    switch (node.kind) {
      case 'text':
        return (_, output) => output.write(node.text);
      case 'raw':
        return (state, output) => output.write(state.keepsRaw ? node.whole : node.text);
      case 'print':
        return this.#print(node);
      case 'set': {
        const value = this.expressions.compile(node.value);
        return (state) => state.assign(node.name, value(state));
      }
      case 'if':
        return this.#if(node);
      case 'for':
        return this.#for(node);
      case 'block':
        // Of two blocks with one name, the last one stands in both places.
        return (state, output) => state.program.blocks.get(node.name)?.(state, output);
      default:
        // A macro is called, not printed where it stands.
        return () => undefined;
    }
  }

  #print(node: Extract<BodyNode, { kind: 'print' }>): Render {
    const expression = this.expressions.compile(node.expression);
    return (state, output) => {
      const value = expression(state);
      try {
        output.write(printedText(value));
      } catch (error) {
        throw placed(error, this.#source, node.offset);
      }
    };
  }

  #if(node: Extract<BodyNode, { kind: 'if' }>): Render {
    const branches = node.branches.map(({ condition, body }) => ({
      holds: this.expressions.compile(condition),
      body: this.compile(body),
      offset: condition.offset,
    }));
    const otherwise = this.compile(node.otherwise);
    return (state, output) => {
      for (const { holds, body, offset } of branches) {
        let taken: boolean;
        try {
          taken = isTrueOperand(holds(state), '"if"');
        } catch (error) {
          throw operatorFailure(error, this.#source, offset, 'Wrong operand(s) type in conditional expression');
        }
        if (taken) return body(state, output);
      }
      return otherwise(state, output);
    };
  }

  /** Over null nothing happens at all; over nothing, the else part. A map gives its entries. */
  #for(node: ForNode): Render {
    const over = this.expressions.compile(node.over);
    const body = this.compile(node.body);
    const otherwise = this.compile(node.otherwise);
    return (state, output) => {
      const value = over(state);
      if (value === null) return;
      const items = this.#items(value, node);
      if (items.length === 0) {
        otherwise(state, output);
        return;
      }
      state.inFrame(false, () => {
        for (const [index, item] of items.entries()) {
          state.put('loop', loopVariable(index, items.length));
          state.put(node.variable, item);
          body(state, output);
        }
      });
    };
  }

  #items(value: Value, node: ForNode): readonly Value[] {
    if (Array.isArray(value)) return value;
    if (isMap(value)) return Object.keys(value).map((key) => entryOf(key, value[key] ?? null));
    throw runtimeError(
      `Not an iterable object: expected a list or map, but found ${describe(value)}`,
      this.#source,
      node.over.offset,
    );
  }
}

/** `loop.index` and `loop.revindex` count from 0. The order is the one in which Pebble prints it. */
function loopVariable(index: number, length: number): ValueMap {
  const loop = newMap();
  loop['last'] = index === length - 1;
  loop['length'] = length;
  loop['index'] = index;
  loop['revindex'] = length - 1 - index;
  loop['first'] = index === 0;
  return asKind(loop, 'loop');
}
