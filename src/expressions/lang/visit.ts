import type { Body, BodyNode, CallArguments, Expression, TemplateAst } from './ast.ts';

/** Visits every expression of a template, an outer one before the ones in it. */
export function visitTemplate(ast: TemplateAst, visit: (expression: Expression) => void): void {
  visitBody(ast.body, (node) => {
    for (const expression of expressionsOf(node)) visitExpression(expression, visit);
  });
}

/** Visits every node of a body, also the ones in branches, loops, macros and blocks. */
export function visitBody(body: Body, visit: (node: BodyNode) => void): void {
  for (const node of body) {
    visit(node);
    for (const inner of bodiesOf(node)) visitBody(inner, visit);
  }
}

function bodiesOf(node: BodyNode): readonly Body[] {
  switch (node.kind) {
    case 'if':
      return [...node.branches.map((branch) => branch.body), node.otherwise];
    case 'for':
      return [node.body, node.otherwise];
    case 'macro':
    case 'block':
      return [node.body];
    case 'print':
      return capturedBodies(node.expression);
    default:
      return [];
  }
}

/** The text that a `{% filter %}` tag surrounds is found at the end of its chain of filters. */
function capturedBodies(expression: Expression): readonly Body[] {
  if (expression.kind === 'captured') return [expression.body];
  return expression.kind === 'filter' ? capturedBodies(expression.input) : [];
}

function expressionsOf(node: BodyNode): readonly Expression[] {
  switch (node.kind) {
    case 'print':
      return [node.expression];
    case 'set':
      return [node.value];
    case 'if':
      return node.branches.map((branch) => branch.condition);
    case 'for':
      return [node.over];
    case 'macro':
      return node.parameters.flatMap((parameter) => (parameter.fallback === undefined ? [] : [parameter.fallback]));
    default:
      return [];
  }
}

/** Visits an expression and the ones in it. */
export function visitExpression(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  for (const inner of innerOf(expression)) visitExpression(inner, visit);
}

function innerOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'attribute':
      return [node.target, node.key, ...(node.arguments ?? [])];
    case 'call':
      return argumentsOf(node.arguments);
    case 'filter':
    case 'test':
      return [node.input, ...argumentsOf(node.arguments)];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'concat':
      return node.parts;
    case 'ternary':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flatMap((entry) => [entry.key, entry.value]);
    default:
      return [];
  }
}

function argumentsOf(call: CallArguments): readonly Expression[] {
  return [...call.positional, ...call.named.map((argument) => argument.value)];
}
