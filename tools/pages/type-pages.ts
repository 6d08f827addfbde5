import type { PluginDefinition } from '../../src/contract/registry.ts';
import { block, code, generatedNote } from './markdown.ts';
import { propertyTable, type Schema } from './property-rows.ts';

/** The page of a family, below docs/: `plugins/core.flow.md`. */
export function pageOf(family: string): string {
  return `plugins/${family.replace(/^io\.kestra\.plugin\./, '')}.md`;
}

/** A type's family: its name without the last part. */
export function familyOf(type: string): string {
  return type.split('.').slice(0, -1).join('.');
}

/** One page for each family of types: properties, outputs, examples; text by path below docs/. */
export function renderTypePages(definitions: readonly PluginDefinition[]): Map<string, string> {
  const families = new Map<string, PluginDefinition[]>();
  for (const definition of definitions) {
    const family = familyOf(definition.type);
    families.set(family, [...(families.get(family) ?? []), definition]);
  }
  return new Map([...families].map(([family, members]) => [pageOf(family), renderFamily(family, members)]));
}

function renderFamily(family: string, members: readonly PluginDefinition[]): string {
  const intro = [
    'Templates may stand in every property unless it says "No templates". What every task may say besides (`timeout`,',
    '`retry`, `runIf`, `allowFailure`, …) is not repeated. The examples are validated by a test.',
  ].join('\n');
  const parts = [
    generatedNote,
    `# ${code(family)}`,
    `[All types](../plugins.md). ${intro}`,
    ...members.map(renderType),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderType(definition: PluginDefinition): string {
  const { type, kind, title, description, aliases = [], examples } = definition;
  const parts = [`## ${type.split('.').at(-1) ?? type}`, `${code(type)}, a ${kind}. ${title}`];
  if (definition.deprecated !== undefined) parts.push(`**Deprecated**: ${definition.deprecated}.`);
  if (description !== undefined) parts.push(description.trim());
  if (aliases.length > 0) parts.push(`Older names: ${aliases.map(code).join(', ')}.`);
  const support = 'github' in definition ? definition.github : undefined;
  if (support?.supported === false) parts.push(`Not on GitHub: ${support.reason}.`);
  parts.push('### Properties', propertyTable(definition.properties));
  if ('outputs' in definition) parts.push('### Outputs', outputTable(definition.outputs));
  for (const example of examples) parts.push(`### Example: ${example.title}`, block('yaml', example.code));
  return parts.join('\n\n');
}

/** Outputs are all optional or all there: the table says nothing of that. */
function outputTable(schema: Schema): string {
  const { required: _, ...rest } = schema;
  return propertyTable(rest);
}
