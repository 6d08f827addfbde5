import type { Command } from 'commander';
import type { PluginDefinition } from '../../src/contract/registry.ts';
import { UsageError } from '../../src/contract/errors.ts';
import { builtinRegistry } from '../../src/plugins/registry.ts';
import { didYouMean } from '../../src/util/nearest-name.ts';
import type { CommandModule, ExitCode } from '../command.ts';
import { coloursFor } from '../output/colours.ts';
import { formatTable } from '../output/format-table.ts';
import { writeJson } from '../output/print-json.ts';

const help = `
Examples:
  gitphony plugins list
  gitphony plugins list --json | jq -r '.[].type'
  gitphony plugins doc io.kestra.plugin.jdbc.postgresql.CopyIn`;

/** `gitphony plugins list`, `gitphony plugins doc TYPE`. */
export const pluginsCommand: CommandModule = {
  configure(command: Command, finish) {
    command.addHelpText('after', help);
    command
      .command('list')
      .description('every type of this build')
      .option('--json', 'as JSON')
      .action(async (options: { json?: boolean }) => finish(await list(options.json === true)));
    command
      .command('doc')
      .description('what a type does, its properties, outputs and examples')
      .argument('<type>')
      .option('--json', 'its JSON Schemas')
      .action(async (type: string, options: { json?: boolean }) => finish(await doc(type, options.json === true)));
  },
};

async function list(json: boolean): Promise<ExitCode> {
  const types = [];
  for (const { type, kind } of builtinRegistry.names()) {
    const { title } = await builtinRegistry.load(type);
    types.push({ type, kind, title });
  }
  if (json) await writeJson(types);
  else
    process.stdout.write(
      `${formatTable(
        ['TYPE', 'KIND', 'DOES'],
        types.map((row) => [row.type, row.kind, row.title]),
      )}\n`,
    );
  return 0;
}

async function doc(name: string, json: boolean): Promise<ExitCode> {
  const found = builtinRegistry.resolve(name);
  if (found === undefined) {
    const names = builtinRegistry.names().map(({ type }) => type);
    const sameEnd = names.filter((type) => type.toLowerCase().endsWith(`.${name.toLowerCase()}`));
    throw new UsageError('UNKNOWN_TYPE', `expected a type of this build, got "${name}"`, {
      hint:
        sameEnd.length > 0
          ? `did you mean ${sameEnd.slice(0, 6).join(', ')}${sameEnd.length > 6 ? `, or one of ${sameEnd.length - 6} more (gitphony plugins list)` : ''}?`
          : (didYouMean(name, names) ?? 'gitphony plugins list names them'),
    });
  }
  const definition = await builtinRegistry.load(found.type);
  const outputs = 'outputs' in definition ? definition.outputs : undefined;
  if (json) await writeJson({ type: found.type, kind: found.kind, properties: definition.properties, outputs });
  else process.stdout.write(describe(definition));
  return 0;
}

interface PropertySchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
}

function describe(definition: PluginDefinition): string {
  const colours = coloursFor(process.stdout);
  const section = (title: string, body: string): string => `\n${colours.bold(title)}\n${body}\n`;
  const required = new Set<string>(definition.properties.required ?? []);
  const rows = (properties: Record<string, PropertySchema>, mark: ReadonlySet<string>): string =>
    Object.entries(properties)
      .map(([name, schema]) => {
        const notes = [typeName(schema), mark.has(name) ? 'required' : '', defaultNote(schema)].filter(
          (note) => note !== '',
        );
        return `  ${colours.cyan(name)} (${notes.join(', ')})\n      ${(schema.description ?? '').replaceAll('\n', '\n      ')}`;
      })
      .join('\n');
  const parts = [
    `${colours.bold(definition.type)} (${definition.kind})\n${definition.title}\n`,
    definition.deprecated === undefined ? '' : `\n${colours.yellow(`Deprecated: ${definition.deprecated}.`)}\n`,
    definition.description === undefined ? '' : `\n${definition.description}\n`,
    section('Properties', rows(definition.properties.properties, required)),
  ];
  if ('outputs' in definition) parts.push(section('Outputs', rows(definition.outputs.properties, new Set())));
  for (const example of definition.examples) {
    parts.push(section(example.title, example.code.replaceAll(/^/gm, '  ').trimEnd()));
  }
  return parts.join('');
}

function typeName({ type }: PropertySchema): string {
  if (type === undefined) return 'any';
  return typeof type === 'string' ? type : type.join(' or ');
}

function defaultNote({ default: value }: PropertySchema): string {
  return value === undefined ? '' : `default ${JSON.stringify(value)}`;
}
