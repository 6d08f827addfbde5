import { checkTemplate, compileTemplate, referencesOf } from '../../expressions/index.ts';
import { didYouMean, nearestName } from '../../util/nearest-name.ts';
import type { BuildContext, TemplateSite } from '../build/context.ts';
import { expectsMissing, rangeInside } from './check-templates.ts';
import { type KnownNames, readKnownNames } from './known-names.ts';

/**
 * Looks up what templates refer to. Names with a dash (`outputs.my-task`) are an error, for they read as a subtraction.
 * A name that does not exist is a warning: the template may stand in a branch that never runs.
 */
export function checkReferences(context: BuildContext): void {
  const namesOf = readKnownNames(context);
  for (const site of context.templates) {
    if (checkTemplate(site.text) !== undefined) continue;
    const names = site.kind === 'other-flow' ? withoutOutputs(namesOf) : namesOf;
    const dashes = checkDashes(context, site, names);
    checkNames(context, site, names, dashes);
  }
}

type NamesOf = (root: string) => KnownNames | undefined;

/** Conditions on an execution of another flow read that one's outputs. */
function withoutOutputs(namesOf: NamesOf): NamesOf {
  return (root) => (root === 'outputs' ? undefined : namesOf(root));
}

/** Answers the offsets of what it reported. */
function checkDashes(context: BuildContext, site: TemplateSite, namesOf: NamesOf): ReadonlySet<number> {
  const found = new Set<number>();
  for (const match of site.text.matchAll(/\b(inputs|outputs)\.([A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)+)/g)) {
    const [reference, root = '', name = ''] = match;
    const known = namesOf(root);
    if (known === undefined || !known.names.includes(name) || !isInTag(site.text, match.index)) continue;
    found.add(match.index);
    context.problems.add(
      {
        rule: 'dash-in-reference',
        message: `expected bracket notation for the ${known.noun} "${name}", got ${reference}, which reads as a subtraction`,
        hint: `write ${root}['${name}']`,
      },
      rangeInside(context, site, match.index, reference.length),
      site.path,
    );
  }
  return found;
}

function isInTag(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const opened = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  return opened > Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'));
}

function checkNames(context: BuildContext, site: TemplateSite, namesOf: NamesOf, reported: ReadonlySet<number>): void {
  for (const { path, offset } of referencesOf(compileTemplate(site.text)).variables) {
    const [root = '', name] = path;
    const known = namesOf(root);
    if (known === undefined || name === undefined || reported.has(offset)) continue;
    if (expectsMissing(site.text, offset)) continue;
    if (isKnown(path.slice(1), known.names)) {
      if (root === 'outputs') checkOutput(context, site, path, offset);
      continue;
    }
    // Methods of the map itself, such as inputs.keys().
    if (known.names.length === 0 && root === 'outputs') continue;
    context.problems.add(
      {
        severity: 'warning',
        rule: `unknown-${known.noun}`,
        message: `no ${known.noun} of this flow is called "${name}"`,
        hint:
          didYouMean(name, known.names) ??
          (root === 'inputs' ? 'declare it under inputs:, or correct the name' : undefined),
      },
      rangeInside(context, site, offset, path.length > 1 ? `${root}.${name}`.length : root.length),
      site.path,
    );
  }
}

/** `outputs.query.row` of a task that has no output of this name. */
function checkOutput(context: BuildContext, site: TemplateSite, path: readonly string[], offset: number): void {
  const [, id = '', name] = path;
  const outputs = context.taskOutputs.get(id);
  if (outputs === undefined || name === undefined || outputs.names.includes(name)) return;
  const { type, names, isNested } = outputs;
  const nearest = nearestName(name, names);
  if (isNested && nearest === undefined) return;
  const all = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  context.problems.add(
    {
      severity: 'warning',
      rule: 'unknown-output',
      message: `the task "${id}" (${type}) has no output "${name}"`,
      hint: nearest === undefined ? all : `did you mean "${nearest}"?`,
    },
    rangeInside(context, site, offset, `outputs.${id}.${name}`.length),
    site.path,
  );
}

/** True where the path begins with a name; names of inputs may have dots. */
function isKnown(path: readonly string[], names: readonly string[]): boolean {
  const text = `${path.join('.')}.`;
  return names.some((name) => text.startsWith(`${name}.`) || name.startsWith(text));
}
