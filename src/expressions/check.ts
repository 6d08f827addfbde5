import type { Expression, TemplateAst } from './lang/ast.ts';
import { ExpressionError } from './error.ts';
import { filterNames } from './filters/index.ts';
import { functionNames } from './functions/index.ts';
import { nearestName } from './lang/nearest-name.ts';
import { visitTemplate } from './lang/visit.ts';
import { predicateNames } from './predicates/index.ts';
import { compileTemplate } from './template.ts';

/**
 * What is wrong with a template without evaluating it: it cannot be read, or names a filter, function or test that does
 * not exist. Undefined: nothing. Pure.
 */
export function checkTemplate(source: string): ExpressionError | undefined {
  let ast: TemplateAst;
  try {
    ast = compileTemplate(source).ast;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  let problem: ExpressionError | undefined;
  visitTemplate(ast, (node) => {
    problem ??= unknownName(node, ast);
  });
  return problem;
}

function unknownName(node: Expression, ast: TemplateAst): ExpressionError | undefined {
  switch (node.kind) {
    case 'filter':
      return unknown('filter', node.name, filterNames(), node.offset, ast.source);
    case 'test':
      return unknown('test', node.name, predicateNames(), node.offset, ast.source);
    case 'call':
      return unknown('function', node.name, [...functionNames(), ...ast.macros.keys()], node.offset, ast.source);
    default:
      return undefined;
  }
}

function unknown(
  what: string,
  name: string,
  known: readonly string[],
  offset: number,
  source: string,
): ExpressionError | undefined {
  if (known.includes(name)) return undefined;
  const near = nearestName(name, known);
  const hint = near === undefined ? `known ones are ${known.toSorted().join(', ')}` : `did you mean "${near}"?`;
  return new ExpressionError(`Unknown ${what} "${name}"`, { code: 'EXPRESSION_SYNTAX', source, offset, hint });
}
