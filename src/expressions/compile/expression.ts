import { bucketsToFit, javaHashOrder } from '../../util/java-hash.ts';
import { newMap, type Value, type ValueMap } from '../../util/values.ts';
import type { Body, Expression, MapEntryNode } from '../lang/ast.ts';
import { placed } from '../runtime/failures.ts';
import { asKind } from '../runtime/kinds.ts';
import { arithmetic, isNumeric } from '../runtime/numbers.ts';
import type { Evaluate, Render } from '../runtime/state.ts';
import { javaText } from '../runtime/text.ts';
import { isTrue, isTrueOperand } from '../runtime/truth.ts';
import { capture, compileCall, compileFilter, compileTest } from './calls.ts';
import { compileAttribute, compileName } from './lookups.ts';
import { compileBinary } from './operators.ts';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** Compiles the expressions of one template to closures. */
export class ExpressionCompiler {
  readonly #source: string;
  readonly #compileBody: (body: Body) => Render;

  constructor(source: string, compileBody: (body: Body) => Render) {
    this.#source = source;
    this.#compileBody = compileBody;
  }

  readonly compile = (node: Expression): Evaluate => {
    switch (node.kind) {
      case 'literal':
        return () => node.value;
      case 'name':
        return compileName(node, this.#source);
      case 'attribute':
        return compileAttribute(node, this.#source, this.compile);
      case 'call':
        return compileCall(node, this.#source, this.compile);
      case 'filter':
        return compileFilter(node, this.#source, this.compile);
      case 'test':
        return compileTest(node, this.#source, this.compile);
      case 'unary':
        return this.#unary(node);
      case 'binary':
        return compileBinary(node, this.#source, this.compile);
      case 'concat':
        return this.#concat(node);
      case 'ternary':
        return this.#ternary(node);
      case 'list': {
        const items = node.items.map(this.compile);
        return (state) => items.map((item) => item(state));
      }
      case 'map':
        return this.#map(node.entries);
      default: {
        const body = this.#compileBody(node.body);
        return (state) => capture(state, (output) => body(state, output));
      }
    }
  };

  /** Errors of the operation itself, placed at the node. */
  #guard(offset: number, doing: string, run: () => Value): Value {
    try {
      return run();
    } catch (error) {
      throw placed(error, this.#source, offset, doing);
    }
  }

  #unary(node: Of<'unary'>): Evaluate {
    const operand = this.compile(node.operand);
    if (node.operator === 'not') {
      return (state) => {
        const value = operand(state);
        return this.#guard(node.offset, '', () => !isTrueOperand(value, '"not"'));
      };
    }
    const factor = node.operator === '-' ? -1 : 1;
    return (state) => {
      const value = operand(state);
      return this.#guard(node.offset, `Could not apply the sign "${node.operator}"`, () =>
        arithmetic('*', factor, value),
      );
    };
  }

  /** Joins texts; null is nothing. */
  #concat(node: Of<'concat'>): Evaluate {
    const parts = node.parts.map(this.compile);
    return (state) => {
      let text = '';
      for (const part of parts) {
        const value = part(state);
        if (value !== null) text += javaText(value);
        if (text.length > MAX_TEXT)
          throw placed(new Error(`a text of over ${MAX_TEXT} characters`), this.#source, node.offset);
      }
      return text;
    };
  }

  #ternary(node: Of<'ternary'>): Evaluate {
    const condition = this.compile(node.condition);
    const whenTrue = this.compile(node.whenTrue);
    const whenFalse = this.compile(node.whenFalse);
    return (state) => {
      const value = condition(state);
      const holds = value !== null && this.#guard(node.offset, '', () => isTrue(value)) === true;
      return holds ? whenTrue(state) : whenFalse(state);
    };
  }

  #map(nodes: readonly MapEntryNode[]): Evaluate {
    const entries = nodes.map(({ key, value }) => ({ key: this.compile(key), value: this.compile(value) }));
    return (state) => {
      const values = new Map<string, Value>();
      let numbers = 0;
      for (const entry of entries) {
        const key = entry.key(state);
        if (isNumeric(key)) numbers += 1;
        values.set(javaText(key), entry.value(state));
      }
      const map: ValueMap = newMap();
      for (const key of javaHashOrder([...values.keys()], bucketsToFit(entries.length)))
        map[key] = values.get(key) ?? null;
      return numbers > 0 && numbers === entries.length ? asKind(map, 'integer-keys') : map;
    };
  }
}

/** As the bound of a whole output. */
const MAX_TEXT = 64 * 1024 * 1024;
