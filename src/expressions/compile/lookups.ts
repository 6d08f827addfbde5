import { isMap, type Value } from '../../util/values.ts';
import { ExpressionError } from '../error.ts';
import type { AttributeExpression, Expression, NameExpression } from '../lang/ast.ts';
import { nearestName } from '../lang/nearest-name.ts';
import { readAttribute } from '../runtime/attribute.ts';
import { placed } from '../runtime/failures.ts';
import type { Evaluate } from '../runtime/state.ts';
import { javaText } from '../runtime/text.ts';

export function compileName(node: NameExpression, source: string): Evaluate {
  const { name } = node;
  return (state) => {
    const value = state.variable(name);
    if (value === undefined) throw undefinedError(name, Object.keys(state.variables()), source, node.offset);
    return value;
  };
}

export function compileAttribute(
  node: AttributeExpression,
  source: string,
  compile: (expression: Expression) => Evaluate,
): Evaluate {
  const target = compile(node.target);
  const args = node.arguments?.map(compile);
  const key = compile(node.key);
  const { offset } = node;
  return (state) => {
    const object = target(state);
    const name = key(state);
    const values = args?.map((argument) => argument(state));
    if (object === null) {
      throw undefinedError(
        node.target.kind === 'name' ? node.target.name : javaText(name),
        [],
        source,
        offset,
        'null has no attributes',
      );
    }
    let value: Value | undefined;
    try {
      value = readAttribute(object, name, values);
    } catch (error) {
      throw placed(error, source, offset);
    }
    if (value !== undefined) return value;
    const missing = javaText(name);
    if (isJsonText(object)) throw inTextError(missing, source, offset);
    throw undefinedError(missing, isMap(object) ? Object.keys(object) : [], source, offset);
  };
}

/** As the value of a loop is, where the list holds maps. */
function isJsonText(object: Value): boolean {
  return typeof object === 'string' && /^\s*(?:\{\s*["}]|\[\s*["[{\]])/.test(object);
}

function inTextError(name: string, source: string, offset: number): ExpressionError {
  const message = `Unable to find \`${name}\`: it is looked for in a text`;
  const hint = `the text is JSON, as the value of a loop is: write \`fromJson(…).${name}\``;
  return new ExpressionError(message, { code: 'EXPRESSION_UNDEFINED', source, offset, hint });
}

function undefinedError(
  name: string,
  known: readonly string[],
  source: string,
  offset: number,
  because?: string,
): ExpressionError {
  const near = nearestName(name, known.slice(0, 200));
  const hint =
    name === 'trigger'
      ? 'only a trigger sets it: start the flow by one (gitphony run FLOW --trigger ID --date DATE), or give it a value with `??`'
      : near === undefined
        ? 'give it a value with `??`'
        : `did you mean \`${near}\`?`;
  const message = `Unable to find \`${name}\`${because === undefined ? '' : `: ${because}`}`;
  return new ExpressionError(message, { code: 'EXPRESSION_UNDEFINED', source, offset, hint });
}
