import type { Flow } from '../../contract/flow.ts';
import { checkTemplate, compileTemplate, referencesOf } from '../../expressions/index.ts';
import { didYouMean } from '../../util/nearest-name.ts';
import type { BuildContext, TemplateSite } from '../build/context.ts';
import { allTasks } from './all-tasks.ts';
import { expectsMissing, rangeInside } from './check-templates.ts';

/**
 * Looks up what templates refer to. Names with a dash (`outputs.my-task`) are an error, for they read as a subtraction.
 * A name that does not exist is a warning: the template may stand in a branch that never runs.
 */
export function checkReferences(context: BuildContext, flow: Flow): void {
  const names = new Names(context, flow);
  for (const site of context.templates) {
    if (checkTemplate(site.text) !== undefined) continue;
    checkDashes(context, site, names);
    // The ids inside a task of an unknown type are not known.
    if (!context.problems.hasErrors) checkNames(context, site, names);
  }
}

class Names {
  readonly inputs: readonly string[];
  readonly tasks: readonly string[];
  readonly variables: readonly string[];
  readonly setsVariables: boolean;

  constructor(context: BuildContext, flow: Flow) {
    this.inputs = flow.inputs.map(({ id }) => id);
    this.tasks = [...context.taskIds.keys()];
    this.variables = Object.keys(flow.variables);
    this.setsVariables = allTasks(flow).some(({ type }) => type.endsWith('SetVariables'));
  }

  of(root: string): { noun: string; names: readonly string[] } | undefined {
    if (root === 'inputs') return { noun: 'input', names: this.inputs };
    if (root === 'outputs') return { noun: 'task', names: this.tasks };
    return root === 'vars' && !this.setsVariables ? { noun: 'variable', names: this.variables } : undefined;
  }
}

function checkDashes(context: BuildContext, site: TemplateSite, names: Names): void {
  for (const match of site.text.matchAll(/\b(inputs|outputs)\.([A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)+)/g)) {
    const [reference, root = '', name = ''] = match;
    const known = names.of(root);
    if (known === undefined || !known.names.includes(name) || !isInTag(site.text, match.index)) continue;
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
}

function isInTag(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  const opened = Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%'));
  return opened > Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'));
}

function checkNames(context: BuildContext, site: TemplateSite, names: Names): void {
  for (const { path, offset } of referencesOf(compileTemplate(site.text)).variables) {
    const [root = '', name] = path;
    const known = names.of(root);
    if (known === undefined || name === undefined || isKnown(path.slice(1), known.names)) continue;
    if (expectsMissing(site.text, offset)) continue;
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

/** True where the path begins with a name; names of inputs may have dots. */
function isKnown(path: readonly string[], names: readonly string[]): boolean {
  const text = `${path.join('.')}.`;
  return names.some((name) => text.startsWith(`${name}.`) || name.startsWith(text));
}
