import type { PluginDefinition } from '../src/contract/registry.ts';

/** Markdown: a table of types for each family, with what the action cannot carry. */
export function describeTypes(definitions: readonly PluginDefinition[]): string {
  const families = new Map<string, PluginDefinition[]>();
  for (const definition of definitions) {
    const family = definition.type.split('.').slice(0, -1).join('.');
    families.set(family, [...(families.get(family) ?? []), definition]);
  }
  const sections = [...families].map(([family, members]) =>
    [
      `### \`${family}\``,
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
  const support = definition.kind === 'runner' ? undefined : definition.github;
  const onGithub = support === undefined || support.supported ? 'yes' : `no: ${cell(support.reason)}`;
  return `| \`${type.split('.').at(-1) ?? type}\` | ${kind} | ${cell(title)} | ${onGithub} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll(/\s*\n\s*/g, ' ');
}
