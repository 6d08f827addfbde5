/**
 * Writes src/plugins/generated/: the index of every built-in type, and for each type its schema and its two validators.
 * A type's file must stand where its name says; anything else is refused here, so that nobody searches.
 * Run by `npm run build`.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { glob } from 'tinyglobby';
import { deriveAuthoredSchema, deriveRenderedSchema } from '../src/contract/derive-schema.ts';
import type { AddressType, PluginDefinition, PluginKind } from '../src/contract/registry.ts';
import { standaloneValidators } from './standalone-validators.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const pluginsFolder = join(root, 'src/plugins');
const outputFolder = join(pluginsFolder, 'generated');
const kinds: ReadonlySet<unknown> = new Set<PluginKind>(['task', 'flowable', 'trigger', 'runner', 'condition']);

interface FoundPlugin {
  readonly definition: PluginDefinition;
  readonly exportName: string;
  /** Relative to src/plugins, with `/`. */
  readonly file: string;
}

/** Where a type's file must stand, relative to src/plugins. */
export function fileOfType(type: string): string {
  const parts = type.replace(/^io\.kestra\.plugin\./, '').split('.');
  const name = parts.pop() ?? '';
  return [...parts.map(kebabCase), `${kebabCase(name)}.ts`].join('/');
}

function kebabCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

async function findPlugins(): Promise<FoundPlugin[]> {
  const files = await glob('**/*.ts', { cwd: pluginsFolder, ignore: ['generated/**', '**/*.test.ts', 'registry.ts'] });
  const found: FoundPlugin[] = [];
  for (const file of files.toSorted()) {
    const source = await readFile(join(pluginsFolder, file), 'utf8');
    if (!/\bdefine(Task|Flowable|Trigger|Runner|[A-Z]\w*)\(/.test(source)) continue;
    const module = (await import(pathToFileURL(join(pluginsFolder, file)).href)) as Record<string, unknown>;
    for (const [exportName, value] of Object.entries(module)) {
      if (isDefinition(value)) found.push({ definition: value, exportName, file });
    }
  }
  return found.toSorted((a, b) => a.definition.type.localeCompare(b.definition.type, 'en'));
}

function isDefinition(value: unknown): value is PluginDefinition {
  return typeof value === 'object' && value !== null && 'kind' in value && 'type' in value && kinds.has(value.kind);
}

/** Fails where a type does not stand where its name says, or where two claim the same name or scheme. */
export function checkPlugins(plugins: readonly FoundPlugin[]): void {
  const wrong = plugins
    .filter(({ definition, file }) => fileOfType(definition.type) !== file)
    .map(
      ({ definition, file }) =>
        `${definition.type}: expected src/plugins/${fileOfType(definition.type)}, found src/plugins/${file}`,
    );
  const owners = new Map<string, string>();
  for (const { definition } of plugins) {
    for (const name of [definition.type, ...(definition.aliases ?? [])]) {
      const owner = owners.get(name);
      if (owner !== undefined) wrong.push(`${name}: claimed by ${owner} and by ${definition.type}`);
      owners.set(name, definition.type);
    }
  }
  const readers = new Map<string, string>();
  for (const { definition } of plugins) {
    const scheme = definition.kind === 'task' ? definition.addresses?.scheme : undefined;
    if (scheme === undefined) continue;
    const reader = readers.get(scheme);
    if (reader !== undefined) wrong.push(`${scheme}://: read by ${reader} and by ${definition.type}`);
    readers.set(scheme, definition.type);
  }
  if (wrong.length > 0) throw new Error(`plugin types that are not where their name says:\n  ${wrong.join('\n  ')}`);
}

function typeModule(definition: PluginDefinition): string {
  const validators = standaloneValidators({
    validateAuthored: deriveAuthoredSchema(definition.properties),
    validateRendered: deriveRenderedSchema(definition.properties),
  });
  const { properties, deprecated } = definition;
  const outputs = outputNames(definition);
  const schema = {
    ...properties,
    ...(deprecated === undefined ? {} : { 'x-deprecated': deprecated }),
    ...(outputs === undefined ? {} : { 'x-outputs': outputs }),
  };
  return `${validators}export const schema = ${JSON.stringify(schema)};\n`;
}

/** What a task gives back; undefined where only its run can tell. */
function outputNames(definition: PluginDefinition): readonly string[] | undefined {
  if (definition.kind !== 'task' || definition.outputs.additionalProperties === true) return undefined;
  return Object.keys(definition.outputs.properties);
}

const typeDeclaration = `import type { PluginSchema, PropertiesValidator } from '../../../contract/registry.ts';
export declare const schema: PluginSchema;
export declare const validateAuthored: PropertiesValidator;
export declare const validateRendered: PropertiesValidator;
`;

function indexModule(plugins: readonly FoundPlugin[]): string {
  const rows = plugins.map(({ definition, exportName, file }) =>
    [
      `  ${JSON.stringify(definition.type)}: {`,
      `    kind: '${definition.kind}',`,
      `    aliases: ${JSON.stringify(definition.aliases ?? [])},`,
      `    load: async () => (await import('../${file}')).${exportName} as unknown as PluginDefinition,`,
      `    describe: () => import('./types/${definition.type}.js'),`,
      '  },',
    ].join('\n'),
  );
  return `// Written by tools/generate-registry.ts. Do not edit.
import type { AddressType, PluginDefinition, PluginKind, PluginSchema, PropertiesValidator } from '../../contract/registry.ts';

export interface RegistryEntry {
  readonly kind: PluginKind;
  readonly aliases: readonly string[];
  load(): Promise<PluginDefinition>;
  describe(): Promise<{
    readonly schema: PluginSchema;
    readonly validateAuthored: PropertiesValidator;
    readonly validateRendered: PropertiesValidator;
  }>;
}

/** Who reads addresses, by scheme. */
export const addresses: Readonly<Record<string, AddressType>> = ${JSON.stringify(addressTypes(plugins))};

export const entries: Readonly<Record<string, RegistryEntry>> = {
${rows.join('\n')}
};
`;
}

function addressTypes(plugins: readonly FoundPlugin[]): Readonly<Record<string, AddressType>> {
  return Object.fromEntries(
    plugins.flatMap(({ definition }) => {
      if (definition.kind !== 'task' || definition.addresses === undefined) return [];
      const { scheme, login } = definition.addresses;
      return [[scheme, { type: definition.type, login }]];
    }),
  );
}

/** Generates everything; answers the number of types. */
export async function generateRegistry(): Promise<number> {
  const plugins = await findPlugins();
  checkPlugins(plugins);
  const files = new Map<string, string>();
  for (const { definition } of plugins) {
    files.set(`types/${definition.type}.js`, typeModule(definition));
    files.set(`types/${definition.type}.d.ts`, typeDeclaration);
  }
  files.set('index.ts', indexModule(plugins));
  await replaceFiles(outputFolder, files);
  return plugins.length;
}

/** Brings a folder to these files. Each is renamed into place, so that a bundle made meanwhile never meets half of one. */
async function replaceFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(join(folder, 'types'), { recursive: true });
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (existsSync(file) && (await readFile(file, 'utf8')) === text) continue;
    await writeFile(`${file}.${process.pid}`, text);
    await rename(`${file}.${process.pid}`, file);
  }
  for (const path of await glob('**/*.{js,ts}', { cwd: folder })) {
    if (!files.has(path)) await rm(join(folder, path), { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const count = await generateRegistry();
  console.log(`${relative(root, outputFolder)}: ${count} types`);
}
