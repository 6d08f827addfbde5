import type { CallExpression, Expression, TemplateAst } from './lang/ast.ts';
import { visitBody, visitTemplate } from './lang/visit.ts';
import { javaText } from './runtime/text.ts';
import type { Template } from './template.ts';

/** A name at a place of the template (characters from 0). */
export interface Reference {
  readonly name: string;
  readonly offset: number;
}

/** `secret('X')`, `kv('X')` or `env('X')`; `name` undefined when it is computed, so that nobody knows it before the run. */
export interface NamedCall {
  readonly name: string | undefined;
  readonly offset: number;
  /** Of `kv` only: the namespace when it is written out, `computed` when it is not known, undefined for the flow's own. */
  readonly namespace?: { readonly name: string | undefined };
}

/** A variable as far as it is written out: `outputs.load.uri` is ['outputs', 'load', 'uri']. */
export interface VariablePath {
  readonly path: readonly string[];
  /** True when more follows that is computed: `outputs[taskrun.value]`. */
  readonly open: boolean;
  readonly offset: number;
}

/** What a template refers to, found without evaluating it. Of the texts that `render()` meets, those that stand in it are in `nested`. */
export interface References {
  readonly secrets: readonly NamedCall[];
  readonly keys: readonly NamedCall[];
  /** `env('X')` and `envs.x`. */
  readonly environment: readonly NamedCall[];
  /** Top-level variables that the template does not set itself. */
  readonly variables: readonly VariablePath[];
  readonly functions: readonly Reference[];
  readonly filters: readonly Reference[];
  readonly tests: readonly Reference[];
  /** Texts inside it that are templates, or pieces of one, themselves: `render()` may be given them. */
  readonly nested: readonly { readonly text: string; readonly offset: number }[];
}

/** Finds what a template refers to. Pure. */
export function referencesOf(template: Template): References {
  const own = ownNames(template.ast);
  const found = {
    secrets: [] as NamedCall[],
    keys: [] as NamedCall[],
    environment: [] as NamedCall[],
    variables: [] as VariablePath[],
    functions: [] as Reference[],
    filters: [] as Reference[],
    tests: [] as Reference[],
    nested: [] as { text: string; offset: number }[],
  };
  const noteNested = (text: unknown, offset: number): void => {
    if (typeof text === 'string' && /\{[{%]|[}%]\}/.test(text)) found.nested.push({ text, offset });
  };
  // What stands between `verbatim` tags comes out as a template.
  visitBody(template.ast.body, (node) => {
    if (node.kind === 'text') noteNested(node.text, node.offset);
  });
  const inner = new Set<Expression>();
  visitTemplate(template.ast, (node) => {
    if (node.kind === 'literal') noteNested(node.value, node.offset);
    else if (node.kind === 'filter') found.filters.push({ name: node.name, offset: node.offset });
    else if (node.kind === 'test') found.tests.push({ name: node.name, offset: node.offset });
    else if (node.kind === 'call') {
      found.functions.push({ name: node.name, offset: node.offset });
      if (node.name === 'secret') found.secrets.push(namedCall(node, 'key'));
      else if (node.name === 'kv') found.keys.push({ ...namedCall(node, 'key'), ...namespaceOf(node) });
      else if (node.name === 'env') found.environment.push(namedCall(node, 'name'));
    } else if ((node.kind === 'attribute' || node.kind === 'name') && !inner.has(node)) {
      for (let target = node as Expression; target.kind === 'attribute'; target = target.target)
        inner.add(target.target);
      const path = pathOf(node);
      if (path === undefined || own.has(path.path[0] ?? '')) return;
      found.variables.push(path);
      if (path.path[0] === 'envs') found.environment.push({ name: path.path[1], offset: path.offset });
    }
  });
  return found;
}

/** Names that the template gives itself: loops, `set`, parameters of macros. */
function ownNames(ast: TemplateAst): ReadonlySet<string> {
  const names = new Set<string>();
  visitBody(ast.body, (node) => {
    if (node.kind === 'set') names.add(node.name);
    if (node.kind === 'macro') for (const parameter of node.parameters) names.add(parameter.name);
    if (node.kind === 'for') {
      names.add(node.variable);
      names.add('loop');
    }
  });
  return names;
}

function pathOf(node: Expression): VariablePath | undefined {
  const steps: string[] = [];
  let open = false;
  let target = node;
  while (target.kind === 'attribute') {
    const { key } = target;
    const isStep = key.kind === 'literal' && target.arguments === undefined;
    if (isStep) steps.unshift(javaText(key.value));
    else {
      // What stands after a computed step says nothing about the path before it.
      steps.length = 0;
      open = true;
    }
    target = target.target;
  }
  return target.kind === 'name' ? { path: [target.name, ...steps], open, offset: target.offset } : undefined;
}

function argumentOf(call: CallExpression, name: string, position: number): Expression | undefined {
  return call.arguments.named.find((argument) => argument.name === name)?.value ?? call.arguments.positional[position];
}

function literalText(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}

function namedCall(call: CallExpression, argument: string): NamedCall {
  return { name: literalText(argumentOf(call, argument, 0)), offset: call.offset };
}

function namespaceOf(call: CallExpression): Pick<NamedCall, 'namespace'> {
  const argument = argumentOf(call, 'namespace', 1);
  if (argument === undefined || (argument.kind === 'literal' && argument.value === null)) return {};
  return { namespace: { name: literalText(argument) } };
}
