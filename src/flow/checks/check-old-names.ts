import { checkTemplate, compileTemplate, type Reference, referencesOf } from '../../expressions/index.ts';
import type { BuildContext, TemplateSite } from '../build/context.ts';
import { rangeInside } from './check-templates.ts';

/** Older names of the template language and those of today. */
const filters: Readonly<Record<string, string>> = { json: 'toJson' };
const functions: Readonly<Record<string, string>> = { json: 'fromJson' };

/** Tells of filters and functions in templates that have a newer name; they still work. */
export function checkOldNames(context: BuildContext): void {
  for (const site of context.templates) {
    if (!site.text.includes('json') || checkTemplate(site.text) !== undefined) continue;
    const used = referencesOf(compileTemplate(site.text));
    for (const reference of used.filters) note(context, site, `the filter ${reference.name}`, reference, filters);
    for (const reference of used.functions) note(context, site, `${reference.name}()`, reference, functions);
  }
}

function note(
  context: BuildContext,
  site: TemplateSite,
  what: string,
  { name, offset }: Reference,
  newer: Readonly<Record<string, string>>,
): void {
  const to = Object.hasOwn(newer, name) ? newer[name] : undefined;
  if (to === undefined) return;
  const finding = { severity: 'notice', rule: 'deprecated', message: `${what} is an older name` } as const;
  context.problems.add(
    { ...finding, hint: `write ${to}`, rename: { from: name, to } },
    rangeInside(context, site, offset, name.length),
    site.path,
  );
}
