import type { PluginDefinition } from '../src/contract/registry.ts';
import { pageOf } from './pages/type-pages.ts';

/** Markdown: a table of types for each family, with what the action cannot carry. */
export function describeTypes(definitions: readonly PluginDefinition[]): string {
  const families = new Map<string, PluginDefinition[]>();
  for (const definition of definitions) {
    const family = definition.type.split('.').slice(0, -1).join('.');
    families.set(family, [...(families.get(family) ?? []), definition]);
  }
  const sections = [...families].map(([family, members]) =>
    [
      `### [\`${family}\`](${pageOf(family)})`,
      '',
      '| type | kind | does | on GitHub |',
      '|---|---|---|---|',
      ...members.map((member) => row(member)),
    ].join('\n'),
  );
  return [`${definitions.length} types.`, ...sections].join('\n\n');
}

function row(definition: PluginDefinition): string {
  const { type, kind, title } = definition;
  const support = definition.kind === 'runner' || definition.kind === 'condition' ? undefined : definition.github;
  const onGithub = support === undefined || support.supported ? 'yes' : `no: ${cell(support.reason)}`;
  return `| \`${type.split('.').at(-1) ?? type}\` | ${kind} | ${cell(title)} | ${onGithub} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s*\n\s*/g, ' ');
}

/** What there is, and what is missing of what people look for. */
export interface Comparison {
  readonly works: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Markdown: one line for the commands and one for each family, with the types that work and those of `wanted` that do not yet.
 * A star marks what the action cannot carry.
 */
export function compareTypes(
  definitions: readonly PluginDefinition[],
  wanted: readonly string[],
  commands: Comparison,
): string {
  const families = new Map<string, { readonly works: string[]; readonly missing: string[] }>();
  const place = (type: string): { family: { works: string[]; missing: string[] }; name: string } => {
    const parts = type.replace(/^io\.kestra\.plugin\./, '').split('.');
    const name = parts.pop() ?? type;
    const family = families.get(parts.join('.')) ?? { works: [], missing: [] };
    families.set(parts.join('.'), family);
    return { family, name };
  };
  for (const definition of definitions) {
    const { family, name } = place(definition.type);
    family.works.push(isLocalOnly(definition) ? `${name}\\*` : name);
  }
  const known = new Set(definitions.flatMap(({ type, aliases = [] }) => [type, ...aliases]));
  for (const type of wanted.filter((name) => !known.has(name))) {
    const { family, name } = place(type);
    family.missing.push(name);
  }
  const rows = [...families]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { works, missing }]) => `| \`${name}\` | ${works.join(', ')} | ${missing.join(', ')} |`);
  const first = `| commands | ${commands.works.join(', ')} | ${commands.missing.join(', ')} |`;
  return ['| | works | not yet |', '|---|---|---|', first, ...rows].join('\n');
}

function isLocalOnly(definition: PluginDefinition): boolean {
  if (definition.kind === 'runner' || definition.kind === 'condition') return false;
  return definition.github?.supported === false;
}
