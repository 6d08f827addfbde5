import type { Body, CallArguments, Expression, MacroNode } from './lang/ast.ts';
import { closedFilters, closedFunctions, keepsOnlyWords } from './closed-results.ts';
import { javaText } from './runtime/text.ts';
import type { Template } from './template.ts';

/** Where a part of what a template prints comes from. */
export type PrintedSource =
  /** A variable; `*` in its path stands for a step that is computed. */
  | { readonly kind: 'variable'; readonly path: readonly string[]; readonly offset: number }
  /** What a function looks up: `kv('size')`; `argument` undefined where it is computed, `of` says from what. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly argument: string | undefined;
      readonly of?: readonly PrintedSource[];
      readonly offset: number;
    }
  /** What `render()` makes of texts from there: they are read as templates. */
  | { readonly kind: 'rendered'; readonly of: readonly PrintedSource[]; readonly offset: number };

/** Functions whose results come from outside of the flow. */
const lookups: ReadonlySet<string> = new Set(['kv', 'read', 'http', 'errorLogs', 'printContext']);

type Names = ReadonlyMap<string, readonly PrintedSource[]>;

/**
 * What a template prints, by where it comes from, without evaluating it. Conditions print nothing; numbers, dates, hashes and
 * the like that filters make of a text are no longer that text. Pure.
 */
export function printedSources({ ast }: Template): readonly PrintedSource[] {
  return sourcesOfBody(ast.body, new Map(), { macros: ast.macros, depth: 0 });
}

interface Surroundings {
  readonly macros: ReadonlyMap<string, MacroNode>;
  /** Of macros within macros. */
  readonly depth: number;
}

function sourcesOfBody(body: Body, known: Names, around: Surroundings): readonly PrintedSource[] {
  const names = new Map(known);
  return body.flatMap((node): readonly PrintedSource[] => {
    switch (node.kind) {
      case 'print':
        return sourcesOf(node.expression, names, around);
      case 'set':
        names.set(node.name, [...(names.get(node.name) ?? []), ...sourcesOf(node.value, names, around)]);
        return [];
      case 'if':
        return [...node.branches.map((branch) => branch.body), node.otherwise].flatMap((branch) =>
          sourcesOfBranch(branch, names, around),
        );
      case 'for': {
        const inside = new Map(names).set(node.variable, sourcesOf(node.over, names, around)).set('loop', []);
        const turns = sourcesOfBranch(node.body, inside, around);
        inside.delete(node.variable);
        for (const [name, sources] of inside) if (name !== 'loop') names.set(name, sources);
        return [...turns, ...sourcesOfBranch(node.otherwise, names, around)];
      }
      case 'block':
        return sourcesOfBranch(node.body, names, around);
      default:
        return [];
    }
  });
}

/** A branch may set names that are printed behind it: they are added to what is known. */
function sourcesOfBranch(
  body: Body,
  names: Map<string, readonly PrintedSource[]>,
  around: Surroundings,
): readonly PrintedSource[] {
  for (const node of body) {
    if (node.kind === 'set')
      names.set(node.name, [...(names.get(node.name) ?? []), ...sourcesOf(node.value, names, around)]);
  }
  return sourcesOfBody(body, names, around);
}

function sourcesOf(node: Expression, names: Names, around: Surroundings): readonly PrintedSource[] {
  const each = (parts: readonly Expression[]): readonly PrintedSource[] =>
    parts.flatMap((part) => sourcesOf(part, names, around));
  switch (node.kind) {
    case 'name':
      return names.get(node.name) ?? [{ kind: 'variable', path: [node.name], offset: node.offset }];
    case 'attribute':
      return [...sourcesOfAttribute(node, names, around), ...each(node.arguments ?? [])];
    case 'call':
      return sourcesOfCall(node.name, node.arguments, node.offset, names, around);
    case 'filter': {
      const given = each(argumentsOf(node.arguments));
      const isClosed = closedFilters.has(node.name) || (node.name === 'regexReplace' && keepsOnlyWords(node.arguments));
      return isClosed ? given : [...sourcesOf(node.input, names, around), ...given];
    }
    case 'binary':
      return ['+', '..', '??', '???'].includes(node.operator) ? each([node.left, node.right]) : [];
    case 'concat':
      return each(node.parts);
    case 'ternary':
      return each([node.whenTrue, node.whenFalse]);
    case 'list':
      return each(node.items);
    case 'map':
      return each(node.entries.flatMap(({ key, value }) => [key, value]));
    case 'captured':
      return sourcesOfBody(node.body, names, around);
    default:
      return [];
  }
}

function sourcesOfAttribute(node: Expression, names: Names, around: Surroundings): readonly PrintedSource[] {
  const steps: string[] = [];
  let target: Expression = node;
  for (; target.kind === 'attribute'; target = target.target) {
    const { key } = target;
    steps.unshift(key.kind === 'literal' && target.arguments === undefined ? javaText(key.value) : '*');
  }
  if (target.kind !== 'name' || names.has(target.name)) return sourcesOf(target, names, around);
  return [{ kind: 'variable', path: [target.name, ...steps], offset: target.offset }];
}

function sourcesOfCall(
  name: string,
  given: CallArguments,
  offset: number,
  names: Names,
  around: Surroundings,
): readonly PrintedSource[] {
  const values = argumentsOf(given);
  const sources = values.flatMap((value) => sourcesOf(value, names, around));
  const macro = around.macros.get(name);
  if (macro !== undefined) return sourcesOfMacro(macro, sources, around);
  if (closedFunctions.has(name)) return [];
  if (name === 'render' || name === 'renderOnce') return [{ kind: 'rendered', of: sources, offset }];
  if (!lookups.has(name)) return sources;
  const [first] = values;
  const argument = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined;
  return [{ kind: 'call', name, argument, ...(sources.length === 0 ? {} : { of: sources }), offset }];
}

/** Each parameter may be any of what the call gives. A macro that calls itself adds nothing new. */
function sourcesOfMacro(
  macro: MacroNode,
  given: readonly PrintedSource[],
  around: Surroundings,
): readonly PrintedSource[] {
  if (around.depth > 8) return given;
  const names = new Map(macro.parameters.map((parameter) => [parameter.name, given]));
  return sourcesOfBody(macro.body, names, { ...around, depth: around.depth + 1 });
}

function argumentsOf({ positional, named }: CallArguments): readonly Expression[] {
  return [...positional, ...named.map(({ value }) => value)];
}
