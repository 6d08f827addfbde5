import { checkTemplate, compileTemplate, referencesOf } from '../../expressions/index.ts';
import type { BuildContext } from '../build/context.ts';
import { findCycle } from './find-cycle.ts';

/** Warns of variables that lead back to themselves: `render()` goes all the way, so rendering one of them cannot end. */
export function checkVariables(context: BuildContext): void {
  const uses = new Map<string, Set<string>>();
  for (const { text, path, kind } of context.templates) {
    const [, name] = path;
    if (kind !== 'variable' || typeof name !== 'string' || checkTemplate(text) !== undefined) continue;
    const used = uses.get(name) ?? new Set<string>();
    for (const variable of referencesOf(compileTemplate(text)).variables) {
      const [root, other] = variable.path;
      if (root === 'vars' && other !== undefined) used.add(other);
    }
    uses.set(name, used);
  }
  for (const [name, used] of uses) {
    for (const other of used) {
      const cycle = findCycle(name, other, (next) => [...(uses.get(next) ?? [])]);
      if (cycle === undefined) continue;
      context.at(['variables', name], {
        severity: 'warning',
        rule: 'cycle',
        message: `rendering this variable cannot end: ${cycle.join(' → ')}`,
        hint: 'delete one of the references',
      });
      break;
    }
  }
}
